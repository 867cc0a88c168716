/** The people and firms that the studio works for. */

import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useRows } from "../../data/rows";
import { TextField } from "../../ui/field";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { useWords } from "../../words/language";
import { estimatingWords } from "../words";

export default function Clients() {
  const say = useWords(estimatingWords).clients;
  const [q, setQ] = useState("");
  const { rows, status } = useRows("clients", { q, sort: "name" });
  return (
    <Page title={say.title}>
      <TextField
        label={say.search}
        hideLabel
        placeholder={say.search}
        type="search"
        value={q}
        onValue={setQ}
        className="max-w-sm"
      />
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <Empty icon={UsersRound} title={say.emptyTitle}>
            {say.emptyText}
          </Empty>
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          columns={[
            { name: say.name, cell: (row) => row.name, width: "2fr" },
            { name: say.city, cell: (row) => row.city, width: "1fr" },
          ]}
        />
      </ListStates>
    </Page>
  );
}
