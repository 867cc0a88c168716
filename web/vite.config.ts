import { defineConfig } from "vite";

export default defineConfig({
  root: "demo",
  base: "./",
  build: {
    outDir: "../dist/demo",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: { input: "demo/index.html" },
  },
});
