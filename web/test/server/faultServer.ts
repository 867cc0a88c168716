/**
 * A server that keeps docs/live-protocol.md over the rows of a `Model`, and misbehaves when told to: it refuses, drops,
 * delays, doubles and closes with any code, which the real server does not do on demand.
 */

import { readFile } from "node:fs/promises";
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { extname, join, normalize } from "node:path";
import { Server, type Socket } from "socket.io";
import { type Filters, Model } from "./model";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const LIVE_FILTERS = new Set(["status"]);

interface Subscriber {
  readonly filters: Filters;
  position: number;
  reset: boolean;
  readonly send: (event: string, payload: unknown) => void;
}

export class Faults {
  refuseSockets = false;
  refuseStreams = false;
  /** Every push comes twice. */
  double = false;
  /** Every HTTP answer of the API waits. */
  delayMs = 0;
  /** Writes are answered with these, one after the other: a status, or `lost` for done but never answered. */
  readonly writes: (number | "lost")[] = [];
  pollAfterMs = 200;
}

export class FaultServer {
  readonly model = new Model();
  faults = new Faults();
  /** What was asked for: `GET /api/briefings?…`, `socket`, `subscribe {…}`. */
  readonly log: string[] = [];
  readonly headers: IncomingMessage["headers"][] = [];
  readonly #pages: string;
  readonly #keys = new Map<string, { status: number; body: unknown }>();
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #tcp = new Set<TcpSocket>();
  readonly #streams = new Set<ServerResponse>();
  readonly #people = new Map<string, Map<string, { id: string; name: string; state: string | null; since: string }>>();
  #tokens = new Set<string>();
  #issued = 0;
  #http: HttpServer | null = null;
  #io: Server | null = null;
  port = 0;
  /** The person may not go on. */
  suspended = false;
  /** The session may not; who signs in again may. */
  ended = false;

