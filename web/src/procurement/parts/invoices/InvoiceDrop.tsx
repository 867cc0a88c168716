/** Taking in the XML of an NF-e: dropped or chosen, read by the server, whose sentences say what is wrong with it. */

import { FileUp, LoaderCircle } from "lucide-react";
import { useId, useState } from "react";
import type { Invoice } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { cx } from "../../../ui/cx";
import { useWords } from "../../../words/language";
import { invoiceWords } from "../../words/invoices";

const MOST_BYTES = 5_000_000;

export function InvoiceDrop({ orderId, onRead }: { orderId: string | null; onRead: (invoice: Invoice) => void }) {
  const say = useWords(invoiceWords);
  const id = useId();
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const create = useAction("POST /api/invoices", {
    done: (invoice) => say.read(invoice.number),
    onDone: onRead,
    sayErrors: false,
  });
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setWrong(null);
    if (file.size > MOST_BYTES) return setWrong(say.tooLarge);
    const xml = await file.text();
    if (!xml.trimStart().startsWith("<")) return setWrong(say.notXml);
    await create.run({ body: { xml, orderId } });
  };
  const refusal = wrong ?? create.fields.xml ?? create.sentence;
  return (
    <div className="flex flex-col gap-2">
      <input
        id={id}
        type="file"
        accept=".xml,text/xml,application/xml"
        className="peer sr-only"
        disabled={create.busy}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
        className={cx(
          "flex min-h-20 items-center justify-center gap-3 rounded-lg border border-dashed p-4 text-center peer-focus-visible:outline-2 peer-focus-visible:outline-accent",
          over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface hover:bg-sunken",
        )}
      >
        {create.busy ? (
          <LoaderCircle size={20} className="animate-spin" aria-hidden />
        ) : (
          <FileUp size={20} className="text-soft" aria-hidden />
        )}
        {create.busy ? (
          say.reading
        ) : (
          <>
            <span className="pointer-coarse:hidden">{say.drop}</span>
            <span className="pointer-fine:hidden">{say.chooseXml}</span>
          </>
        )}
      </label>
      {refusal && (
        <p role="alert" className="text-wine">
          {refusal}
        </p>
      )}
    </div>
  );
}
