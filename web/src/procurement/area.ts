/** From a need to what came: requests, approvals, quotations, orders, receipts, and what they rest on. */

import {
  Banknote,
  ChartColumn,
  FileStack,
  Gavel,
  HandCoins,
  KanbanSquare,
  Network,
  PackageCheck,
  ShoppingCart,
  Stamp,
  Store,
} from "lucide-react";
import type { Area } from "../app/area";

export const procurementArea: Area = {
  name: { pt: "Compras", en: "Purchasing" },
  places: [
    {
      to: "/solicitacoes",
      label: { pt: "Solicitações", en: "Requests" },
      icon: KanbanSquare,
      permissions: ["procurement.requests.read"],
      letter: "s",
      thumb: 3,
    },
    {
      to: "/aprovacoes",
      label: { pt: "Aprovações", en: "Approvals" },
      icon: Stamp,
      permissions: [
        "procurement.approvals.need",
        "procurement.approvals.purchase",
        "procurement.approvals.director",
        "procurement.approvals.ceo",
      ],
      letter: "a",
      thumb: 4,
    },
    {
      to: "/cotacoes",
      label: { pt: "Cotações", en: "Quotations" },
      icon: HandCoins,
      permissions: ["procurement.quotations.read"],
      letter: "t",
    },
    {
      to: "/pedidos",
      label: { pt: "Pedidos", en: "Orders" },
      icon: ShoppingCart,
      permissions: ["procurement.orders.read"],
      letter: "p",
      thumb: 5,
    },
    {
      to: "/recebimentos",
      label: { pt: "Recebimentos", en: "Receipts" },
      icon: PackageCheck,
      permissions: ["procurement.receipts.read"],
      letter: "r",
    },
    {
      to: "/notas",
      label: { pt: "Notas fiscais", en: "Invoices" },
      icon: FileStack,
      permissions: ["procurement.receipts.read"],
      letter: "n",
    },
    {
      to: "/fornecedores",
      label: { pt: "Fornecedores", en: "Suppliers" },
      icon: Store,
      permissions: ["procurement.suppliers.read"],
      letter: "f",
    },
    {
      to: "/relatorios",
      label: { pt: "Relatórios", en: "Reports" },
      icon: ChartColumn,
      permissions: ["procurement.reports.read"],
      letter: "l",
    },
    {
      to: "/centros-de-custo",
      label: { pt: "Centros de custo", en: "Cost centres" },
      icon: Network,
      permissions: ["procurement.centres.read"],
    },
    {
      to: "/verbas",
      label: { pt: "Verbas", en: "Budgets" },
      icon: Banknote,
      permissions: ["procurement.budgets.read"],
      letter: "v",
    },
    {
      to: "/alcadas",
      label: { pt: "Alçadas", en: "Approval policy" },
      icon: Gavel,
      permissions: ["procurement.policy.read"],
    },
  ],
};
