import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Serves the states of the screen, from fixtures: `address` leads to the page that lists them. */
export async function gallery({ port = 0 } = {}) {
  const server = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'error',
    // The phantoms seed themselves with Node's hash.
    resolve: { alias: { 'node:crypto': `${root}tests/gallery/node-crypto.ts` } },
    cacheDir: `${root}.cache/screens`,
    server: { host: '127.0.0.1', port, hmr: false },
  });
  await server.listen();
  const { port: at } = server.httpServer.address();
  return { address: `http://127.0.0.1:${at}/tests/gallery/index.html`, close: () => server.close() };
}
