/** Where a thing is looked at: for notices, and for writes that wait. */

const SCREENS: Readonly<Record<string, string>> = {
  briefing: "/briefings/",
  briefings: "/briefings/",
  orcamento: "/orcamentos/",
  orcamentos: "/orcamentos/",
  client: "/clientes/",
  clients: "/clientes/",
  purchase_request: "/solicitacoes/",
  "purchase-requests": "/solicitacoes/",
  quotation_round: "/cotacoes/",
  "quotation-rounds": "/cotacoes/",
  purchase_order: "/pedidos/",
  "purchase-orders": "/pedidos/",
  receipt: "/recebimentos/",
  receipts: "/recebimentos/",
  invoice: "/notas/",
  invoices: "/notas/",
  supplier: "/fornecedores/",
  suppliers: "/fornecedores/",
  bulk_approval: "/aprovacoes/em-lote/",
};

/** The address of a thing by its kind and id; null for what has no screen. */
function addressOfThing(kind: string | null, id: string | null): string | null {
  const screen = kind === null ? undefined : SCREENS[kind];
  return screen === undefined || !id ? null : screen + id;
}

/** Of the `thing` of a write that waits: "briefings/0197…". */
export function addressOfWrite(thing: string): string | null {
  const [kind = null, id = null] = thing.split("/");
  return addressOfThing(kind, id);
}

interface Told {
  readonly thing: string | null;
  readonly thingId: string | null;
  readonly action: { readonly href: string } | null;
}

/** Where a notice leads: as the server says, or to the thing it is about. Addresses of elsewhere lead nowhere. */
export function addressOfNotice(notice: Told): string | null {
  const href = notice.action?.href ?? "";
  return /^\/[^/\\]/.test(href) ? href : addressOfThing(notice.thing, notice.thingId);
}
