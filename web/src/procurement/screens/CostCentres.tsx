/** On whose account purchases are asked for. */

import { Link, useNavigate } from "@tanstack/react-router";
import { Building, Network, Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button, buttonClass } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ArchivedBox, ListBar, NoneListed } from "../../ui/list";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { useWords } from "../../words/language";
import { CentreDialog } from "../parts/registers/CentreDialog";
import { costCentreWords } from "../words/costCentres";
import { settingsWords } from "../words/settings";

const ALL = { q: "", departamento: "", arquivados: "" };

export default function CostCentres() {
  const all = useWords(settingsWords);
  const say = useWords(costCentreWords).centres;
  const may = useMay();
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const [adding, setAdding] = useState(false);
  const archived = filters.arquivados !== "";
  const q = useDeferredValue(filters.q);
  const { rows, status } = useRows("cost-centres", {
    filters: { archived, departmentId: filters.departamento },
    q,
    sort: "code",
  });
  const { rows: departments } = useRows("departments", { filters: { archived: false }, sort: "name" });
  const filtered = filters.q !== "" || filters.departamento !== "";
  const open = (id: string) => void navigate({ to: `/centros-de-custo/${id}` });
  const add = may("procurement.centres.edit") && (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <Page
      title={say.title}
      actions={
        <>
          <Link to="/departamentos" className={buttonClass()}>
            <Building size={16} aria-hidden />
            {all.departments.title}
          </Link>
          {add}
        </>
      }
    >
      <ListBar search={say.search} q={filters.q} onQ={(text) => set({ q: text })}>
        <SelectField
          label={say.department}
          hideLabel
          value={filters.departamento}
          onValue={(departamento) => set({ departamento })}
        >
          <option value="">{say.anyDepartment}</option>
          {departments.map((row) => (
            <option key={row.id} value={row.id}>
              {row.name}
            </option>
          ))}
        </SelectField>
        <ArchivedBox archived={archived} onArchived={(on) => set({ arquivados: on ? "sim" : "" })} />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <NoneListed
            archived={archived}
            onClear={filtered ? () => set({ ...ALL, arquivados: filters.arquivados }) : null}
          >
            <Empty icon={Network} title={say.emptyTitle} action={add}>
              {say.emptyText}
            </Empty>
          </NoneListed>
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => open(row.id)}
          columns={[
            {
              name: all.name,
              width: "minmax(12rem,2fr)",
              cell: (row) => (
                <span className="flex min-w-0 items-baseline gap-2">
                  <span className="shrink-0 text-sm text-faint">{row.code}</span>
                  <span className="truncate font-medium">{row.name}</span>
                </span>
              ),
            },
            { name: say.department, width: "minmax(8rem,1fr)", cell: (row) => row.department?.name ?? "" },
            {
              name: say.approvers,
              width: "minmax(10rem,2fr)",
              cell: (row) =>
                row.approvers.length > 0 ? (
                  row.approvers.map((each) => each.name).join(", ")
                ) : (
                  <span className="text-ochre">{say.noApprovers}</span>
                ),
            },
            { name: say.people, width: "5rem", align: "right", desk: true, cell: (row) => row.people },
          ]}
        />
      </ListStates>
      {adding && (
        <CentreDialog
          centre={null}
          onClose={() => setAdding(false)}
          onSaved={(centre) => {
            setAdding(false);
            open(centre.id);
          }}
        />
      )}
    </Page>
  );
}
