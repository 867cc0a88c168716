/** In what order, receipts and invoices do not agree, in the server's sentences. */

import { TriangleAlert } from "lucide-react";
import type { ProcurementMatchDifference } from "../../../api/schema";
import { said } from "../../../words/language";

export function Differences({ differences }: { differences: readonly ProcurementMatchDifference[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {differences.map((each) => (
        <li
          key={`${each.kind} ${each.orderItemId ?? each.invoiceItemId ?? each.invoiceId ?? ""}`}
          className="flex items-start gap-2 rounded-md bg-ochre-soft px-3 py-2 text-ochre"
        >
          <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
          {said(each.sentence)}
        </li>
      ))}
    </ul>
  );
}
