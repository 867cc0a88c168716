/** In place of engine.io-client's own list (vite.config.ts): 2 KB of transports that are never used stay out of the first load. */

import { WebSocket } from "engine.io-client";

// Not before it is asked for: engine.io-client reads this file before its own WebSocket.
export const transports = {
  get websocket() {
    return WebSocket;
  },
};
