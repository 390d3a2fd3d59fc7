import { documentsOf } from '../../src/dicomweb/objects/encapsulated-bytes';
import { objectsRead } from '../../src/dicomweb/objects/read-objects';
import { atOnce } from '../../src/domain/steps';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { readInstances } from '../../src/dicom/image/instances';
import { Part10Error } from '../../src/dicom/part10/failure';
import { readPart10 } from '../../src/dicom/part10/file';
import { withKnownVrs } from '../../src/dicom/part10/unknown-vr';
import { seriesFrom, studyFrom } from '../../src/dicom/study';
import { cdaDocument, cdaNonXmlBody } from '../../src/documents/cda';
import { htmlDocument } from '../../src/documents/html/html';
import { readDocument } from '../../src/documents/read-document';
import { imageReferencesIn } from '../../src/documents/image-references';
import { plainDocument } from '../../src/documents/plain';
import { rtfDocument } from '../../src/documents/rtf/rtf';
import { archiveId, studyUid } from '../../src/domain/ids';
import { documentText } from '../../src/domain/report/report-document';
import { endpointFrom } from '../../src/fhir/imaging/endpoints';
import { studyFrom as imagingStudyFrom } from '../../src/fhir/imaging/imaging-study';
import { patientFrom } from '../../src/fhir/record/patient';
import { bundleManifest } from '../../src/fhir/manifest/bundle-manifest';
import { entriesByStudy } from '../../src/fhir/manifest/manifest-entries';
import { search } from '../../src/fhir/resource/bundle';
import { readFrame } from '../../src/fhircast/read';
import { reportFrom } from '../../src/fhir/reports/report-resource';
import { readTokenResponse } from '../../src/fhir/smart/token-response';
import { parsedInTurns } from '../../src/http/json';
import { mediaTypeOf } from '../../src/http/media-type';
import { MultipartError, partsOf } from '../../src/http/multipart';
import { containerOf } from '../../src/rendering/video/container';
import { startLaunch } from '../../launch/start';
import { recordWith } from '../fhir/report-server';
import { aFile, imageElements, PIXELS, SYNTAX, words, encapsulated } from '../dicomweb/part10-file';
import {
  anArchive,
  anInstanceAnswer,
  aStudyAnswer,
  INSTANCE,
  multipartBody,
  OCTETS,
  SERIES,
  STUDY,
} from '../dicomweb/wire';
import { hostileMarkup } from '../documents/hostile-markup';
import { DRAWN } from './drawn';
import { mutatedBytes, mutatedJson } from './fuzz';
import { SEEDS } from './seeds';
import { onlyId } from '../../src/fhir/resource/subject';

const server = recordWith({});
const owner = { patient: onlyId('p1'), base: server.base, now: server.now() };

type Next = () => number;

/** A reader of our own, and how inputs for it are made. What it throws is a fault. */
export interface FuzzedParser {
  readonly name: string;
  /** One input, read */
  read(next: Next, run: number): unknown;
}

const decoder = new TextDecoder();
const bytesOf = (text: string) => new TextEncoder().encode(text);
const requests = requestsTo(anArchive());
const context = { archive: archiveId('salford'), bulk: new Map(), study: STUDY, series: SERIES };
const never = new AbortController().signal;

const ofText = (name: string, seeds: readonly string[], read: (text: string) => unknown): FuzzedParser => {
  const whole = seeds.map(bytesOf);
  return {
    name,
    read: (next, run) =>
      read(decoder.decode(mutatedBytes(whole[run % whole.length] ?? new Uint8Array(), next))),
  };
};
const ofBytes = (
  name: string,
  seeds: readonly Uint8Array[],
  read: (bytes: Uint8Array, next: Next) => unknown,
): FuzzedParser => ({
  name,
  read: (next, run) => read(mutatedBytes(seeds[run % seeds.length] ?? new Uint8Array(), next), next),
});
const ofJson = (name: string, seeds: readonly object[], read: (json: never) => unknown): FuzzedParser => ({
  name,
  read: (next, run) => read(mutatedJson(seeds[run % seeds.length] ?? {}, next) as never),
});

async function refusedBy(kind: abstract new (...args: never[]) => Error, read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof kind)) throw error;
  }
}

