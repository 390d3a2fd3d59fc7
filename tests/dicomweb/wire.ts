import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { archiveId, instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { Patient } from '../../src/domain/patient/patient';
import { NHS_NUMBER } from '../../src/domain/patient/identifier';
import type { TokenSource } from '../../src/domain/ports/token-source';
import type { Frame, ImagePixel, Instance } from '../../src/domain/study/study';
import type { DicomwebArchive } from '../../src/dicomweb/archive';

export const ROOT = 'https://salford.example/dicom-web';
export const STUDY = studyUid('1.2.826.0.1.3680043.10.9999.1');
export const SERIES = seriesUid('1.2.826.0.1.3680043.10.9999.1.1');
export const INSTANCE = instanceUid('1.2.826.0.1.3680043.10.9999.1.1.1');
export const NUMBER = '9434765919';

/** A server for the tests of one file; a request that nobody answers fails the test. */
export function aServer() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

export function tokens(...values: readonly string[]): TokenSource & { readonly renewals: string[] } {
  const renewals: string[] = [];
  let current = 0;
  return {
    renewals,
    tokenFor: () => values[current],
    renewed: async (refused) => {
      renewals.push(refused);
      return values[++current];
    },
  };
}

export function anArchive(change: Partial<DicomwebArchive> = {}): DicomwebArchive {
  return {
    id: archiveId('salford'),
    name: 'Salford Royal',
    root: ROOT,
    credentials: 'none',
    tokens: tokens(),
    timeout: 1000,
    retries: { repeats: 2, delay: 1, longest: 1000 },
    ...change,
  };
}

export function aPatient(change: Partial<Patient> = {}): Patient {
  return {
    id: 'p1',
    name: { family: 'Sample', given: ['Ada'] },
    birthDate: '1945-07-14',
    identifiers: [{ system: NHS_NUMBER, value: '943 476 5919' }],
    ...change,
  };
}

type Element = { vr: string; Value?: unknown[]; InlineBinary?: string; BulkDataURI?: string };
export type Elements = Record<string, Element | unknown>;

export const aStudyAnswer = (uid: string, change: Elements = {}): Elements => ({
  '00080020': { vr: 'DA', Value: ['20261118'] },
  '00080030': { vr: 'TM', Value: ['091200.000'] },
  '00080061': { vr: 'CS', Value: ['CT', 'SR'] },
  '0020000D': { vr: 'UI', Value: [uid] },
  '00201208': { vr: 'IS', Value: [300] },
  ...change,
});

export const anInstanceAnswer = (uid: string, change: Elements = {}): Elements => ({
  '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
  '00080018': { vr: 'UI', Value: [uid] },
  '00080060': { vr: 'CS', Value: ['CT'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Sample^Ada' }] },
  '00100020': { vr: 'LO', Value: [NUMBER] },
  '0020000D': { vr: 'UI', Value: [STUDY] },
  '0020000E': { vr: 'UI', Value: [SERIES] },
  '00280002': { vr: 'US', Value: [1] },
  '00280004': { vr: 'CS', Value: ['MONOCHROME2'] },
  '00280010': { vr: 'US', Value: [4] },
  '00280011': { vr: 'US', Value: [2] },
  '00280100': { vr: 'US', Value: [16] },
  '00280101': { vr: 'US', Value: [12] },
  '00280102': { vr: 'US', Value: [11] },
  '00280103': { vr: 'US', Value: [0] },
  ...change,
});

export const aPixel = (change: Partial<ImagePixel> = {}): ImagePixel => ({
  rows: 4,
  columns: 2,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  samplesPerPixel: 1,
  planarConfiguration: 0,
  photometric: 'MONOCHROME2',
  sample: 'integer',
  transferSyntax: '1.2.840.10008.1.2.1',
  ...change,
});

export function anInstance(change: Partial<Instance> = {}, frameCount = 1): Instance {
  const attributes = {
    modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
    windows: [],
    voiLuts: [],
    voiFunction: 'LINEAR',
    inverse: false,
  } as const;
  return {
    uid: INSTANCE,
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    study: STUDY,
    series: SERIES,
    archive: archiveId('salford'),
    person: { otherIds: [] },
    modality: 'CT',
    image: aPixel(),
    frames: new Array(frameCount).fill(attributes),
    ...change,
  };
}

export const aFrame = (number = 1, instance = anInstance()): Frame => ({ instance, number });

export const frameAddress = (numbers = '1', instance: string = INSTANCE) =>
  `${ROOT}/studies/${STUDY}/series/${SERIES}/instances/${instance}/frames/${numbers}`;

/** Handlers of an archive that has nothing whole either: instance, series and study are not found. */
export const noObjects = () =>
  ['', `/series/${SERIES}`, `/series/${SERIES}/instances/${INSTANCE}`].map((place) =>
    http.get(`${ROOT}/studies/${STUDY}${place}`, () => new HttpResponse(null, { status: 404 })),
  );

export interface WirePart {
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

const text = (value: string) => new TextEncoder().encode(value);

/** A multipart body as it goes over the wire. */
export function multipartBody(
  parts: readonly WirePart[],
  boundary = 'BOUNDARY',
  end = '--\r\n',
): Uint8Array<ArrayBuffer> {
  const pieces = parts.flatMap(({ headers = {}, bytes }, at) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return [text(`${at === 0 ? '' : '\r\n'}--${boundary}\r\n${lines.join('')}\r\n`), bytes];
  });
  return concat([...pieces, text(`${parts.length === 0 ? '' : '\r\n'}--${boundary}${end}`)]);
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

export const OCTETS = { 'Content-Type': 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1' };
export const RELATED = {
  'Content-Type': 'multipart/related; type="application/octet-stream"; boundary=BOUNDARY',
};

/** A body that sends some bytes and then nothing, until it is cancelled. */
export function hangingAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(bytes) });
}

/** A body that sends some bytes and then breaks. */
export function resetAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (sent) controller.error(new TypeError('reset'));
      else controller.enqueue(bytes);
      sent = true;
    },
  });
}
