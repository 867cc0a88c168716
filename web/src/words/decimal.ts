/** Sums and products of decimal text ("28520.00"), exactly: money is never a float. */

/** The digits of a decimal as a whole number of 10^-places. */
function scaled(value: string, places: number): bigint {
  const [, sign = "", whole = "0", part = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(value.trim()) ?? [];
  const digits = BigInt(`${whole || "0"}${part.padEnd(places, "0").slice(0, places)}`);
  return sign === "-" ? -digits : digits;
}

function text(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of amounts of money; nothing counts as nothing. */
export function sumMoney(amounts: Iterable<string | null | undefined>): string {
  let cents = 0n;
  for (const amount of amounts) if (amount) cents += scaled(amount, 2);
  return text(cents);
}

/** A quantity (three decimals) times a unit price (four), to the cent, halves away from zero. */
export function productMoney(quantity: string, price: string): string {
  const product = scaled(quantity, 3) * scaled(price, 4);
  const half = product < 0n ? -50_000n : 50_000n;
  return text((product + half) / 100_000n);
}

/** Which of two decimals is larger: below, above or equal to 0. */
export function compareDecimals(a: string, b: string): number {
  const difference = scaled(a, 6) - scaled(b, 6);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
