/** Calendar days as forms have them ("2026-11-22"), and the moments that they stand for here. */

export function today(): string {
  return dayOf(new Date());
}

/** The last minute of that day by this browser's clock, as a moment. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:00`).toISOString();
}

/** The day of a moment by this browser's clock. */
export function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** So many days after `day`; before it when negative. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00`);
  date.setDate(date.getDate() + days);
  return dayOf(date);
}
