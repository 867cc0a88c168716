// Written by docs/write_tables.py from src/esteio/live/events.py: change it there.

export type CloseAction = "reconnect" | "authenticate" | "stop";

export const CLOSE_CODES: Readonly<Record<number, { readonly name: string; readonly action: CloseAction }>> = {
  4401: { name: "UNAUTHENTICATED", action: "authenticate" },
  4402: { name: "AUTH_EXPIRED", action: "authenticate" },
  4403: { name: "SUSPENDED", action: "stop" },
  4408: { name: "TOO_SLOW", action: "reconnect" },
  4409: { name: "TOO_MANY_MESSAGES", action: "reconnect" },
  4410: { name: "GOING_AWAY", action: "reconnect" },
  4413: { name: "TOO_MANY_CONNECTIONS", action: "reconnect" },
  1009: { name: "TOO_BIG", action: "stop" },
  1002: { name: "MALFORMED", action: "stop" },
};
