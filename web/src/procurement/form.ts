/** What is typed into the form of a request, and what of it is sent. Nothing here does I/O. */

import type { ItemInput, PastedLine, PurchaseRequest, RequestChange } from "../api/schema";
import { productMoney, sumMoney } from "../words/decimal";
import type { Priority } from "./rows";

export interface ItemDraft {
  /** Tells rows apart on the screen. */
  readonly key: string;
  /** Of an item that the server has already. */
  readonly id: string | null;
  readonly description: string;
  readonly specification: string;
  readonly category: string;
  readonly unit: string;
  /** Decimal text, or "". */
  readonly quantity: string;
  readonly price: string;
}

export interface RequestDraft {
  readonly title: string;
  readonly description: string;
  readonly costCentreId: string;
  /** "" for the cost centre's own. */
  readonly departmentId: string;
  readonly priority: Priority;
  /** A day, or "". */
  readonly neededOn: string;
  readonly items: readonly ItemDraft[];
  /** That the typed stands on; null for a request that is not there yet. */
  readonly version: number | null;
}

const DEFAULT_UNIT = "un";

export function newItem(of: Partial<ItemDraft> = {}): ItemDraft {
  return {
    id: null,
    description: "",
    specification: "",
    category: "",
    unit: DEFAULT_UNIT,
    quantity: "",
    price: "",
    ...of,
    key: crypto.randomUUID(),
  };
}

export function emptyDraft(): RequestDraft {
  return {
    title: "",
    description: "",
    costCentreId: "",
    departmentId: "",
    priority: "normal",
    neededOn: "",
    items: [newItem()],
    version: null,
  };
}

export function draftOf(request: PurchaseRequest): RequestDraft {
  return {
    title: request.title,
    description: request.description,
    costCentreId: request.costCentre.id,
    departmentId: request.department?.id ?? "",
    priority: request.priority,
    neededOn: request.neededOn ?? "",
    items: request.lines.map((line) =>
      newItem({
        id: line.id,
        description: line.description,
        specification: line.specification,
        category: line.category,
        unit: line.unit,
        quantity: line.quantity,
        price: line.estimatedUnitPrice ?? "",
      }),
    ),
    version: request.version,
  };
}

/** Nothing was typed into it: it is not sent. */
export function isBlank(item: ItemDraft): boolean {
  return item.id === null && !item.description.trim() && !item.specification.trim() && !item.quantity && !item.price;
}

/** Whether anything was typed that would be lost. */
export function isUntouched(draft: RequestDraft): boolean {
  return !draft.title && !draft.description && !draft.costCentreId && draft.items.every(isBlank);
}

export function bodyOf(draft: RequestDraft): RequestChange & { readonly items: ItemInput[] } {
  return {
    title: draft.title,
    description: draft.description,
    costCentreId: draft.costCentreId,
    departmentId: draft.departmentId || null,
    priority: draft.priority,
    neededOn: draft.neededOn || null,
    items: draft.items
      .filter((item) => !isBlank(item))
      .map((item) => ({
        id: item.id,
        description: item.description,
        specification: item.specification,
        category: item.category,
        unit: item.unit,
        // The server says beside the field that it must be more.
        quantity: item.quantity || "0",
        estimatedUnitPrice: item.price || null,
      })),
  };
}

export type ItemFields = Readonly<Record<string, string>>;

/** Refusals of cells (`items[2].quantity`, counted among what was sent), by key of the row and member. */
export function refusalsByRow(
  items: readonly ItemDraft[],
  fields: Readonly<Record<string, string>>,
): ReadonlyMap<string, ItemFields> {
  const sent = items.filter((item) => !isBlank(item));
  const rows = new Map<string, Record<string, string>>();
  for (const [name, text] of Object.entries(fields)) {
    const [, index, member] = /^items\[(\d+)\]\.(\w+)$/.exec(name) ?? [];
    const row = index === undefined ? undefined : sent[Number(index)];
    if (row === undefined || member === undefined) continue;
    rows.set(row.key, { ...rows.get(row.key), [member]: text });
  }
  return rows;
}

/** What a row comes to; null while it cannot be said. */
export function lineTotal(item: ItemDraft): string | null {
  return item.quantity && item.price ? productMoney(item.quantity, item.price) : null;
}

export function draftTotal(items: readonly ItemDraft[]): string {
  return sumMoney(items.map(lineTotal));
}

/** Read cells as rows of the form; what could not be read is left empty, for a person to put right. */
export function pastedItems(lines: readonly PastedLine[]): ItemDraft[] {
  return lines.map((line) => newItem({ ...line, quantity: line.quantity ?? "", price: line.estimatedUnitPrice ?? "" }));
}

/** The rows with some more at the end, in place of blank ones. */
export function withMore(items: readonly ItemDraft[], more: readonly ItemDraft[]): ItemDraft[] {
  return [...items.filter((item) => !isBlank(item)), ...more];
}
