/** Cells of a spreadsheet: what the server understood of them and what not, before they become items. */

import { ClipboardPaste, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Pasted } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { Dialog } from "../../../ui/dialog";
import { TextAreaField } from "../../../ui/field";
import { money, quantity } from "../../../words/format";
import { said, useWords } from "../../../words/language";
import { formWords } from "../../words/form";

export function PasteDialog({
  text,
  replaces,
  onTake,
  onClose,
}: {
  /** What was pasted into the form already; "" to be pasted here. */
  text: string;
  /** Whether there are items that could be replaced. */
  replaces: boolean;
  onTake: (pasted: Pasted, replace: boolean) => void;
  onClose: () => void;
}) {
  const say = useWords(formWords);
  const [typed, setTyped] = useState(text);
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const read = useAction("POST /api/purchase-request-items/paste", { sayErrors: false, onDone: setPasted });
  const begun = useRef(false);
  const { run } = read;
  useEffect(() => {
    if (begun.current || text === "") return;
    begun.current = true;
    void run({ body: { text } });
  }, [text, run]);
  return (
    <Dialog
      open
      onClose={onClose}
      shape="wide"
      title={say.pasteTitle}
      description={pasted === null && say.pasteText}
      actions={
        pasted === null ? (
          <Button
            kind="primary"
            busy={read.busy}
            disabled={typed.trim() === ""}
            onClick={() => void run({ body: { text: typed } })}
          >
            {say.read}
          </Button>
        ) : (
          <>
            <Button onClick={() => setPasted(null)}>{say.again}</Button>
            {replaces && <Button onClick={() => onTake(pasted, true)}>{say.pasteReplace}</Button>}
            <Button kind="primary" onClick={() => onTake(pasted, false)}>
              {say.pasteAdd(pasted.items.length)}
            </Button>
          </>
        )
      }
    >
      {pasted === null ? (
        <TextAreaField
          label={say.pasteField}
          placeholder={say.pastePlaceholder}
          value={typed}
          onValue={setTyped}
          rows={8}
          autoFocus
          error={read.fields.text ?? read.sentence}
        />
      ) : (
        <Understood pasted={pasted} />
      )}
    </Dialog>
  );
}

function Understood({ pasted }: { pasted: Pasted }) {
  const say = useWords(formWords);
  const wrong = (item: number, field: string) =>
    pasted.problems.find((problem) => problem.item === item && problem.field === field);
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="flex flex-wrap gap-2">
        <Badge tone="leaf" icon={ClipboardPaste}>
          {say.understood(pasted.items.length)}
        </Badge>
        {pasted.problems.length > 0 && (
          <Badge tone="wine" icon={TriangleAlert}>
            {say.problems(pasted.problems.length)}
          </Badge>
        )}
      </p>
      <div className="overflow-x-auto">
        <table className="w-full min-w-2xl text-sm">
          <thead>
            <tr className="border-b border-line text-left text-faint">
              <th className="py-1.5 pr-3 font-medium">{say.description}</th>
              <th className="py-1.5 pr-3 text-right font-medium">{say.quantity}</th>
              <th className="py-1.5 pr-3 font-medium">{say.unit}</th>
              <th className="py-1.5 pr-3 text-right font-medium">{say.price}</th>
              <th className="py-1.5 font-medium">{say.specification}</th>
            </tr>
          </thead>
          <tbody>
            {pasted.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
              <tr key={index} className="border-b border-line align-top">
                <Read problem={wrong(index, "description")}>{item.description}</Read>
                <Read problem={wrong(index, "quantity")} right>
                  {item.quantity === null ? "" : quantity(item.quantity)}
                </Read>
                <Read problem={wrong(index, "unit")}>{item.unit}</Read>
                <Read problem={wrong(index, "estimatedUnitPrice")} right>
                  {item.estimatedUnitPrice === null ? "" : money(item.estimatedUnitPrice)}
                </Read>
                <Read problem={wrong(index, "specification") ?? wrong(index, "category")}>{item.specification}</Read>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Read({
  problem,
  right = false,
  children,
}: {
  problem: Pasted["problems"][number] | undefined;
  right?: boolean;
  children: string;
}) {
  const say = useWords(formWords);
  return (
    <td className={cx("py-1.5 pr-3", right && "text-right")}>
      {problem ? (
        <span className="text-wine">
          <TriangleAlert size={14} className="mr-1 inline" aria-hidden />“{problem.text || say.empty}”{" "}
          <span className="block">{said(problem.message)}</span>
        </span>
      ) : (
        children
      )}
    </td>
  );
}
