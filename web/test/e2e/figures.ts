/** What was measured, for `.venv/bin/python -m tests.web.screen_figures`, which prints it. */

import { appendFileSync } from "node:fs";
import { given } from "./given";

export function note(what: string, measured: number, limit: number, unit: "ms" | "KB" = "ms"): void {
  if (given.figures !== undefined)
    appendFileSync(given.figures, `${JSON.stringify({ what, measured, limit, unit })}\n`);
}
