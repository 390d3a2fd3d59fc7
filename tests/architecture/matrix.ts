import { pointsTo, type Import } from './imports';

/** What a zone may import beside itself. */
interface Zone {
  readonly zones: readonly string[];
  readonly packages: readonly RegExp[];
}

const cornerstone = /^@cornerstonejs\//;
const svelte = /^svelte(\/|$)/;
const xstate = /^xstate(\/|$)/;

/** The import matrix: everything depends on the domain, and only app.ts knows everyone. */
const matrix: Readonly<Record<string, Zone>> = {
  'src/domain': { zones: [], packages: [] },
  'src/config': { zones: ['src/domain'], packages: [/^valibot$/] },
  // The one transport: bytes, deadlines, refusals; it knows neither record nor archive.
  'src/http': { zones: ['src/domain'], packages: [] },
  // What an object says, whoever brought it: no network.
  'src/dicom': { zones: ['src/domain'], packages: [] },
  'src/fhir': { zones: ['src/domain', 'src/http'], packages: [/^fhirclient(\/|$)/, /^jose$/] },
  // The shared context of the record's windows: its own wire, the record's people
  'src/fhircast': { zones: ['src/domain', 'src/http', 'src/fhir'], packages: [] },
  'src/dicomweb': { zones: ['src/domain', 'src/http', 'src/dicom'], packages: [/^dicomweb-client$/] },
  // The only importer of what reads hostile documents: PDF
  'src/documents': { zones: ['src/domain'], packages: [/^pdfjs-dist(\/|$)/] },
  // It reads objects too: what is drawn over pictures, apart from the page, in a worker.
  'src/rendering': { zones: ['src/domain', 'src/dicom'], packages: [cornerstone] },
  // The one way out as a file or by the clipboard, and the only maker of zips
  'src/exports': { zones: ['src/domain', 'src/dicom'], packages: [/^client-zip$/] },
  'package.json': { zones: [], packages: [] },
  // The only sender of anything beside record and archives
  'src/telemetry': { zones: ['src/domain', 'package.json'], packages: [/^web-vitals$/] },
  // Sentences made of the domain's codes and values
  // What a language or a site puts in place of them needs to know what there is (scripts/vite-rooms.ts).
  'src/texts': { zones: ['src/domain'], packages: [/^virtual:/] },
  // An invented patient, in place of a record and an archive: it knows objects, and nobody on the other side
  'src/practice': { zones: ['src/domain', 'src/dicom', 'src/texts'], packages: [] },
  'src/workflow': { zones: ['src/domain'], packages: [xstate] },
  'src/ui': {
    zones: ['src/workflow', 'src/domain', 'src/texts'],
    packages: [svelte, xstate],
  },
  // What is sent before the screen is there: no code of the screen, the archives or the pictures
  'src/main.ts': {
    zones: [
      'src/config',
      'src/domain',
      'src/fhir',
      'src/http',
      'src/not-started.ts',
      'src/texts',
      'src/practice',
      'src/app.ts',
    ],
    packages: [],
  },
  'src/app.ts': {
    zones: [
      'src/config',
      'src/dicom',
      'src/dicomweb',
      'src/documents',
      'src/domain',
      'src/exports',
      'src/fhir',
      'src/fhircast',
      'src/http',
      'src/rendering',
      'src/telemetry',
      'src/texts',
      'src/ui',
      'src/workflow',
    ],
    packages: [xstate, svelte],
  },
  // Pages of words that need no screen
  'src/notice.ts': { zones: ['src/texts'], packages: [] },
  'src/not-started.ts': { zones: ['src/notice.ts', 'src/texts'], packages: [] },
  launch: {
    zones: ['src/config', 'src/fhir', 'src/domain', 'src/texts', 'src/notice.ts', 'src/not-started.ts'],
    packages: [],
  },
  // What the pages are served with: one home for the demonstration, the tests and a site's own server
  'deploy/headers.ts': { zones: [], packages: [] },
  // The command and the gateway run on a server; they know a configuration and a record as the viewer does.
  deploy: {
    zones: [
      'deploy/headers.ts',
      'src/config',
      'src/domain',
      'src/fhir',
      'src/rendering/decode/syntax.ts',
      'src/texts',
    ],
    packages: [/^node:/, /^hono(\/|$)/, /^@hono\//, /^openid-client$/, /^valibot$/],
  },
  // The record says names and dates in the words of the viewer; nothing of the viewer knows the record.
  sandbox: {
    zones: ['src/domain', 'src/texts', 'deploy/headers.ts'],
    packages: [
      /^node:/,
      /^hono(\/|$)/,
      /^@hono\//,
      /^jose$/,
      cornerstone,
      /^dcmjs$/,
      /^dicom-parser$/,
      /^pdf-lib$/,
    ],
  },
};

/** Style sheets are shared: the launch page wears the application's tokens. */
const sharedByAll = /^src\/ui\/[\w-]+\.css$/;

/** @returns a sentence for each import that the matrix does not allow */
export function violations(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((one) => {
    const zone = zoneOf(one.from);
    if (zone === undefined) return [`${one.from} belongs to no zone of the architecture`];
    const allowed = matrix[zone];
    if (allowed === undefined || isAllowed(one, zone, allowed)) return [];
    return [`${one.from} imports ${one.specifier}: ${zone} may not`];
  });
}

function isAllowed(one: Import, zone: string, { zones, packages }: Zone): boolean {
  if (!one.specifier.startsWith('.')) return packages.some((name) => name.test(one.specifier));
  const target = one.to ?? pointsTo(one);
  if (sharedByAll.test(target)) return true;
  const targetZone = zoneOf(target);
  // One file of a zone may be open to another zone that its others are not.
  if (zones.includes(target)) return true;
  return targetZone !== undefined && (targetZone === zone || zones.includes(targetZone));
}

/** The first zone that holds the path; `undefined` for a path outside of all of them. */
function zoneOf(path: string): string | undefined {
  return Object.keys(matrix).find((zone) => path === zone || path.startsWith(`${zone}/`));
}

/** @returns each cycle once, as `a → b → a` */
export function cycles(imports: readonly Import[]): readonly string[] {
  const edges = new Map<string, string[]>();
  // A component that nests itself imports itself: that is recursion, not a cycle of files.
  for (const { from, to } of imports)
    if (to !== undefined && to !== from) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}
