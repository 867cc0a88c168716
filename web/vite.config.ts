/** The web app: `dist/app`. The public pages are built apart (vite.public.config.ts), without React. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Rows that a browser kept are read anew when the API's shapes changed. */
const rowsVersion = createHash("sha256").update(readFileSync("src/api/schema.d.ts")).digest("hex").slice(0, 12);
const server = process.env.ESTEIO_URL ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), tailwind()],
  define: { __ROWS_VERSION__: JSON.stringify(rowsVersion) },
  // A font inside the style sheet would need a hole in the content security policy.
  build: { outDir: "dist/app", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  server: { proxy: { "/api": server, "/health": server, "/socket.io": { target: server, ws: true } } },
});
