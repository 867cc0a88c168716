import { words } from "../../words/language";

export const settingsWords = words(
  {
    edit: "Editar",
    archive: "Arquivar",
    restore: "Tirar do arquivo",
    archived: (name: string) => `${name} arquivado.`,
    restored: (name: string) => `${name} voltou a ser usado.`,
    archivedMark: "Arquivado",
    nothingFits: "Nada com essas letras",
    saved: "Salvo.",
    name: "Nome",
    code: "Código",
    departments: {
      title: "Departamentos",
      add: "Novo departamento",
      editTitle: "Editar departamento",
      emptyTitle: "Nenhum departamento ainda",
      emptyText: "Departamentos juntam centros de custo e solicitações nos filtros e relatórios.",
      added: (name: string) => `${name} criado.`,
    },
  },
  {
    edit: "Edit",
    archive: "Archive",
    restore: "Take out of the archive",
    archived: (name: string) => `${name} archived.`,
    restored: (name: string) => `${name} is in use again.`,
    archivedMark: "Archived",
    nothingFits: "Nothing with these letters",
    saved: "Saved.",
    name: "Name",
    code: "Code",
    departments: {
      title: "Departments",
      add: "New department",
      editTitle: "Edit department",
      emptyTitle: "No departments yet",
      emptyText: "Departments gather cost centres and requests in filters and reports.",
      added: (name: string) => `${name} created.`,
    },
  },
);
