import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the agents' console. The server serves `dist/console`, everything it loads lies in `assets/`. */
export default defineConfig({
  root: 'server/console',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    assetsDir: 'assets',
    // `light-dark()` stays as it is: rewritten for older browsers it needs a colour scheme known at build time.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The content security policy allows images as data, but a file is cached and a data URL is not.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