async function* chunks(bytes: Uint8Array, next: Next) {
  const size = 1 + Math.floor(next() * 200);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const multipart = multipartBody([
  { headers: OCTETS, bytes: Uint8Array.from({ length: 300 }, (_, at) => at) },
  { headers: { ...OCTETS, 'Content-Length': '40' }, bytes: new Uint8Array(40).fill(45) },
  { bytes: bytesOf('--BOUNDARY\r\n') },
]);

const html = hostileMarkup('alert(1)', 'http://elsewhere.invalid/').map(
  (one) => `<p>Findings: <b>clear</b>.</p>${one}<ul><li>One</li></ul>`,
);

const LAUNCH = 'https://viewer.example/launch/';

/** A page as a launch has it, without a browser */
const pageAt = (address: string) => ({
  address: new URL(address, LAUNCH),
  entry: null,
  storage: undefined,
  rewrite: () => undefined,
});
/** A page lies at an address of the web, whatever it is called with. */
const isOnTheWeb = (text: string) =>
  URL.canParse(text, LAUNCH) && /^https?:$/.test(new URL(text, LAUNCH).protocol);
const answering =
  (body: BodyInit | null, type = 'application/json') =>
  () =>
    Promise.resolve(new Response(body, { headers: { 'content-type': type } }));

/** An imaging manifest in its FHIR form, with what it refers to */
const MANIFEST = {
  resourceType: 'Bundle',
  type: 'document',
  entry: [
    {
      fullUrl: 'urn:uuid:c',
      resource: { resourceType: 'Composition', subject: { reference: 'urn:uuid:p' } },
    },
    {
      fullUrl: 'https://maker.example/fhir/ImagingStudy/1',
      resource: {
        ...SEEDS.study,
        subject: { reference: 'Patient/1', identifier: { system: 'urn:oid:1.2', value: '7' } },
        contained: [{ resourceType: 'Endpoint', id: 'e', address: 'https://pacs.example/dicomweb' }],
        endpoint: [{ reference: '#e' }],
        numberOfInstances: 9,
      },
    },
    { fullUrl: 'https://maker.example/fhir/Patient/1', resource: SEEDS.patient },
    { fullUrl: 'https://maker.example/fhir/Endpoint/1', resource: SEEDS.endpoint },
  ],
};
const MANIFEST_ENTRY = {
  resourceType: 'DocumentReference',
  id: 'd1',
  status: 'current',
  date: '2026-10-05T11:00:00+01:00',
  relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/d2' } }],
  content: [
    {
      attachment: { url: 'Bundle/m1' },
      format: { code: 'urn:ihe:rad:MADO:fhir-manifest:2026' },
    },
  ],
  context: { related: [{ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } }] },
};
const HUB_MESSAGE = {
  timestamp: '2026-12-01T09:00:05Z',
  id: 'e-1',
  event: {
    'hub.topic': 't',
    'hub.event': 'ImagingStudy-open',
    context: [
      { key: 'patient', resource: SEEDS.patient },
      { key: 'study', resource: SEEDS.study },
    ],
  },
};

