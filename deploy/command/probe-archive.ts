import { encodingOf } from '../../src/rendering/decode/syntax';
import type { ConfiguredArchive } from '../../src/config/site-config';
import { ask, clock, isAnswered, json, preflight, roundTrip, type Answered, type Asker } from './ask';
import type { Findings } from './finding';
import { remembered } from './probe-fhir';

/** What an archive is asked with, where somebody gave it. */
export interface Credentials {
  /** An access token of a launch */
  readonly token?: string;
  /** Patient ID (0010,0020) whose imaging may be looked at */
  readonly patient?: string;
}

const DICOM_JSON = 'application/dicom+json';
const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const WHOLE = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const PER_LAUNCH = 3;

/**
 * Looks at one archive as the viewer would: CORS, search and its limits, metadata, frames and their syntax, rendered
 * pictures, round trip and clock. Reads one frame at most, and stores nothing.
 */
export async function probeArchive(
  archive: ConfiguredArchive,
  asker: Asker,
  { token, patient }: Credentials,
  gateway: boolean,
): Promise<Findings> {
  const root = archive.root;
  const isElsewhere = new URL(root).origin !== asker.origin && !gateway;
  const cors = isElsewhere ? await mayBeAsked(archive, asker) : [];
  const sent = archive.credentials === 'ehr-token' ? token : undefined;
  const get = (path: string, accept: string, most?: number) =>
    ask(asker, new URL(`${root}/${path}`), {
      headers: { accept, ...(sent !== undefined && { authorization: `Bearer ${sent}` }) },
      ...(most !== undefined && { most }),
    });
  const of = patient === undefined ? '' : `&PatientID=${encodeURIComponent(patient)}`;
  const first = await get(`studies?limit=1${of}`, DICOM_JSON);
  if (!isAnswered(first))
    return [...cors, { level: 'unusable', what: `${new URL(root).host} ${first.silent}`, means: NEVER }];
  const times = [first.milliseconds];
  for (let more = 0; more < 2; more += 1) {
    const reply = await get(`studies?limit=1${of}`, DICOM_JSON);
    if (isAnswered(reply)) times.push(reply.milliseconds);
  }
  const general = [...clock(first, asker.now()), ...roundTrip(times, PER_LAUNCH)];
  const closed = whatRefused(first, archive, sent);
  if (closed) return [...cors, ...closed, ...general];
  const open: Findings =
    archive.credentials === 'ehr-token' && sent === undefined
      ? [
          {
            level: 'missing',
            what: 'answers without any token',
            means:
              'Whoever reaches its address sees everybody’s imaging. Put something in front of it that checks.',
          },
        ]
      : [];
  return [...cors, ...open, ...(await whatItOffers(first, get, of)), ...general];
}

const NEVER = 'The list always names it as one that did not answer.';

async function mayBeAsked({ root, credentials }: ConfiguredArchive, asker: Asker): Promise<Findings> {
  if (credentials === 'none') return [];
  const { refused, seconds } = await preflight(asker, new URL(`${root}/studies?limit=1`), 'GET', [
    'authorization',
  ]);
  return refused === undefined
    ? remembered(seconds, 'frame')
    : [
        {
          level: 'unusable',
          what: `does not let pages of ${asker.origin} ask with a token (CORS): ${refused}`,
          means: `${NEVER} Put it below the viewer’s own origin instead: docs/deploying.md.`,
        },
      ];
}

/** Why nothing more can be looked at, or nothing where it can. */
function whatRefused(
  { status, body }: Answered,
  { credentials }: ConfiguredArchive,
  sent: string | undefined,
): Findings | undefined {
  if (status === 401 || status === 403) {
    if (credentials === 'ehr-token' && sent === undefined)
      return [{ level: 'note', what: 'wants a token, as it should. Give one with --token to look further' }];
    const what =
      sent === undefined
        ? `wants credentials (${status}), and config.json says none`
        : `refuses the token (${status})`;
    return [{ level: 'unusable', what, means: 'The list says that it refused.' }];
  }
  if (status === 404)
    return [
      { level: 'unusable', what: 'knows nothing at its root (404): is it the DICOMweb root?', means: NEVER },
    ];
  if (status >= 300) return [{ level: 'unusable', what: `answers a search with ${status}`, means: NEVER }];
  const isMarkup = /^\s*</.test(new TextDecoder().decode(body.subarray(0, 200)));
  if (isMarkup)
    return [
      { level: 'unusable', what: 'answers a search with a page (a sign-in of a proxy?)', means: NEVER },
    ];
  return undefined;
}

