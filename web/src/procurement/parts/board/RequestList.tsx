/** Requests as a list: what is under way, or what has ended. */

import { useNavigate } from "@tanstack/react-router";
import { Badge, Person } from "../../../ui/badge";
import { State } from "../../../ui/look";
import { RowTable } from "../../../ui/table";
import { ago, day, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { amountOf } from "../../board";
import { PRIORITY, REQUEST_STATUS, type RequestRow } from "../../rows";
import { boardWords } from "../../words/board";

export function RequestList({ rows }: { rows: readonly RequestRow[] }) {
  const say = useWords(boardWords);
  const navigate = useNavigate();
  return (
    <RowTable
      label={say.title}
      rows={rows}
      onOpen={(row) => void navigate({ to: `/solicitacoes/${row.id}` })}
      columns={[
        {
          name: say.titleColumn,
          width: "minmax(14rem,4fr)",
          cell: (row) => (
            <span className="flex min-w-0 items-center gap-2">
              <span className="flex min-w-0 flex-col">
                <span className="truncate font-medium">{row.title}</span>
                <span className="text-sm font-normal text-faint">{row.code}</span>
              </span>
              {(row.priority === "urgent" || row.priority === "high") && <PriorityMark row={row} />}
            </span>
          ),
        },
        { name: say.state, width: "11rem", cell: (row) => <State look={REQUEST_STATUS[row.status]} /> },
        {
          name: say.requester,
          width: "minmax(8rem,1.3fr)",
          cell: (row) => <Person name={row.requester.name} named small />,
        },
        { name: say.centre, width: "minmax(6rem,1.3fr)", cell: (row) => row.costCentre.name },
        { name: say.neededOn, width: "7rem", cell: (row) => day(row.neededOn), desk: true },
        { name: say.since, width: "7rem", cell: (row) => ago(row.statusSince), desk: true },
        { name: say.total, width: "8rem", align: "right", cell: (row) => money(amountOf(row)) },
      ]}
    />
  );
}

function PriorityMark({ row }: { row: RequestRow }) {
  const look = PRIORITY[row.priority];
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {useWords(look.label)}
    </Badge>
  );
}
