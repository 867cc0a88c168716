/** What a page costs: bytes of what it loads, and how long until it can be used on a telephone's network. */

import { gzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";

/** WebPageTest's "4G": 9 Mbit/s both ways, 170 ms to and fro. */
const FOUR_G = { offline: false, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8, latency: 170 };

/** Has the page live on a telephone's network from now on. */
export async function on4G(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", FOUR_G);
}

/** Notes all that `page` asks for until `stop`. */
export function weighing(page: Page): { readonly stop: () => Promise<Weight> } {
  const requests: Request[] = [];
  const note = (request: Request) => requests.push(request);
  page.on("request", note);
  return {
    stop: async () => {
      page.off("request", note);
      return new Weight(await Promise.all(requests.map(weighed)));
    },
  };
}

interface Weighed {
  readonly path: string;
  readonly type: string;
  /** Of the body as it came over the wire. */
  readonly bytes: number;
  /** Of the body, had it come as gzip. */
  readonly gzip: number;
}

export class Weight {
  readonly parts: readonly Weighed[];

  constructor(parts: readonly Weighed[]) {
    this.parts = parts;
  }

  get script(): number {
    return sum(this.parts.filter(({ type }) => type === "script").map(({ gzip }) => gzip));
  }

  get all(): number {
    return sum(this.parts.map(({ bytes }) => bytes));
  }
}

async function weighed(request: Request): Promise<Weighed> {
  const { pathname } = new URL(request.url());
  const answer = await request.response();
  const type = request.resourceType();
  if (answer === null) return { path: pathname, type, bytes: 0, gzip: 0 };
  const [{ responseBodySize }, body] = await Promise.all([request.sizes(), answer.body().catch(() => Buffer.alloc(0))]);
  return { path: pathname, type, bytes: responseBodySize, gzip: gzipSync(body, { level: 9 }).length };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
