/** A password: it can be looked at, and it says when capitals are locked. */

import { Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type KeyboardEvent, type Ref, useState } from "react";
import { useWords } from "../words/language";
import { BOX, Field } from "./field";
import { uiWords } from "./words";

interface PasswordFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "onChange" | "value" | "type"> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | null | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

export function PasswordField({ label, value, onValue, hint, error, ...rest }: PasswordFieldProps) {
  const say = useWords(uiWords);
  const [seen, setSeen] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const look = (event: KeyboardEvent) => setCapitals(event.getModifierState("CapsLock"));
  const Sign = seen ? EyeOff : Eye;
  return (
    <Field label={label} hint={capitals ? say.capitals : hint} error={error}>
      {(ties) => (
        <span className="relative block">
          <input
            className={`${BOX} pr-11`}
            type={seen ? "text" : "password"}
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onKeyDown={look}
            onKeyUp={look}
            onBlur={() => setCapitals(false)}
            {...ties}
            {...rest}
          />
          <button
            type="button"
            aria-label={seen ? say.hidePassword : say.showPassword}
            aria-pressed={seen}
            title={seen ? say.hidePassword : say.showPassword}
            onClick={() => setSeen(!seen)}
            className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-soft hover:text-ink pointer-coarse:w-11"
          >
            <Sign size={17} aria-hidden />
          </button>
        </span>
      )}
    </Field>
  );
}
