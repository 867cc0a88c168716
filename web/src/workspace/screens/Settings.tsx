/** What each person sets for themselves, how the connection fares, and the organisation's own data. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "../../ui/page";
import { Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { ConnectionPanel } from "../parts/ConnectionPanel";
import { LooksPanel } from "../parts/LooksPanel";
import { NoticesPanel } from "../parts/NoticesPanel";
import { OrganisationPanel } from "../parts/OrganisationPanel";
import { SecurityPanel } from "../parts/SecurityPanel";
import { settingsWords } from "../words/settings";

type Section = "avisos" | "aparencia" | "seguranca" | "conexao" | "organizacao";

export default function Settings() {
  const say = useWords(settingsWords);
  const navigate = useNavigate();
  const { secao = "avisos" } = useSearch({ strict: false }) as { secao?: Section };
  return (
    <Page title={say.title} width="read">
      <Tabs<Section>
        label={say.title}
        value={secao}
        onValue={(next) => void navigate({ search: { secao: next }, replace: true } as never)}
        tabs={[
          { value: "avisos", label: say.notices, panel: <NoticesPanel /> },
          { value: "aparencia", label: say.looks, panel: <LooksPanel /> },
          { value: "seguranca", label: say.security, panel: <SecurityPanel /> },
          { value: "conexao", label: say.connection, panel: <ConnectionPanel /> },
          { value: "organizacao", label: say.organisation, panel: <OrganisationPanel /> },
        ]}
      />
    </Page>
  );
}
