/**
 * The service worker: the app's own files, and nothing else. Written without imports: vite.config.ts puts the list of the
 * build's files before it and delivers it as /sw.js.
 *
 * Files under /assets/ have a hash in their name and are taken from the cache first. The page itself is asked of the
 * server, and taken from the cache when that does not answer soon. /api, the socket and the public pages pass untouched.
 */

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", listener: (event: Fetching) => void): void;
}

/** Put here by the build: its name, the files of the first screens, and the rest. */
declare const BUILD: { readonly version: string; readonly first: readonly string[]; readonly rest: readonly string[] };

const worker = globalThis as unknown as Worker;
const PREFIX = "esteio-app-";
const CURRENT = PREFIX + BUILD.version;
const PAGE = "/index.html";
/** Longer than a server of the same town takes; a network that is slower than this feels like none. */
const PAGE_WITHIN_MS = 2_500;
/** Addresses that are not the app's: the server's own, and the pages for those who come by a link. */
const NOT_OURS = /^\/(api|socket\.io|docs|schema|health|metrics|cotacao|pedido|proposta)(\/|$)/;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (!NOT_OURS.test(address.pathname)) event.respondWith(page(event));
  } else if (address.pathname.startsWith("/assets/") || BUILD.first.includes(address.pathname)) {
    event.respondWith(file(request, address.pathname));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(CURRENT);
  // Asked of the server: a page that an HTTP cache kept could belong to another build.
  await cache.addAll(BUILD.first.map((path) => new Request(path, { cache: "no-cache" })));
  // Pages of the build before go on: their files stay until the build after this one.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const before = names.filter((name) => name !== CURRENT).at(-1);
  await Promise.all(names.filter((name) => name !== CURRENT && name !== before).map((name) => caches.delete(name)));
  await worker.clients.claim();
  // Screens nobody has opened yet, one after the other: they must not be in the way of what somebody waits for.
  const cache = await caches.open(CURRENT);
  for (const path of BUILD.rest) {
    if (await cache.match(path)) continue;
    try {
      await cache.add(path);
    } catch {
      // No network, or no room: it is fetched when it is opened.
    }
  }
}

async function page(event: Fetching): Promise<Response> {
  const kept = await caches.open(CURRENT).then((cache) => cache.match(PAGE));
  const asked = fetch(event.request);
  if (kept === undefined) return asked;
  // The answer may come too late, or not at all: then nobody looks at it.
  asked.catch(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(kept), PAGE_WITHIN_MS);
  });
  try {
    const answer = await Promise.race([asked, late]);
    // A gateway that speaks for a server which is down has no page of ours.
    return answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function file(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CURRENT);
  // A page of the build before finds its files in the cache before.
  const kept = (await cache.match(path)) ?? (await caches.match(path));
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok && path.startsWith("/assets/")) await cache.put(path, answer.clone()).catch(() => undefined);
  return answer;
}

export {};
