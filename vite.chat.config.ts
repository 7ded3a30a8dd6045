import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the chat page into `dist/chat`, which the server serves below `/chat/`. */
export default defineConfig({
  root: 'bots/webchat/page',
  base: '/chat/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/chat',
    emptyOutDir: true,
    assetsDir: 'assets',
    target: 'es2022',
    // An inlined asset would be a data: address, which the page's content security policy refuses for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
