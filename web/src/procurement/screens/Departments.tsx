/** Parts of the organisation that ask for purchases. */

import { Archive, ArchiveRestore, Building, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form";
import { ArchivedBox, NoneListed } from "../../ui/list";
import { Menu } from "../../ui/menu";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { useWords } from "../../words/language";
import { useArchiving } from "../parts/registers/useArchiving";
import type { DepartmentRow } from "../rows";
import { costCentreWords } from "../words/costCentres";
import { settingsWords } from "../words/settings";

export default function Departments() {
  const all = useWords(settingsWords);
  const say = all.departments;
  const may = useMay();
  const [filters, set] = useAddress({ arquivados: "" });
  const archived = filters.arquivados !== "";
  const [opened, setOpened] = useState<DepartmentRow | "new" | null>(null);
  const { rows, status } = useRows("departments", { filters: { archived }, sort: "name" });
  const { archive, restore } = useArchiving("departments");
  const add = may("procurement.centres.edit") && (
    <Button kind="primary" icon={Plus} onClick={() => setOpened("new")}>
      {say.add}
    </Button>
  );
  return (
    <Page
      title={say.title}
      width="read"
      back={{ to: "/centros-de-custo", label: useWords(costCentreWords).centres.title }}
      actions={add}
    >
      <ArchivedBox archived={archived} onArchived={(on) => set({ arquivados: on ? "sim" : "" })} />
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <NoneListed archived={archived} onClear={null}>
            <Empty icon={Building} title={say.emptyTitle} action={add}>
              {say.emptyText}
            </Empty>
          </NoneListed>
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          {...(may("procurement.centres.edit") && { onOpen: setOpened })}
          columns={[
            { name: all.name, width: "1fr", cell: (row) => row.name },
            {
              name: "",
              width: "3rem",
              align: "right",
              cell: (row) => (
                <Menu
                  items={[
                    ...(row.can.includes("edit")
                      ? [{ label: all.edit, icon: Pencil, onSelect: () => setOpened(row) }]
                      : []),
                    ...(row.can.includes("archive")
                      ? [{ label: all.archive, icon: Archive, onSelect: () => archive(row) }]
                      : []),
                    ...(row.can.includes("restore")
                      ? [
                          {
                            label: all.restore,
                            icon: ArchiveRestore,
                            onSelect: () => restore(row),
                          },
                        ]
                      : []),
                  ]}
                />
              ),
            },
          ]}
        />
      </ListStates>
      {opened && <DepartmentDialog department={opened === "new" ? null : opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}

function DepartmentDialog({ department, onClose }: { department: DepartmentRow | null; onClose: () => void }) {
  const all = useWords(settingsWords);
  const say = all.departments;
  const [name, setName] = useState(department?.name ?? "");
  const create = useAction("POST /api/departments", {
    done: (answer) => say.added(answer.name),
    onDone: onClose,
    sayErrors: false,
  });
  const change = useAction("PUT /api/departments/{department_id}", {
    done: all.saved,
    onDone: onClose,
    sayErrors: false,
  });
  const action = department === null ? create : change;
  const save = () =>
    department === null
      ? void create.run({ body: { name } })
      : void change.run({ path: { department_id: department.id }, body: { name }, ifMatch: department.version });
  return (
    <FormDialog
      onClose={onClose}
      title={department === null ? say.add : say.editTitle}
      onSave={save}
      busy={action.busy}
      sentence={action.unplaced}
    >
      <TextField label={all.name} value={name} onValue={setName} error={action.fields.name} autoFocus />
    </FormDialog>
  );
}
