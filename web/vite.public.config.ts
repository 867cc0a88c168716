/**
 * The pages that suppliers and clients open from a link, without an account: `dist/public`. They share tokens, fields and
 * words with the app, and run on Preact, so that each weighs less than 100 KB on an old phone.
 */

import { resolve } from "node:path";
import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vite";

const pages = resolve("src/public");

export default defineConfig({
  root: pages,
  publicDir: false,
  plugins: [tailwind()],
  resolve: {
    alias: {
      "react/jsx-runtime": "preact/jsx-runtime",
      "react/jsx-dev-runtime": "preact/jsx-runtime",
      "react-dom/client": "preact/compat/client",
      "react-dom": "preact/compat",
      react: "preact/compat",
    },
  },
  server: { proxy: { "/api": process.env.ESTEIO_URL ?? "http://localhost:3000" } },
  build: {
    outDir: resolve("dist/public"),
    emptyOutDir: true,
    assetsDir: "public-assets",
    target: "es2020",
    modulePreload: { polyfill: false },
    license: { fileName: "public-licences.txt" },
    rolldownOptions: { input: ["cotacao", "pedido", "proposta"].map((page) => resolve(pages, `${page}.html`)) },
  },
});