type Get = (path: string, accept: string, most?: number) => ReturnType<typeof ask>;
type Entry = Readonly<Record<string, { readonly Value?: readonly unknown[] } | undefined>>;

const valueOf = (entry: Entry | undefined, tag: string): string | undefined => {
  const value = entry?.[tag]?.Value?.[0];
  return value === undefined || value === null ? undefined : String(value);
};

const entriesOf = (answer: Answered): readonly Entry[] | undefined => {
  if (answer.status === 204 || answer.body.byteLength === 0) return [];
  const found = json(answer);
  return Array.isArray(found) ? (found as readonly Entry[]) : undefined;
};

async function whatItOffers(first: Answered, get: Get, of: string): Promise<Findings> {
  const studies = entriesOf(first);
  if (studies === undefined)
    return [
      { level: 'unusable', what: 'answers a search with something else than DICOM JSON', means: NEVER },
    ];
  const study = valueOf(studies[0], '0020000D');
  if (study === undefined)
    return [
      { level: 'note', what: 'finds no study to look at. Give --patient with a Patient ID that it has' },
    ];
  const limits = await searchLimits(studies, study, get, of);
  const series = await firstOf(get, `studies/${study}/series?limit=1`, '0020000E');
  const instance =
    series && (await firstOf(get, `studies/${study}/series/${series}/instances?limit=1`, '00080018'));
  if (series === undefined || instance === undefined)
    return [
      ...limits,
      {
        level: 'missing',
        what: `does not list the ${series === undefined ? 'series' : 'instances'} of a study`,
        means: 'Whole studies are fetched before the first picture, which is slow.',
      },
    ];
  const at = `studies/${study}/series/${series}`;
  return [
    { level: 'well', what: 'lists studies, series and instances' },
    ...limits,
    ...(await metadata(get, at)),
    ...(await frames(get, `${at}/instances/${instance}`)),
    ...(await rendered(get, `${at}/instances/${instance}`)),
  ];
}

async function firstOf(get: Get, path: string, tag: string): Promise<string | undefined> {
  const reply = await get(path, DICOM_JSON);
  return isAnswered(reply) && reply.status === 200 ? valueOf(entriesOf(reply)?.[0], tag) : undefined;
}

/** `limit` and `offset` (PS3.18 8.3.4.4), and what an answer that is cut says of it. */
async function searchLimits(one: readonly Entry[], study: string, get: Get, of: string): Promise<Findings> {
  const findings: Findings[number][] = [];
  if (one.length > 1)
    findings.push({
      level: 'note',
      what: 'does not heed limit',
      means: 'Long lists come in one piece; nothing is lost.',
    });
  const next = await get(`studies?limit=1&offset=1${of}`, DICOM_JSON);
  const entries = isAnswered(next) && next.status < 300 ? entriesOf(next) : undefined;
  if (entries === undefined)
    findings.push({
      level: 'missing',
      what: 'refuses offset',
      means: 'Beyond its first page a list says that there may be more.',
    });
  else if (entries.length > 0 && valueOf(entries[0], '0020000D') === study && one.length === 1)
    findings.push({
      level: 'missing',
      what: 'does not heed offset',
      means: 'Beyond its first page a list says that there may be more.',
    });
  const many = await get(`studies?limit=1000${of}`, DICOM_JSON, 64 * 1024 * 1024);
  if (isAnswered(many) && many.status >= 400)
    findings.push({
      level: 'note',
      what: `refuses a limit of 1000 (${many.status})`,
      means: 'Lists are asked for in smaller pages.',
    });
  const warning = isAnswered(many) ? many.headers.get('warning') : null;
  if (warning !== null && of !== '')
    findings.push({
      level: 'note',
      what: `cuts the list of a patient: ${warning.slice(0, 100)}`,
      means: 'The list says that there may be more.',
    });
  return findings;
}

