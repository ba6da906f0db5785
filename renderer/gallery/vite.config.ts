import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The policy that hosts serve the page with. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";

// `vite` serves the gallery while designing; `vite build` and `vite preview` as hosts would, for tests.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 4810 },
  preview: {
    host: '127.0.0.1',
    port: 4811,
    strictPort: true,
    headers: { 'Content-Security-Policy': POLICY },
  },
  build: {
    outDir: '../../out/gallery',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Functions keep their names, by which tests count how often they run.
    minify: false,
  },
});