/** Every reader of what somebody else wrote. */
export const PARSERS: readonly FuzzedParser[] = [
  ofBytes('multipart', [multipart], (bytes, next) =>
    refusedBy(MultipartError, async () => {
      for await (const { headers } of partsOf(chunks(bytes, next), 'BOUNDARY', { parts: 10, partSize: 1000 }))
        mediaTypeOf(headers.get('content-type'));
    }),
  ),
  ofText(
    'media-type',
    ['multipart/related; type="application/octet-stream"; boundary=a/=b', 'text/html; charset="utf\\"8"'],
    mediaTypeOf,
  ),
  ofText('json', [JSON.stringify([SEEDS.bundle, SEEDS.report], null, 1)], (text) =>
    refusedBy(SyntaxError, () => parsedInTurns(text)),
  ),
  ofJson('dicom-json', SEEDS.instances, (dataset) => readInstances([withKnownVrs(dataset)], context)),
  ofJson('dicom-study', [aStudyAnswer(STUDY, {}), anInstanceAnswer(INSTANCE, {})], (dataset) => [
    studyFrom(dataset, archiveId('salford')),
    seriesFrom(dataset),
  ]),
  ofJson('sr', SEEDS.objects, (dataset) =>
    atOnce(
      objectsRead(
        [dataset],
        { source: 'Salford Royal', bulk: new Map(), study: studyUid(STUDY) },
        documentsOf(requests),
      ),
    ),
  ),
  ofBytes(
    'part10',
    [
      aFile([...imageElements({}), words('7FE00010', PIXELS)]),
      aFile([...imageElements({}), words('7FE00010', PIXELS)], SYNTAX.implicit),
      aFile([...imageElements({}), encapsulated([PIXELS])], SYNTAX.jpegLs),
    ],
    (bytes) =>
      refusedBy(Part10Error, async () => {
        const { frame, frameCount } = await readPart10(bytes);
        for (let number = 1; number <= Math.min(frameCount, 5); number++) frame(number);
      }),
  ),
  ofJson('bundle', [SEEDS.bundle], async (json) => {
    const server = { ...recordWith({}), fetch: answering(JSON.stringify(json), 'application/fhir+json') };
    return search(server, 'ImagingStudy?patient=p1', never);
  }),
  ofText('bundle-text', [JSON.stringify(SEEDS.bundle)], (text) =>
    search({ ...recordWith({}), fetch: answering(text) }, 'ImagingStudy?patient=p1', never),
  ),
  ofJson('imaging-study', [SEEDS.study], imagingStudyFrom),
  ofJson('manifest', [MANIFEST], (json) => {
    try {
      return bundleManifest(json, owner);
    } catch (error) {
      // A few words of its own; what is thrown by the language itself is a fault.
      if (error instanceof Error && error.constructor === Error) return undefined;
      throw error;
    }
  }),
  ofJson('manifest-entry', [MANIFEST_ENTRY], (json) =>
    entriesByStudy(
      [
        { json, doubt: false },
        { json: MANIFEST_ENTRY, doubt: false },
      ],
      owner.base,
    ),
  ),
  ofText('hub-message', [JSON.stringify(HUB_MESSAGE)], (text) =>
    readFrame(text, { topic: 't', base: owner.base, now: owner.now }),
  ),
  ofJson('diagnostic-report', [SEEDS.report], (json) => reportFrom(json, new Map(), recordWith({}), owner)),
  ofJson('patient', [SEEDS.patient], (json) => patientFrom(json, 'p1', { base: owner.base, now: owner.now })),
  ofJson('endpoint', [SEEDS.endpoint], (json) => endpointFrom(json, studyUid('1.2.3'))),
  ofJson('token-answer', [SEEDS.token], (json) => readTokenResponse(json, 'https://r.example/fhir')),
  ofText(
    'launch-url',
    [
      '?iss=https%3A%2F%2Fehr.example%2Ffhir&launch=abc123',
      '?code=a&state=b&iss=https://ehr.example#x',
      '?error=access_denied&error_description=no',
    ],
    (text) => startLaunch(pageAt(isOnTheWeb(text) ? text : ''), answering(SEEDS.config), never),
  ),
  ofText('plain', SEEDS.texts, (text) => documentText(imageReferencesIn(plainDocument(text)))),
  ofText('html', html, (text) => documentText(imageReferencesIn(htmlDocument(text)))),
  ofBytes('rtf', SEEDS.rtf.map(bytesOf), (bytes) => documentText(imageReferencesIn(rtfDocument(bytes)))),
  ofText('cda', [SEEDS.cda], (text) => [cdaNonXmlBody(text), cdaDocument(text)]),
  ofBytes(
    'any-document',
    [...SEEDS.rtf, ...SEEDS.texts, SEEDS.cda, ...html.slice(0, 20)].map(bytesOf),
    (bytes, next) =>
      readDocument(
        bytes,
        ['', 'text/html', 'text/xml', 'text/plain; charset=utf-16'][Math.floor(next() * 4)] ?? '',
        'x',
      ),
  ),
  ofBytes('video', [SEEDS.video], (bytes) => containerOf(bytes)),
  ...DRAWN.map(([name, seeds, read]) => ofJson(name, seeds, (dataset) => read(dataset))),
];
