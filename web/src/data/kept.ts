/** Answers that a screen needs without a network (a questionnaire's questions): kept in this browser until a sign-out. */

const KEPT = "esteio-kept:";

interface KeptFor {
  readonly id: string;
  readonly organisation: { readonly id: string };
}

function nameOf(whose: KeptFor, address: string): string {
  return `${KEPT}${whose.id}:${whose.organisation.id}:${address}`;
}

export function keptAnswer<T>(whose: KeptFor, address: string): T | undefined {
  try {
    const text = localStorage.getItem(nameOf(whose, address));
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function keepAnswer(whose: KeptFor, address: string, answer: unknown): void {
  const text = JSON.stringify(answer);
  try {
    localStorage.setItem(nameOf(whose, address), text);
  } catch {
    // No room: what was kept before can be read again, this is needed now.
    forgetAnswers();
    try {
      localStorage.setItem(nameOf(whose, address), text);
    } catch {
      // Then the screen works with a network only.
    }
  }
}

function forgetAnswers(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
}
