/** Counting one item: large enough for a thumb in a glove. */

import { Minus, PackageX, Plus } from "lucide-react";
import { useId, useState } from "react";
import type { OrderItem } from "../../../api/schema";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { DecimalField, TextField } from "../../../ui/field";
import { quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { type Counted, stepped } from "../../counting";
import { receiptWords } from "../../words/receipts";

export interface CountItemProps {
  readonly item: OrderItem;
  readonly missing: string;
  readonly counted: Counted;
  readonly onCounted: (change: Partial<Counted>) => void;
  /** Refusals of the server: `accepted`, `refused`, `refusedReason`. */
  readonly errors: Readonly<Record<string, string | undefined>>;
  /** Given, more was counted than may come: takes the excess out. */
  readonly onRefuseExcess: (() => void) | null;
  readonly large: boolean;
}

export function CountItem({ item, missing, counted, onCounted, errors, onRefuseExcess, large }: CountItemProps) {
  const say = useWords(receiptWords).count;
  const heading = useId();
  const [refusing, setRefusing] = useState(counted.refused !== "");
  const whole = Number(missing) === 0 ? "0" : String(Number(missing));
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <div>
        <h2 id={heading} className={cx("font-semibold", large && "text-xl")}>
          {item.description}
        </h2>
        <p className="text-soft">
          {[
            item.brand,
            say.ordered(`${quantity(item.quantity)} ${item.unit}`),
            say.missing(`${quantity(missing)} ${item.unit}`),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Stepper
        label={large ? `${say.cameShort} (${item.unit})` : say.cameShort}
        name={item.description}
        value={counted.accepted}
        onValue={(accepted) => onCounted({ accepted })}
        error={errors.accepted}
        large={large}
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onCounted({ accepted: whole })} aria-pressed={counted.accepted === whole}>
          {say.whole} ({quantity(missing)})
        </Button>
        <Button onClick={() => onCounted({ accepted: "0" })} aria-pressed={counted.accepted === "0"}>
          {say.none}
        </Button>
        {onRefuseExcess && (
          <Button kind="primary" icon={PackageX} onClick={onRefuseExcess}>
            {say.excess}
          </Button>
        )}
        {!refusing && (
          <Button kind="quiet" icon={PackageX} onClick={() => setRefusing(true)}>
            {say.refuse}
          </Button>
        )}
      </div>
      {(refusing || counted.refused !== "") && (
        <div className="flex flex-col gap-3 rounded-md border border-line p-3">
          <Stepper
            label={say.refused}
            name={item.description}
            value={counted.refused}
            onValue={(refused) => onCounted({ refused })}
            error={errors.refused}
            large={false}
          />
          <TextField
            label={say.refusedReason}
            hint={say.refusedHint}
            value={counted.refusedReason}
            onValue={(refusedReason) => onCounted({ refusedReason })}
            error={errors.refusedReason}
          />
        </div>
      )}
    </section>
  );
}

function Stepper({
  label,
  name,
  value,
  onValue,
  error,
  large,
}: {
  label: string;
  name: string;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
  large: boolean;
}) {
  const say = useWords(receiptWords).count;
  const knob = cx(
    "grid shrink-0 place-items-center rounded-md border border-line-strong bg-surface text-ink hover:bg-sunken disabled:opacity-50",
    large ? "size-16" : "size-11",
  );
  return (
    <div className="flex items-end gap-2">
      <button
        type="button"
        className={knob}
        aria-label={`${say.less}: ${name}`}
        disabled={value === "" || value === "0"}
        onClick={() => onValue(stepped(value, -1))}
      >
        <Minus size={large ? 28 : 20} aria-hidden />
      </button>
      <DecimalField
        label={label}
        decimals={0}
        value={value}
        onValue={onValue}
        error={error}
        className={cx(
          "min-w-0 grow",
          large
            ? "[&_input]:h-16 [&_input]:text-center [&_input]:text-2xl"
            : "max-w-40 [&_input]:h-11 [&_input]:text-center",
        )}
      />
      <button
        type="button"
        className={knob}
        aria-label={`${say.more}: ${name}`}
        onClick={() => onValue(stepped(value, 1))}
      >
        <Plus size={large ? 28 : 20} aria-hidden />
      </button>
    </div>
  );
}
