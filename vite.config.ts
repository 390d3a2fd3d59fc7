import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findTestChromium } from './scripts/chromium.mjs';
import { precompress } from './scripts/vite-precompress.ts';
import { warmLaunch } from './scripts/vite-warm-launch.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const alias = [
  // vtk.js' mesh readers bring an XML parser and Node's events, and crash the bundle at load; nothing here reads meshes.
  { find: /^@kitware\/vtk\.js\/IO\/.*$/, replacement: here('./scripts/vtk-io-stub.js') },
];

/** The codecs' Emscripten glue is CommonJS; the development server has to prebundle it. */
const codecs = [
  '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  '@cornerstonejs/codec-charls/decodewasmjs',
  '@cornerstonejs/codec-openjpeg/decodewasmjs',
  '@cornerstonejs/codec-openjph/wasmjs',
  '@cornerstonejs/codec-libjxl/decodewasmjs',
];

const chromium = await findTestChromium();

export default defineConfig({
  // Relative addresses: the same artefact is served at / or under any path.
  base: './',
  plugins: [
    svelte(),
    warmLaunch([/\/src\/app\.ts$/, /\/src\/ui\/Report\.svelte$/, /\/src\/documents\/read-document\.ts$/]),
    precompress(),
  ],
  resolve: { alias },
  define: { FHIRCLIENT_PURE: 'true' },
  // One file: a decoder's glue in a chunk of its own would come a round trip later than the worker, its helpers another.
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  // Found while a test runs, they would reload its page.
  optimizeDeps: {
    include: [...codecs, '@cornerstonejs/core', 'dompurify', 'pdfjs-dist/legacy/build/pdf.mjs', 'pdf-lib'],
  },
  build: {
    target: 'es2022',
    // Every browser that runs the rest knows `modulepreload`.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('./index.html'), launch: here('./launch/index.html') },
      output: {
        // A request costs a launch more than the few bytes that finer sharing would save.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'smart',
              test: /rolldown.runtime|webcrypto-stub|vite[\\/]preload-helper|node_modules[\\/](fhirclient|valibot|js-base64|debug|ms)|src[\\/](config|fhir)[\\/]|src[\\/]domain[\\/](problem|ids|launch-words|patient|speed)\./,
              minShareCount: 2,
              priority: 2,
            },
          ],
        },
      },
    },
  },
  test: {
    // vitest leaves one processor to itself, on a small machine half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Ends what hangs; how long something takes on a machine that others use is no result.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/ui/**', 'tests/e2e/**', 'tests/**/*.browser.test.ts', 'tests/orthanc/**'],
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: ['tests/ui/**/*.test.ts'],
          setupFiles: ['tests/ui/patience.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium !== undefined && { executablePath: chromium }),
                args: [...chromiumArgs],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
