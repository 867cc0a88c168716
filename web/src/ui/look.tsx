/** A state as it is shown everywhere: a word and a sign, never colour alone. Each area lists its own in `rows.ts`. */

import type { LucideIcon } from "lucide-react";
import { useWords, type Words } from "../words/language";
import { Badge, type Tone } from "./badge";

export interface Look {
  readonly label: Words<string>;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

export function State({ look }: { look: Look }) {
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {useWords(look.label)}
    </Badge>
  );
}
