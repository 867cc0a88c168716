import { words } from "../../words/language";

export const orderWords = words(
  {
    title: "Pedidos",
    search: "Buscar por código, fornecedor ou título",
    filter: {
      label: "Situação",
      open: "Em aberto",
      late: "Atrasados",
      done: "Concluídos",
      cancelled: "Cancelados",
      all: "Todos",
      mine: "Meus",
    },
    columns: {
      order: "Pedido",
      supplier: "Fornecedor",
      state: "Situação",
      expected: "Entrega",
      total: "Total",
      buyer: "Comprador",
    },
    late: (days: number) => (days === 1 ? "atrasado 1 dia" : `atrasado ${days} dias`),
    lateToday: "atrasado",
    lateTold: (count: number) => (count === 1 ? "1 pedido está atrasado." : `${count} pedidos estão atrasados.`),
    lateShow: "Ver os atrasados",
    noDay: "sem data",
    closedShort: "encerrado com saldo",
    approved: {
      title: (count: number) =>
        count === 1 ? "1 compra aprovada espera virar pedido" : `${count} compras aprovadas esperam virar pedido`,
      issue: "Fazer os pedidos",
      all: "Ver todas",
      fewer: "Ver menos",
      done: (codes: string) => `Pedidos feitos: ${codes}. Confira e envie.`,
    },
    emptyTitle: "Nenhum pedido em aberto",
    emptyText:
      "Quando uma compra é aprovada, ela vira um pedido para cada fornecedor escolhido, e a entrega se acompanha aqui.",
  },
  {
    title: "Orders",
    search: "Search by code, supplier or title",
    filter: {
      label: "State",
      open: "Open",
      late: "Late",
      done: "Completed",
      cancelled: "Cancelled",
      all: "All",
      mine: "Mine",
    },
    columns: {
      order: "Order",
      supplier: "Supplier",
      state: "State",
      expected: "Delivery",
      total: "Total",
      buyer: "Buyer",
    },
    late: (days: number) => (days === 1 ? "1 day late" : `${days} days late`),
    lateToday: "late",
    lateTold: (count: number) => (count === 1 ? "1 order is late." : `${count} orders are late.`),
    lateShow: "See the late ones",
    noDay: "no day",
    closedShort: "closed with a balance",
    approved: {
      title: (count: number) =>
        count === 1 ? "1 approved purchase waits to be ordered" : `${count} approved purchases wait to be ordered`,
      issue: "Make the orders",
      all: "See all",
      fewer: "See fewer",
      done: (codes: string) => `Orders made: ${codes}. Check and send them.`,
    },
    emptyTitle: "No open order",
    emptyText:
      "Once a purchase is approved, it becomes an order to each chosen supplier, and delivery is followed here.",
  },
);