async function metadata(get: Get, at: string): Promise<Findings> {
  const reply = await get(`${at}/metadata`, DICOM_JSON, 64 * 1024 * 1024);
  const means = 'Whole series are fetched before the first picture, which is slow.';
  if (!isAnswered(reply)) return [{ level: 'missing', what: `its metadata ${reply.silent}`, means }];
  if (reply.status === 200 && (reply.cut || entriesOf(reply)?.length))
    return [{ level: 'well', what: 'gives the metadata of a series' }];
  return [{ level: 'missing', what: `gives no metadata of a series (${reply.status})`, means }];
}

async function frames(get: Get, at: string): Promise<Findings> {
  const began = performance.now();
  const reply = await get(`${at}/frames/1`, FRAMES, 64 * 1024 * 1024);
  const seconds = (performance.now() - began) / 1000;
  const means = 'Whole studies are fetched before the first picture, which is slow.';
  if (!isAnswered(reply)) return [{ level: 'missing', what: `a frame ${reply.silent}`, means }];
  if (reply.status === 200) {
    const megabytes = reply.body.byteLength / 1e6;
    const speed = `${megabytes.toFixed(2)} MB in ${(seconds * 1000).toFixed(0)} ms`;
    return [{ level: 'well', what: `gives single frames (${speed})` }, ...syntaxOf(reply)];
  }
  const whole = await get(at, WHOLE, 1024);
  return isAnswered(whole) && whole.status === 200
    ? [
        {
          level: 'note',
          what: `gives no frame of this object (${reply.status}), but the object as a whole`,
          means: 'Long for large ones.',
        },
      ]
    : [
        {
          level: 'missing',
          what: `gives neither a frame (${reply.status}) nor an object`,
          means: 'Its pictures cannot be shown; the list says why.',
        },
      ];
}

/** In a part's own Content-Type; else it is what the object was stored in. */
function syntaxOf({ headers, body }: Answered): Findings {
  const beginning = new TextDecoder('latin1').decode(body.subarray(0, 2048));
  const said = `${headers.get('content-type') ?? ''}\n${/^content-type:.*$/im.exec(beginning)?.[0] ?? ''}`;
  const [, syntax] = /transfer-syntax="?([\d.]+)/i.exec(said.split('\n').at(-1) ?? '') ?? [];
  if (syntax === undefined) return [];
  return encodingOf(syntax) !== undefined
    ? [
        {
          level: 'well',
          what: `sends pictures as they are stored, in a syntax that the viewer decodes (${syntax})`,
        },
      ]
    : [
        {
          level: 'missing',
          what: `sends frames in ${syntax}, which the viewer does not decode`,
          means: 'Such pictures are not shown; the screen says why.',
        },
      ];
}

async function rendered(get: Get, at: string): Promise<Findings> {
  const picture = await get(`${at}/rendered`, 'image/jpeg');
  const small = await get(`${at}/thumbnail`, 'image/jpeg');
  const works = (reply: Awaited<ReturnType<Get>>) =>
    isAnswered(reply) && reply.status === 200 && /^image\//.test(reply.headers.get('content-type') ?? '');
  return [
    ...(works(picture)
      ? [{ level: 'well' as const, what: 'renders pictures for a preview' }]
      : [
          {
            level: 'note' as const,
            what: 'renders no pictures',
            means: 'Large pictures come without a preview.',
          },
        ]),
    ...(works(small)
      ? []
      : [
          {
            level: 'note' as const,
            what: 'gives no thumbnails',
            means: 'Small pictures of series are made from their frames, later.',
          },
        ]),
  ];
}
