/** The questionnaires that briefings begin with. */

import { useNavigate } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { useAddress } from "../../data/address";
import { useAnswer } from "../../data/rows";
import { Badge } from "../../ui/badge";
import { Checkbox } from "../../ui/field";
import { Page } from "../../ui/page";
import { Empty, Refused, SkeletonRows } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { useWords } from "../../words/language";
import { templatesWords } from "../words/templates";

export default function Templates() {
  const say = useWords(templatesWords);
  const navigate = useNavigate();
  const [{ fora }, set] = useAddress({ fora: "" });
  const templates = useAnswer("GET /api/briefing-templates", { query: { inactive: fora !== "" } }, { keep: true });
  const rows = templates.data?.data ?? [];
  return (
    <Page title={say.title} lead={say.lead}>
      <Checkbox label={say.showInactive} checked={fora !== ""} onChecked={(now) => set({ fora: now ? "sim" : "" })} />
      {templates.error && !templates.data ? (
        <Refused error={templates.error} onRetry={() => void templates.refetch()} />
      ) : templates.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : rows.length === 0 ? (
        <Empty icon={ListChecks} title={say.emptyTitle}>
          {say.emptyText}
        </Empty>
      ) : (
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => void navigate({ to: "/modelos/$id", params: { id: row.id } } as never)}
          columns={[
            { name: say.name, width: "minmax(10rem,1fr)", cell: (row) => row.name },
            { name: say.description, width: "minmax(14rem,2.6fr)", cell: (row) => row.description, desk: true },
            { name: say.questionsHead, width: "8rem", cell: (row) => say.questions(row.questions) },
            {
              name: say.origin,
              width: "13rem",
              cell: (row) => (
                <span className="inline-flex flex-wrap gap-1">
                  <Badge>{row.shipped ? say.shipped : say.own}</Badge>
                  {row.number > 1 && <Badge>{say.version(row.number)}</Badge>}
                  {!row.active && <Badge tone="ochre">{say.inactive}</Badge>}
                </span>
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}
