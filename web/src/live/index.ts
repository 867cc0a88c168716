/** The browser client of Esteio's live lists: docs/browser-client.md. */

export { createLive, type ListOptions, type Live, type LiveOptions, WriteRefused } from "./client";
export type { FeedStatus } from "./feed";
export { NoAnswer, SignInNeeded } from "./http";
export type { ListSnapshot } from "./list";
export { isConflict, type OutboxEntry, type Write } from "./outboxEntry";
export { Problem } from "./problem";
export { cookieSession, type Session, type SignedIn, signIn, tokenSession } from "./session";
export type { LiveState, Person } from "./state";
export type { Readable } from "./store";
export { type Doer, type Told, toldOf } from "./told";
export type { Row } from "./wire";
