import { expect, test } from "vitest";
import { byArea } from "../../src/workspace/permissions";

const ALL = [
  { key: "workspace.people.read", label: "Ver as pessoas" },
  { key: "procurement.orders.read", label: "Ver os pedidos de compra" },
  { key: "workspace.audit.read", label: "Ler a trilha de auditoria" },
  { key: "procurement.reports.read", label: "Ver os relatórios de compras" },
];

test("permissions stand together by area, in the order they come", () => {
  expect(byArea(ALL).map(([area, each]) => [area, each.length])).toEqual([
    ["workspace", 2],
    ["procurement", 2],
  ]);
});

test("a search minds neither accents nor capitals, and leaves no empty area", () => {
  expect(byArea(ALL, "RELATORIO").map(([area, each]) => [area, each.map((one) => one.key)])).toEqual([
    ["procurement", ["procurement.reports.read"]],
  ]);
});
