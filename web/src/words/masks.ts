/** Documents, telephones and postcodes as Brazilians type them: points and dashes come by themselves, nothing is refused here. */

/** "52998224725" -> "529.982.247-25", as far as it is typed. */
export function cpf(typed: string): string {
  return laid(typed.replace(/\D/g, "").slice(0, 11), [3, 3, 3, 2], [".", ".", "-"]);
}

/** "12ABC34501DE35" -> "12.ABC.345/01DE-35": the newer ones have letters. */
export function cnpj(typed: string): string {
  const bare = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, 14);
  return laid(bare, [2, 3, 3, 4, 2], [".", ".", "/", "-"]);
}

/** As a document is kept, without points -> as it is read: a CPF or a CNPJ, which its length tells. */
export function shownDocument(kept: string | null | undefined): string {
  return /^\d{11}$/.test(kept ?? "") ? cpf(kept ?? "") : cnpj(kept ?? "");
}

/** "13070000" -> "13070-000". */
export function cep(typed: string): string {
  return laid(typed.replace(/\D/g, "").slice(0, 8), [5, 3], ["-"]);
}

/** "11987654321" -> "(11) 98765-4321"; numbers of other countries ("+351 …") stay as they are typed. */
export function phone(typed: string): string {
  if (typed.trim().startsWith("+")) return typed;
  const digits = typed.replace(/\D/g, "").slice(0, 11);
  if (digits.length <= 2) return digits;
  const [area, rest] = [digits.slice(0, 2), digits.slice(2)];
  const first = rest.length > 8 ? 5 : 4;
  return `(${area}) ${laid(rest, [first, 4], ["-"])}`;
}

function laid(bare: string, groups: readonly number[], between: readonly string[]): string {
  let text = "";
  let at = 0;
  groups.forEach((length, index) => {
    const group = bare.slice(at, at + length);
    if (group !== "") text += (index === 0 ? "" : between[index - 1]) + group;
    at += length;
  });
  return text;
}

/** As a number is kept ("+5511987654321") -> as it is read: "(11) 98765-4321"; of other countries as it is kept. */
export function shownPhone(kept: string): string {
  const national = /^\+55(\d{10,11})$/.exec(kept)?.[1];
  return national === undefined ? kept : phone(national);
}
