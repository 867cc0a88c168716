/** What can be found by its letters: each kind is one question to the server, for who may ask it. */

import {
  ClipboardList,
  FileStack,
  FileText,
  HandCoins,
  KanbanSquare,
  type LucideIcon,
  ShoppingCart,
  Store,
  User,
  UsersRound,
} from "lucide-react";
import { type AnswerOf, type CallOptions, call, type Reading } from "../../api/call";
import type { PermissionName } from "../../api/schema";
import type { Live } from "../../live";
import type { paletteWords } from "../words/palette";

export interface Found {
  readonly id: string;
  readonly title: string;
  /** Beside it: a code, a city. */
  readonly beside: string;
  readonly to: string;
}

export interface Kind {
  readonly name: keyof (typeof paletteWords)["pt"]["kinds"];
  readonly icon: LucideIcon;
  readonly permission: PermissionName;
  readonly find: (live: Live, q: string, signal: AbortSignal) => Promise<readonly Found[]>;
}

const EACH = 5;

type RowIn<C extends Reading> = AnswerOf<C> extends { data: (infer R)[] } ? R : never;

function finding<C extends Reading>(name: C, found: (row: RowIn<C>) => Omit<Found, "id">): Kind["find"] {
  return async (live, q, signal) => {
    const answer = await call(live, name, { query: { q, limit: EACH }, signal } as unknown as CallOptions<C>);
    const rows = (answer as unknown as { data: (RowIn<C> & { id: string })[] }).data;
    return rows.map((row) => ({ id: row.id, ...found(row) }));
  };
}

const joined = (...parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");

export const KINDS: readonly Kind[] = [
  {
    name: "requests",
    icon: KanbanSquare,
    permission: "procurement.requests.read",
    find: finding("GET /api/purchase-requests", (row) => ({
      title: row.title,
      beside: joined(row.code, row.costCentre.name),
      to: `/solicitacoes/${row.id}`,
    })),
  },
  {
    name: "orders",
    icon: ShoppingCart,
    permission: "procurement.orders.read",
    find: finding("GET /api/purchase-orders", (row) => ({
      title: row.supplier.name,
      beside: joined(row.code, row.purchaseRequest.title),
      to: `/pedidos/${row.id}`,
    })),
  },
  {
    name: "rounds",
    icon: HandCoins,
    permission: "procurement.quotations.read",
    find: finding("GET /api/quotation-rounds", (row) => ({
      title: row.purchaseRequest.title,
      beside: row.code,
      to: `/cotacoes/${row.id}`,
    })),
  },
  {
    name: "orcamentos",
    icon: FileText,
    permission: "estimating.orcamentos.read",
    find: finding("GET /api/orcamentos", (row) => ({
      title: row.title,
      beside: joined(row.codigo, row.client.name),
      to: `/orcamentos/${row.id}`,
    })),
  },
  {
    name: "briefings",
    icon: ClipboardList,
    permission: "estimating.briefings.read",
    find: finding("GET /api/briefings", (row) => ({
      title: row.title,
      beside: joined(`nº ${row.number}`, row.client.name),
      to: `/briefings/${row.id}`,
    })),
  },
  {
    name: "clients",
    icon: UsersRound,
    permission: "estimating.clients.read",
    find: finding("GET /api/clients", (row) => ({
      title: row.name,
      beside: joined(row.tradeName, row.city),
      to: `/clientes/${row.id}`,
    })),
  },
  {
    name: "suppliers",
    icon: Store,
    permission: "procurement.suppliers.read",
    find: finding("GET /api/suppliers", (row) => ({
      title: row.name,
      beside: joined(row.tradeName, row.city),
      to: `/fornecedores/${row.id}`,
    })),
  },
  {
    name: "invoices",
    icon: FileStack,
    permission: "procurement.receipts.read",
    find: finding("GET /api/invoices", (row) => ({
      title: row.issuer.name,
      beside: joined(row.number, row.order?.code),
      to: `/notas/${row.id}`,
    })),
  },
  {
    name: "people",
    icon: User,
    permission: "workspace.people.read",
    find: finding("GET /api/people", (row) => ({
      title: row.name,
      beside: row.email,
      to: `/pessoas?q=${encodeURIComponent(row.name)}`,
    })),
  },
];
