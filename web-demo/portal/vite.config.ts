import { defineConfig } from "vite";

// The page runs under `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'`: nothing may be inlined.
export default defineConfig({
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    sourcemap: false,
    chunkSizeWarningLimit: 800,
  },
  // The package finds its .wasm file next to itself; pre-bundling would move it.
  optimizeDeps: { exclude: ["motcua"] },
  server: {
    proxy: { "/api": "http://127.0.0.1:8041" },
  },
});
