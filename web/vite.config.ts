/** The web app: `dist/app`. The public pages are built apart (vite.public.config.ts), without React. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, transformWithOxc } from "vite";

/** Rows that a browser kept are read anew when the API's shapes changed. */
const rowsVersion = hashOf(readFileSync("src/api/schema.d.ts"));
const server = process.env.ESTEIO_URL ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), tailwind(), lightSigns(), typefaceLicence(), serviceWorker()],
  // Its package offers the build for browsers without classes first.
  resolve: {
    alias: [
      { find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" },
      // The only transport that src/live/socketLink.ts lets it use; what goes beyond is our own.
      { find: "./transports/index.js", replacement: resolve("src/live/transports.ts") },
    ],
  },
  define: { __ROWS_VERSION__: JSON.stringify(rowsVersion) },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    license: { fileName: "licences.txt" },
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, dependencies, { hostType }) => (hostType === "html" ? dependencies : []),
    },
    // Fonts and pictures stay files: a browser that has them need not fetch them with the next style sheet.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Who takes an error's class from live/index does not want the connection with it.
      treeshake: { moduleSideEffects: [{ test: /src\/live\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            // Changes with its packages only: who comes back after an update has it already. Some of it only later screens use.
            {
              name: "ground",
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(history|query-core|react-query|react-router|router-core|store|react-store))\/(?!.*(infiniteQueryObserver|queriesObserver|use(Suspense)?(InfiniteQuery|Queries))\.)/,
            },
            { name: "kept", test: /node_modules\/(dexie|@socket\.io|socket\.io-|engine\.io-)/ },
            // The connection: the door does without, and fetches it while somebody types. Its lower rungs are seldom needed.
            {
              name: "live",
              test: /src\/live\/(?!(eventStream|http|index|outboxEntry|pollLink|problem|session|sseLink|store|wire)\.)/,
              includeDependenciesRecursively: false,
            },
            // What every screen stands on, in one file: twenty small ones pack worse and come later.
            {
              name: "frame",
              test: /src\/(api|words\/(?!browser|decimal|masks|ufs)|data\/(actions|kept|rows|seat|session|tabs|words)|ui\/(badge|button|cx|field|key|keys|mark|narrow|page|states|title|toast|words))\b|lucide-react\/dist\/esm\/(createLucideIcon|Icon|context|defaultAttributes|shared)/,
            },
          ],
        },
      },
    },
  },
  // The Host that the browser asked for is handed on, as a proxy in front of the server does: a write by cookie is taken
  // only from a page of the same one. (An address alone, without braces, would have it replaced.)
  server: {
    proxy: { "/api": { target: server }, "/health": { target: server }, "/socket.io": { target: server, ws: true } },
  },
});

/** Signs without what only their package needs: random keys and former names pack badly, and the frame has forty signs. */
function lightSigns(): Plugin {
  return {
    name: "esteio-light-signs",
    apply: "build",
    transform(code, id) {
      if (!/lucide-react\/dist\/esm\/icons\//.test(id)) return null;
      let count = 0;
      const light = code
        .replace(/key: "[a-z0-9]+"/g, () => `key: "${count++}"`)
        .replace(/,\s*aliases: \[[^\]]*\]/, "")
        .replace(/^__iconData\.node;$/m, "");
      return { code: light, map: null };
    },
  };
}

/** Beside the licences of the packages, which Vite gathers from what it bundles: style sheets are not among it. */
function typefaceLicence(): Plugin {
  return {
    name: "esteio-typeface-licence",
    apply: "build",
    generateBundle() {
      const source = readFileSync("node_modules/@fontsource-variable/hanken-grotesk/LICENSE", "utf8");
      this.emitFile({ type: "asset", fileName: "typeface-licence.txt", source });
    },
  };
}

/** /sw.js: src/sw/worker.ts after the list of what this build consists of. */
function serviceWorker(): Plugin {
  return {
    name: "esteio-service-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const first = new Set(["/index.html", ...readdirSync("public").map((name) => `/${name}`)]);
      const need = (name: string) => {
        const chunk = bundle[name];
        if (first.has(`/${name}`) || chunk?.type !== "chunk") return;
        first.add(`/${name}`);
        for (const css of chunk.viteMetadata?.importedCss ?? []) first.add(`/${css}`);
        for (const each of chunk.imports) need(each);
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && (chunk.isEntry || /^(SignIn|Dashboard|live)$/.test(chunk.name)))
          need(chunk.fileName);
      const names = Object.keys(bundle).map((name) => `/${name}`);
      for (const name of names) if (/-latin-wght.*\.woff2$/.test(name)) first.add(name);
      const rest = names.filter((name) => name.startsWith("/assets/") && !first.has(name) && !name.endsWith(".woff2"));
      const page = bundle["index.html"];
      const stamp = [
        ...names,
        page?.type === "asset" ? page.source : "",
        ...readdirSync("public").map((name) => readFileSync(`public/${name}`)),
      ];
      const build = { version: hashOf(...stamp), first: [...first], rest };
      const source = readFileSync("src/sw/worker.ts", "utf8");
      const { code } = await transformWithOxc(source, "worker.ts");
      this.emitFile({
        type: "asset",
        fileName: "sw.js",
        source: `const BUILD = ${JSON.stringify(build)};\n${code.replace(/^export \{\};?$/m, "")}`,
      });
    },
  };
}

function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 12);
}