  /** `pages` is a folder with built pages. */
  constructor(pages: string) {
    this.#pages = pages;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get sockets(): Socket[] {
    return [...(this.#io?.sockets.sockets.values() ?? [])];
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** On the port of before, if it ran before. */
  async start(): Promise<void> {
    const http = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    });
    http.on("connection", (socket) => {
      this.#tcp.add(socket);
      socket.on("close", () => this.#tcp.delete(socket));
    });
    this.#http = http;
    this.#io = new Server(http, {
      pingInterval: 2_000,
      pingTimeout: 2_000,
      allowRequest: (_request, answer) => {
        if (this.faults.refuseSockets) this.log.push("socket refused");
        answer(null, !this.faults.refuseSockets);
      },
    });
    this.#io.use((socket, next) => {
      const refusal =
        this.suspended || this.ended
          ? { code: 4403, reason: "SUSPENDED" }
          : this.#known(socket.request) || this.#tokens.has(socket.handshake.auth.token)
            ? null
            : { code: 4401, reason: "UNAUTHENTICATED" };
      next(refusal ? Object.assign(new Error(refusal.reason), { data: refusal }) : undefined);
    });
    this.#io.on("connection", (socket) => this.#converse(socket));
    await new Promise<void>((resolve) => http.listen(this.port, "127.0.0.1", resolve));
    this.port = (http.address() as AddressInfo).port;
  }

  /** As after kill -9: connections are reset, nothing is said. */
  async stop(): Promise<void> {
    const http = this.#http;
    this.#http = null;
    for (const socket of this.#tcp) socket.destroy();
    this.#subscribers.clear();
    this.#streams.clear();
    await new Promise((resolve) => (http ? http.close(resolve) : resolve(null)));
    this.#io?.engine.close();
    this.#io = null;
  }

  /** Cut every connection, and go on listening. */
  drop(): void {
    for (const socket of this.#tcp) socket.destroy();
  }

  /** Say goodbye to every socket with a close code, as the real server does. */
  dismiss(code: number, afterMs?: number): void {
    for (const socket of this.sockets) {
      const goodbye = { code, reason: "TEST", action: "x", ...(afterMs !== undefined && { afterMs }) };
      socket.emit("goodbye", goodbye);
      const transport = (socket.conn as unknown as { transport: { socket?: { close(code: number): void } } }).transport;
      setTimeout(() => transport.socket?.close(code), 10);
    }
  }

  /** No access token of before is good any longer; whoever is connected is told. */
  expireTokens(): void {
    this.#tokens = new Set();
    for (const socket of this.sockets) socket.emit("auth_expired", { graceMs: 60_000 });
  }

  /** Tell everybody what changed in the model since the last time. */
  announce(): void {
    for (const subscriber of this.#subscribers.values()) this.#tell(subscriber);
  }

  /** What keeps event streams awake. */
  comment(): void {
    for (const stream of this.#streams) stream.write(": awake\n\n");
  }

  notify(payload: unknown): void {
    this.#io?.emit("notification", payload);
  }

  #tell(subscriber: Subscriber): void {
    const { model } = this;
    if (subscriber.reset) {
      subscriber.reset = false;
      subscriber.send("data_update", { type: "briefings", data: [], delta: false, cursor: model.cursor });
    }
    const data = model.changes(subscriber.position, model.position, subscriber.filters);
    subscriber.position = model.position;
    const update =
      data === null
        ? { type: "briefings", data: [], delta: false, cursor: model.cursor }
        : { type: "briefings", data, delta: true, cursor: model.cursor };
    if (data?.length === 0) return;
    subscriber.send("data_update", update);
    if (this.faults.double) subscriber.send("data_update", update);
  }

  #converse(socket: Socket): void {
    this.log.push("socket");
    const send = (event: string, payload: unknown) => void socket.emit(event, payload);
    socket.on("subscribe", (asked: { events: string[]; since?: string; filters?: Filters }, answer) => {
      this.log.push(`subscribe ${JSON.stringify(asked)}`);
      const result = this.#subscribe(socket.id, asked.events, asked.since ?? null, asked.filters ?? {}, send);
      answer(result.told);
      for (const subscriber of result.begin) this.#tell(subscriber);
    });
    socket.on("unsubscribe", ({ events }: { events: string[] }, answer) => {
      for (const event of events) this.#subscribers.delete(`${socket.id} ${event}`);
      answer({ removed: events });
    });
    socket.on("authenticate", ({ token }: { token: string }, answer) => {
      this.log.push("authenticate");
      answer(this.#tokens.has(token) ? { ok: true } : { ok: false, code: "INVALID_TOKEN", message: "" });
    });
    socket.on("presence:join", ({ place, state }: { place: string; state?: string }, answer) => {
      const people = this.#people.get(place) ?? new Map();
      this.#people.set(place, people);
      people.set(socket.id, { id: socket.id, name: "Ana", state: state ?? null, since: new Date().toISOString() });
      answer({ people: [...people.values()] });
      this.#io?.emit("presence", { place, people: [...people.values()] });
    });
    socket.on("disconnect", () => {
      for (const key of this.#subscribers.keys()) if (key.startsWith(`${socket.id} `)) this.#subscribers.delete(key);
      for (const [place, people] of this.#people) {
        people.delete(socket.id);
        this.#io?.emit("presence", { place, people: [...people.values()] });
      }
    });
  }

  #subscribe(
    connection: string,
    events: readonly string[],
    since: string | null,
    filters: Filters,
    send: (event: string, payload: unknown) => void,
  ) {
    const granted: object[] = [];
    const refused: object[] = [];
    const begin: Subscriber[] = [];
    for (const event of events) {
      if (event === "notifications") granted.push({ event, resource: event, cursor: this.model.cursor });
      else if (event !== "briefings") refused.push({ event, code: "UNKNOWN_EVENT", message: "" });
      else if (Object.keys(filters).some((member) => !LIVE_FILTERS.has(member)))
        refused.push({ event, code: "FILTER_NOT_LIVE", message: "" });
      else {
        const from = since === null ? null : this.model.positionOf(since);
        const reset = since !== null && (from === null || this.model.changes(from, from, {}) === null);
        const position = reset || from === null ? this.model.position : from;
        const subscriber = { filters, position, reset, send };
        this.#subscribers.set(`${connection} ${event}`, subscriber);
        begin.push(subscriber);
        granted.push({ event, resource: event, cursor: this.model.cursor, ...(reset && { reset }) });
      }
    }
    return { told: { granted, refused }, begin };
  }

  #issue() {
    this.#issued += 1;
    const token = `token-${this.#issued}`;
    this.#tokens.add(token);
    const user = { id: "ana", name: "Ana", organisation: { id: "atelie", name: "Ateliê" } };
    return { token, refreshToken: "refresh", expiresIn: 3_600, csrfToken: "csrf", user };
  }

  #known(request: IncomingMessage): boolean {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const cookie = /esteio_access=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    return this.#tokens.has(bearer ?? cookie ?? "");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const method = request.method ?? "GET";
    if (!url.pathname.startsWith("/api/")) return this.#page(url.pathname, response);
    this.log.push(`${method} ${url.pathname}${url.search}`);
    this.headers.push(request.headers);
    if (this.faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.faults.delayMs));
    const body = await readJson(request);
    const json = (status: number, content: unknown, headers: Record<string, string | string[]> = {}) => {
      response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
      response.end(JSON.stringify(content));
    };
    if (url.pathname === "/api/auth/login" || url.pathname === "/api/auth/refresh") {
      if (this.suspended) return json(403, { code: "NO_ORGANISATION" });
      if (this.ended && url.pathname === "/api/auth/refresh") return json(401, { code: "SESSION_ENDED" });
      const session = this.#issue();
      return json(200, session, {
        "Set-Cookie": [`esteio_access=${session.token}; Path=/; HttpOnly`, "esteio_csrf=csrf; Path=/"],
      });
    }
    if (!this.#known(request)) return json(401, { code: "TOKEN_EXPIRED" });
    if (url.pathname === "/api/auth/logout") {
      this.#tokens = new Set();
      response.writeHead(204).end();
      return;
    }
    if (url.pathname === "/api/live") return this.#stream(url, response);
    if (url.pathname === "/api/pipeline") return json(200, { total: this.model.rows.size });
    if (!url.pathname.startsWith("/api/briefings")) return json(404, { code: "NOT_FOUND" });
    if (method !== "GET") return this.#write(method, url.pathname, request, body, json, response);
    const filters: Record<string, string> = {};
    for (const [name, value] of url.searchParams)
      if (!["limit", "sort", "since", "cursor", "q"].includes(name)) filters[name] = value;
    const { searchParams: asked } = url;
    const answer = this.model.read(filters, Number(asked.get("limit")), asked.get("since"), asked.get("cursor"));
    return json(200, answer, { "X-Poll-After": String(this.faults.pollAfterMs) });
  }

  #write(
    method: string,
    path: string,
    request: IncomingMessage,
    body: Record<string, unknown>,
    json: (status: number, content: unknown, headers?: Record<string, string>) => void,
    response: ServerResponse,
  ): void {
    const fault = this.faults.writes.shift();
    if (typeof fault === "number") {
      json(fault, { code: `TEST_${fault}`, detail: "Recusado." });
      return;
    }
    const key = request.headers["idempotency-key"];
    let done = typeof key === "string" ? this.#keys.get(key) : undefined;
    if (done === undefined) {
      const id = path.split("/")[3] ?? "";
      const row = method === "POST" ? this.model.insert(body) : this.model.update(id, body);
      done = row === null ? { status: 404, body: { code: "NOT_FOUND" } } : { status: 200, body: row };
      if (typeof key === "string") this.#keys.set(key, done);
      this.announce();
    }
    if (fault === "lost") {
      response.destroy();
      return;
    }
    json(done.status, done.body, { "X-Esteio-Position": this.model.position.toString(16) });
  }

  #stream(url: URL, response: ServerResponse): void {
    if (this.faults.refuseStreams) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    this.#streams.add(response);
    const connection = `stream-${Math.random()}`;
    const send = (event: string, payload: unknown) =>
      void response.write(`event: ${event}\nid: ${this.model.cursor}\ndata: ${JSON.stringify(payload)}\n\n`);
    const filters: Record<string, string> = {};
    for (const [name, value] of url.searchParams) {
      const [resource, member] = name.split(".");
      if (resource === "briefings" && member !== undefined && member !== "since") filters[member] = value;
    }
    const resources = (url.searchParams.get("resources") ?? "").split(",");
    const { told, begin } = this.#subscribe(
      connection,
      resources,
      url.searchParams.get("briefings.since"),
      filters,
      send,
    );
    send("subscribed", told);
    for (const subscriber of begin) this.#tell(subscriber);
    response.on("close", () => {
      this.#streams.delete(response);
      for (const resource of resources) this.#subscribers.delete(`${connection} ${resource}`);
    });
  }

  async #page(path: string, response: ServerResponse): Promise<void> {
    const name = normalize(path.endsWith("/") ? `${path}index.html` : path);
    const content = await readFile(join(this.#pages, name)).catch(() => null);
    if (content !== null) {
      response.writeHead(200, {
        "Content-Type": `${TYPES[extname(name)] ?? "application/octet-stream"}; charset=utf-8`,
      });
      response.end(content);
      return;
    }
    response.writeHead(404).end();
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
