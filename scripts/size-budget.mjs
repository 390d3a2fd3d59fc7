import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './run.mjs';

const dist = join(root, 'dist');
const kB = 1000;

/**
 * A page, its style sheets, and the scripts it cannot start without. What it only fetches ahead (`modulepreload`,
 * `prefetch`) is not its own unless a script of its own imports it.
 */
function ownFilesOf(page) {
  const html = text(page);
  const sheets = [...html.matchAll(/<link[^>]+rel="stylesheet"[^>]*>/g)].map(([tag]) =>
    attribute(tag, 'href'),
  );
  const scripts = [...html.matchAll(/<script[^>]+src="[^"]+"[^>]*>/g)].map(([tag]) => attribute(tag, 'src'));
  return closure([page, ...[...sheets, ...scripts].map((file) => beside(page, file))], staticImports);
}

/** Everything that may be fetched before the first picture: all that the page can reach, but what `later` names. */
function reachableFrom(page, later) {
  return closure(ownFilesOf(page), (file) =>
    [...staticImports(file), ...lazyImports(file)].filter((next) => !later.some((name) => name.test(next))),
  );
}

function closure(start, next) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !existsSync(join(dist, file))) return;
    seen.add(file);
    next(file).forEach(visit);
  };
  start.forEach(visit);
  return [...seen];
}

function staticImports(file) {
  if (!file.endsWith('.js')) return [];
  return [...text(file).matchAll(/(?:^|[;\s}])(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["']([^"']+)["']/g)]
    .map(([, path]) => beside(file, path))
    .filter((path) => path.endsWith('.js'));
}

/** `import()`, workers, WebAssembly, and the sheets that come with a lazy chunk: any name in quotes that is a file. */
function lazyImports(file) {
  if (!file.endsWith('.js')) return [];
  return [...text(file).matchAll(/["'`]((?:\.{0,2}\/)?[\w./-]+\.(?:js|css|wasm))["'`]/g)].flatMap(
    ([, path]) => [
      beside(file, path),
      // Vite names a lazy chunk's companions from the root of the build.
      path,
    ],
  );
}

const beside = (file, path) =>
  normalize(join(path.startsWith('/') ? '' : dirname(file), path)).replaceAll('\\', '/');
const attribute = (tag, name) => new RegExp(`${name}="([^"]+)"`).exec(tag)?.[1] ?? '';
const text = (file) => readFileSync(join(dist, file), 'utf8');
const gzip = (file) => gzipSync(readFileSync(join(dist, file))).length;

/**
 * Fetched after the first picture (the hardware engine), only when a report is a PDF (pdf.js), when a person asks for it by a
 * command or a patient launches it instead of the clinic, for what is planned (which is asked for behind the picture), or for one transfer syntax of many: the largest codec is added by itself, JPEG XL (which no archive here sends unasked)
 * apart.
 */
const byCommand =
  /\b(?:HelpSheet|PrintPictures|measured|Sheets|Menu|PictureMenu|SeriesMenu|EmergencyWay|for-staff|MeasurePanel|measuring-hand|BrightnessPanel|Planes|planes|registration|card|ObjectCards|Drawings|drawings|store-measurements|store-objects|store-key-image|KeyImageForm|outbox\.svelte|PdfReading|WithPatient|PatientRoom|showing\.svelte|DisplayCheck|DisplayNote|display-check|ExportSheet|[Tt]eaching[\w-]*|SecondLookForm|practice|coach|key-object-selection|element|second-looks|list-parts|Feedback|Left|Colleagues|meeting-lists|create|exports|client-zip)-/;
/** Who is here, and what the record's own colour is: behind the launch's picture (Workspace.svelte) */
const behindPicture = /\b(?:Presence|record-style)-/;
const afterFirstPicture = [/cornerstone/i, /\bpdf[.-]/, /\.wasm$/, byCommand, behindPicture];

/** `most` files: the page, its styles, its script, and what both pages load. Another would be a request of every launch. */
function budgets() {
  const first = reachableFrom('index.html', afterFirstPicture);
  const codecs = reachableFrom('index.html', [/cornerstone/i]).filter((file) => file.endsWith('.wasm'));
  const [largestCodec] = codecs.filter((file) => !/jpegxl/i.test(file)).sort((a, b) => gzip(b) - gzip(a));
  return [
    {
      what: 'launch page, with its script and style',
      limit: 30 * kB,
      most: 4,
      files: ownFilesOf('launch/index.html'),
    },
    {
      what: 'application page, before anything lazy',
      limit: 60 * kB,
      most: 4,
      files: ownFilesOf('index.html'),
    },
    {
      what: 'code that may come before the first image',
      limit: 650 * kB,
      files: [...first, ...(largestCodec === undefined ? [] : [largestCodec])],
    },
  ];
}

/** Weighs dist/ after gzip against the budgets, and prints each. @returns {import('./tally.mjs').Tally} */
export function measureSizes() {
  const results = budgets().map(({ what, limit, most = Infinity, files }) => {
    const bytes = files.reduce((sum, file) => sum + gzip(file), 0);
    const fits = bytes > 0 && bytes <= limit && files.length <= most;
    const figures = `${(bytes / kB).toFixed(1)} of ${limit / kB} kB gzip in ${files.length}${most < Infinity ? ` of ${most}` : ''} files`;
    console.log(`${fits ? 'ok      ' : 'TOO BIG '} ${what}: ${figures}`);
    if (!fits || process.argv.includes('--files'))
      for (const file of files) console.log(`    ${(gzip(file) / kB).toFixed(1).padStart(7)} ${file}`);
    return { fits, said: `too big: ${what}: ${figures}` };
  });
  const failures = results.filter(({ fits }) => !fits).map(({ said }) => said);
  return { passed: results.length - failures.length, failed: failures.length, skipped: 0, failures };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = measureSizes().failed > 0 ? 1 : 0;
