import { words } from "../words/language";

export const chartWords = words(
  { asTable: "Ver como tabela", asChart: "Ver como gráfico" },
  { asTable: "Show as a table", asChart: "Show as a chart" },
);
