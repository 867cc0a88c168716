import { words } from "../words/language";

export const paperWords = words(
  {
    preparing: "Preparando o PDF",
    openApart: "Abrir em outra aba",
    save: "Baixar",
    shownApart: "Este navegador não mostra PDF aqui dentro. Abra em outra aba ou baixe.",
  },
  {
    preparing: "Preparing the PDF",
    openApart: "Open in another tab",
    save: "Save",
    shownApart: "This browser does not show PDFs in here. Open it in another tab or save it.",
  },
);
