/** What a 401 means: a session to renew, or a password that was wrong. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Http } from "../../src/live/http";
import { Problem, SignInNeeded } from "../../src/live/index";

let server: Server;
let http: Http;
let code: string;
let asked = 0;
let renewals = 0;

beforeAll(async () => {
  server = createServer((_, answer) => {
    asked += 1;
    answer.writeHead(401, { "Content-Type": "application/problem+json" });
    answer.end(JSON.stringify({ code, detail: "Não." }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  http = new Http(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    token: () => "token",
    csrfToken: () => null,
    expiresAt: () => null,
    renew: async () => {
      renewals += 1;
      return true;
    },
    suspended: () => false,
  });
});

beforeEach(() => {
  asked = 0;
  renewals = 0;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each(["INVALID_CREDENTIALS", "INVALID_CODE", "SECOND_FACTOR_REQUIRED"])(
  "%s is told to who asked, once: neither is the session renewed nor the same tried again",
  async (given) => {
    code = given;
    await expect(http.request("POST", "/api/auth/second-factor", { body: {} })).rejects.toSatisfy(
      (error) => error instanceof Problem && error.code === given && error.detail === "Não.",
    );
    expect([asked, renewals]).toEqual([1, 0]);
  },
);

test("Any other has the session renewed, and then asks to sign in", async () => {
  code = "NOT_AUTHENTICATED";
  await expect(http.request("GET", "/api/auth/me")).rejects.toBeInstanceOf(SignInNeeded);
  expect([asked, renewals]).toEqual([2, 1]);
});
