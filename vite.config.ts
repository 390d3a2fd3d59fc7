import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findTestChromium } from './scripts/chromium.mjs';
import { usedMethods } from './scripts/vite-used-methods.ts';
import { lateStyles } from './scripts/vite-late-styles.ts';
import { oneChunk } from './scripts/one-chunk.ts';
import { codeFiles } from './scripts/vite-code-files.ts';
import { bareSchema } from './scripts/vite-bare-schema.ts';
import { rooms } from './scripts/vite-rooms.ts';
import { precompress } from './scripts/vite-precompress.ts';
import { thirdParty } from './scripts/vite-third-party.ts';
import { warmLaunch } from './scripts/vite-warm-launch.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const alias = [
  // vtk.js' mesh readers bring an XML parser and Node's events, and crash the bundle at load; nothing here reads meshes.
  { find: /^@kitware\/vtk\.js\/IO\/.*$/, replacement: here('./scripts/vtk-io-stub.js') },
  { find: /^dcmjs$/, replacement: here('./scripts/dcmjs-stub.js') },
  // A sixth of what a launch begins with, for one line of it.
  { find: /^js-base64$/, replacement: here('./scripts/base64-stub.cjs') },
  // fhirclient's log for its own developers, which brings its colours and times to every launch.
  { find: /^debug$/, replacement: here('./scripts/debug-stub.cjs') },
];

/** The codecs' Emscripten glue is CommonJS; the development server has to prebundle it. */
const codecs = [
  '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  '@cornerstonejs/codec-charls/decodewasmjs',
  '@cornerstonejs/codec-openjpeg/decodewasmjs',
  '@cornerstonejs/codec-openjph/wasmjs',
  '@cornerstonejs/codec-libjxl/decodewasmjs',
];

/** Loaded lazily, and in every launch */
const screen = /\/src\/app\.ts$/;

/** What a person opens, by lazy code alone */
const late =
  /\/(?:VideoBar|Sheets|(?:Picture|Series)?Menu|Print(?:Choice|Pictures)|FindField|PdfPages|Sheet(?:Form)?|RadioChoice|(?:with-patient|display-check|practice|colleagues|planning|feedback|emergency)\/\w+|BrightnessPanel|LinkMark|Measure(?:Panel|List|Saving|Layer)|Handle|Label|Line|Loupe|NoteField|HelpSheet|Report(?:Versions|Choice)|LanguageChoice|ListLinks|OwnKeys|CaliperLayer|MachineWords|ScreenScale|WaveformBar|WaveformView|PaperBar|SpeedPanel|HelpPart|Plane(?:s|sRoom|sHead|Pane|Fields)|FusionFields|FieldBar|Solid(?:Room|Fields)|Cube|TracerLegend|PaletteChoice|Presence|AuditNotice|Ending|Leaving|Left|ContextBar|Slide(?:View|Bar|Map|Paths|Aside|Lengths)|ObjectCards?|SecondLookForm|KeyImageForm|ExportSheet|TeachingSheet|LookThrough|BoxedPicture|Draw\w+|EnFace\w+|PdfReading|PdfPage|PdfWords)\.svelte/;

const chromium = await findTestChromium();

const others = thirdParty();

export default defineConfig({
  // Relative addresses: the same artefact is served at / or under any path.
  base: './',
  plugins: [
    codeFiles(here('./src/http/code-files.ts')),
    lateStyles(late),
    svelte(),
    rooms(here('./src/texts')),
    bareSchema(/\/src\/config\/schema\.ts$/),
    usedMethods(/dicomweb-client\.es\.js$/, here('./src/dicomweb/requests/services.ts')),
    warmLaunch(screen),
    others.pages,
    precompress(),
  ],
  resolve: { alias },
  define: { FHIRCLIENT_PURE: 'true' },
  // One file: a decoder's glue in a chunk of its own would come a round trip later than the worker, its helpers another.
  worker: {
    format: 'es',
    plugins: () => [others.workers],
    rolldownOptions: { output: { codeSplitting: false } },
  },
  // Found while a test runs, they would reload its page.
  optimizeDeps: {
    include: [...codecs, '@cornerstonejs/core', 'pdfjs-dist/legacy/build/pdf.mjs', 'pdf-lib'],
  },
  build: {
    target: 'es2022',
    // One file for both pages: the launch brings the application's styles along.
    cssCodeSplit: false,
    rolldownOptions: {
      input: { index: here('./index.html'), launch: here('./launch/index.html') },
      output: {
        // What both pages load becomes one file by itself, with the bundler's runtime: a group would part the two.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: oneChunk(screen, 'app') }],
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
