/** The pipeline as columns: the newest version of each orçamento, in the state where it stands. */

import type { OrcamentoRow, OrcamentoStatus } from "./rows";

/** From left to right; versions that gave way stand nowhere. */
export const COLUMNS: readonly OrcamentoStatus[] = ["RASCUNHO", "ENVIADO", "APROVADO", "REJEITADO", "EXPIRADO"];

/** Of every briefing's versions the newest, the others left out; in the order of `rows`. */
export function newestVersions(rows: readonly OrcamentoRow[]): readonly OrcamentoRow[] {
  const newest = new Map<string, OrcamentoRow>();
  for (const row of rows) {
    const known = newest.get(row.briefing.id);
    if (known === undefined || row.versao > known.versao) newest.set(row.briefing.id, row);
  }
  return rows.filter((row) => newest.get(row.briefing.id) === row);
}

export function columnsOf(rows: readonly OrcamentoRow[]): ReadonlyMap<OrcamentoStatus, readonly OrcamentoRow[]> {
  const columns = new Map<OrcamentoStatus, OrcamentoRow[]>(COLUMNS.map((status) => [status, []]));
  for (const row of rows) columns.get(row.status)?.push(row);
  return columns;
}
