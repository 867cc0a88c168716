import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { server } from "./given";
import { newClient, shown } from "./newClient";
import { atWork, connection, setStage } from "./stage";

const OWNER = "admin@arcflow.com";
const ARCHITECT = "arquiteto@arcflow.com";

setStage();

/** After a short outage; the back-off has hardly begun by then. */
const SOCKET_AGAIN_MS = 15_000;

describe("A screen whose server was killed", () => {
  test("says so, and is up to date and on its socket by itself when the server is back", async () => {
    const looking = await atWork(ARCHITECT, "/clientes");
    const working = await atWork(OWNER, "/clientes");
    const sockets = socketsOf(looking);
    await server.kill();
    try {
      await connection(looking, "offline");
    } finally {
      await server.start();
    }
    const { name } = await newClient(working);
    await shown(looking, name).waitFor({ timeout: 20_000 });
    expect(await shown(looking, name).count()).toBe(1);
    await expect.poll(sockets, { timeout: SOCKET_AGAIN_MS }).toBe(1);
    await connection(looking, "ao vivo");
  });
});

/** Counts the sockets that are opened from now on and were not closed. */
function socketsOf(page: Page): () => number {
  let open = 0;
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      // Socket.IO lets it in.
      if (String(payload).startsWith("40")) open += 1;
    });
    socket.on("close", () => {
      open = 0;
    });
  });
  return () => open;
}
