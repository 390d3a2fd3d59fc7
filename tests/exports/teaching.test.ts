import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { Box } from '../../src/domain/exports/teaching';
import type { Archive } from '../../src/domain/ports/archive';
import type {
  PictureMaker,
  TeachingCopy,
  TeachingSaved,
  TeachingWanted,
} from '../../src/domain/ports/teaching';
import { ok } from '../../src/domain/problem';
import type { Instance } from '../../src/domain/study/study';
import { itemOf, itemsOf, numberOf, numbersOf, textOf, textsOf } from '../../src/dicom/dataset';
import { readPart10 } from '../../src/dicom/part10/file';
import * as Tag from '../../src/dicom/tags';
import { TEACHING_TAGS } from '../../src/dicom/teaching/tags';
import { openTeachingCopy } from '../../src/exports/teaching';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import {
  BANNER,
  BURNT_IN,
  COLUMNS,
  plantedFile,
  ROWS,
  SECRETS,
  type Planted,
} from '../builders/planted-object';
import { unzipped } from '../builders/unzipped';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const patient: TeachingWanted['patient'] = {
  id: '1',
  name: { family: 'Quimblethorpe', given: ['Ariadnex'] },
  birthDate: '1945-07-14',
  identifiers: [{ system: NHS, value: '9990123456' }],
};
const person = { patientId: { system: NHS, value: '9990123456' }, otherIds: [] };
const never = new AbortController().signal;
const CT = '1.2.840.10008.5.1.4.1.1.2';
const US = '1.2.840.10008.5.1.4.1.1.3.1';
const SERIES = seriesUid('1.2.826.0.1.3680043.99.3');

interface Stored {
  readonly uid: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly frames?: number;
  readonly sopClass?: string;
  readonly more?: object;
}

const maker: PictureMaker = {
  decode: async (frame, { bytes, transferSyntax }) => {
    const { image } = frame.instance;
    if (!image) throw new Error('no picture');
    return decodeFrame({ bytes: new Uint8Array(bytes), transferSyntax, image }, {} as never);
  },
  paint: () => ({}) as OffscreenCanvas,
  png: (_canvas, caption) => Promise.resolve(new Blob([caption.join('\n')])),
  dispose: () => undefined,
};

async function opened(stored: readonly Stored[], wanted: Partial<TeachingWanted> = {}) {
  const files = new Map(stored.map(({ uid, file }) => [uid, file]));
  const archive = {
    name: 'Salford Royal',
    seriesOf: () => Promise.resolve(ok({ value: [{ uid: SERIES }], shortfalls: [] })),
    instancesOf: () =>
      Promise.resolve(
        ok({
          instances: stored.map(
            ({ uid, frames = 1, sopClass = CT, more }) =>
              ({
                uid,
                sopClass,
                person,
                image: {},
                frames: new Array(frames).fill({}),
                ...more,
              }) as unknown as Instance,
          ),
          unreadable: [],
        }),
      ),
  } as unknown as Archive;
  const audit = { record: vi.fn() };
  const frames = {
    object: vi.fn(({ uid }: Instance) =>
      Promise.resolve(ok({ kind: 'file' as const, bytes: files.get(uid) ?? new Uint8Array() })),
    ),
  };
  const copy = await openTeachingCopy(
    { study: studyUid('1.2'), match: { kind: 'same' }, patient, archives: [archive], known: [], ...wanted },
    { frames, pictures: maker, audit },
    never,
  );
  return { copy, audit, files };
}

async function lookAtAll(copy: TeachingCopy): Promise<void> {
  for (const picture of copy.pictures)
    for (let frame = 1; frame <= picture.frames; frame += 1) await copy.look(picture, frame, never);
}

const banner: Box = {
  ...{ left: 0, top: 0, right: COLUMNS, bottom: BANNER },
  on: { series: SERIES, rows: ROWS, columns: COLUMNS },
};

const wish = (more: Partial<TeachingSaved> = {}): TeachingSaved => ({
  ...{
    form: 'dicom',
    caseNumber: 'CHEST-12',
    boxes: [banner],
    confirmed: true,
    name: 'teaching-CHEST-12.zip',
  },
  caption: ['Teaching case CHEST-12'],
  readme: (here, missing, unseen) => `${here} here, ${missing} missing, ${unseen} not looked at`,
  ...more,
});

/** A file that the browser writes by itself, kept. */
function keptFile() {
  const parts: Buffer[] = [];
  vi.stubGlobal('window', {
    frameElement: null,
    showSaveFilePicker: () =>
      Promise.resolve({
        createWritable: () =>
          Promise.resolve(
            new WritableStream<Uint8Array>({ write: (part) => void parts.push(Buffer.from(part)) }),
          ),
      }),
  });
  return () => Buffer.concat(parts);
}

async function copied(stored: readonly Stored[], more: Partial<TeachingSaved> = {}) {
  const written = keptFile();
  const { copy, audit } = await opened(stored);
  await lookAtAll(copy);
  const done = await copy.save(wish(more), () => undefined, never);
  const zip = written();
  return {
    done,
    audit,
    zip,
    files: zip.length > 0 ? unzipped(zip) : new Map<string, Buffer>(),
  };
}

const TAGS = new Map([
  ...TEACHING_TAGS,
  [parseInt(Tag.PatientIdentityRemoved, 16), 'CS'],
  [parseInt(Tag.DeidentificationMethodCodeSequence, 16), 'SQ'],
] as const);
const read = (bytes: Buffer | undefined) => readPart10(new Uint8Array(bytes ?? []), undefined, TAGS);
const one = { uid: '1.2.826.0.1.3680043.99.5', file: plantedFile() };

afterEach(() => vi.unstubAllGlobals());

describe('a teaching copy', () => {
  it.each<[string, Parameters<typeof plantedFile>[0]]>([
    ['a CT slice', {}],
    ['an ultrasound film', { sopClass: US, modality: 'US', frames: 3 }],
    ['a capture', { sopClass: '1.2.840.10008.5.1.4.1.1.7', modality: 'OT' }],
    [
      'an inverted radiograph',
      { sopClass: '1.2.840.10008.5.1.4.1.1.1', modality: 'CR', photometric: 'MONOCHROME1' },
    ],
  ])(
    'of %s has nothing of what was planted in its elements, its names and its pixels',
    async (_what, given) => {
      const file = plantedFile(given);
      const frames = given?.frames ?? 1;
      const { done, zip, files } = await copied([{ ...one, file, frames, sopClass: given?.sopClass ?? CT }]);
      expect(done).toEqual({ kind: 'saved', missing: 0 });
      expect([...files.keys()]).toEqual(['series-001/00001.dcm', 'README.txt']);
      for (const text of [
        zip.toString('latin1'),
        zip.toString('utf16le'),
        zip.subarray(1).toString('utf16le'),
      ])
        for (const secret of SECRETS) expect(text.toUpperCase(), secret).not.toContain(secret);

      const { dataset, frame, frameCount, transferSyntax } = await read(files.get('series-001/00001.dcm'));
      expect(transferSyntax).toBe('1.2.840.10008.1.2.1');
      expect(frameCount).toBe(frames);
      const black = given?.photometric === 'MONOCHROME1' ? 0xfff : 0;
      for (let number = 1; number <= frames; number += 1) {
        const pixels = new Uint16Array(frame(number).buffer);
        expect(pixels.length).toBe(ROWS * COLUMNS);
        expect(
          [...pixels].every((value, at) => (at < BANNER * COLUMNS ? value === black : value < 0xfff)),
        ).toBe(true);
        expect(pixels).not.toContain(BURNT_IN);
        // The picture is as it was, and the overlay that lay in the bits above it is gone.
        expect(pixels[200]).toBe(((number - 1) * 7 + 200) % 900);
      }
      expect(textOf(dataset, Tag.PatientIdentityRemoved)).toBe('YES');
      expect(itemsOf(dataset, Tag.DeidentificationMethodCodeSequence)).toHaveLength(4);
    },
  );

  it('plants in more than forty elements, in sequences, private ones and the meta information', () => {
    const text = Buffer.from(one.file).toString('latin1');
    const times = SECRETS.reduce((sum, secret) => sum + text.split(secret).length - 1, 0);
    expect(times).toBeGreaterThan(80);
  });

  it('keeps what the picture is, and moves dates and times by as much', async () => {
    const { files } = await copied([one]);
    const { dataset } = await read(files.get('series-001/00001.dcm'));
    expect(numbersOf(dataset, Tag.ImagePositionPatient)).toEqual([-10, -20, 30.5]);
    expect(textsOf(dataset, Tag.ImageType)).toEqual(['ORIGINAL', 'PRIMARY', 'AXIAL']);
    expect(numberOf(dataset, Tag.WindowWidth)).toBe(400);
    expect(textOf(dataset, Tag.PatientAge)).toBe('090Y');
    expect(textOf(dataset, Tag.PatientID)).toBe('CHEST-12');
    expect(textOf(dataset, Tag.StudyDate)).toMatch(/^(201[6-9]|202[0-6])\d{4}$/);
    expect(textOf(dataset, Tag.StudyDate)).toBe(textOf(dataset, Tag.SeriesDate));
    expect(textOf(dataset, Tag.BodyPartExamined)).toBeUndefined();
    const lut = itemOf(dataset, Tag.VOILUTSequence);
    expect(lut && Object.keys(lut).sort()).toEqual(['00283002', '00283006']);
  });

  it('has new UIDs, the same within it and others in the next', async () => {
    const second = {
      uid: '1.2.826.0.1.3680043.99.6',
      file: plantedFile({ uid: '1.2.826.0.1.3680043.99.6' }),
    };
    const uidsIn = async () => {
      const { files } = await copied([one, second]);
      const both = await Promise.all(
        ['series-001/00001.dcm', 'series-001/00002.dcm'].map((name) => read(files.get(name))),
      );
      return both.map(({ dataset }) =>
        [Tag.SOPInstanceUID, Tag.SeriesInstanceUID, Tag.FrameOfReferenceUID].map((tag) =>
          textOf(dataset, tag),
        ),
      );
    };
    const [[a, series, frame] = [], [b, ...rest] = []] = await uidsIn();
    expect(rest).toEqual([series, frame]);
    expect(new Set([a, b, series, frame]).size).toBe(4);
    expect(a).toMatch(/^2\.25\.\d+$/);
    const [[other] = []] = await uidsIn();
    expect(other).not.toBe(a);
  });

  it('keeps that detail was lost once', async () => {
    const more: readonly Planted[] = [
      ['00282110', 'CS', '01'],
      ['00282112', 'DS', '10'],
      ['00282114', 'CS', 'ISO_10918_1'],
    ];
    const { files } = await copied([{ ...one, file: plantedFile({ more }) }]);
    const { dataset } = await read(files.get('series-001/00001.dcm'));
    expect(textOf(dataset, Tag.LossyImageCompression)).toBe('01');
    expect(textOf(dataset, Tag.LossyImageCompressionMethod)).toBe('ISO_10918_1');
  });

  it('as PNG has each frame under a number, with the words of the case', async () => {
    const file = plantedFile({ sopClass: US, modality: 'US', frames: 2 });
    const { files, zip } = await copied([{ ...one, file, frames: 2, sopClass: US }], { form: 'png' });
    expect([...files.keys()]).toEqual([
      'series-001/00001-0001.png',
      'series-001/00001-0002.png',
      'README.txt',
    ]);
    for (const secret of SECRETS) expect(zip.toString('latin1').toUpperCase()).not.toContain(secret);
  });

  it('is recorded as such', async () => {
    const { audit } = await copied([one]);
    expect(audit.record.mock.calls).toEqual([
      [{ kind: 'disclosed', how: 'exported', study: '1.2', what: 'teaching' }],
    ]);
  });
});

describe('a teaching copy is refused', () => {
  const us = { ...one, file: plantedFile({ sopClass: US, modality: 'US' }), sopClass: US };
  it.each<[string, Stored, Partial<TeachingSaved>]>([
    ['of an ultrasound without a box', us, { boxes: [] }],
    [
      'of an ultrasound with a box on another picture',
      us,
      { boxes: [{ ...banner, on: { instance: instanceUid('9') } }] },
    ],
    [
      'where a capture says that it has no words',
      {
        ...us,
        file: plantedFile({ sopClass: '1.2.840.10008.5.1.4.1.1.7', more: [['00280301', 'CS', 'NO']] }),
        sopClass: '1.2.840.10008.5.1.4.1.1.7',
      },
      { boxes: [] },
    ],
    [
      'where the object says that words are burnt in',
      { ...one, file: plantedFile({ more: [['00280301', 'CS', 'YES']] }) },
      { boxes: [] },
    ],
    [
      'where it is a screen that was saved',
      { ...one, file: plantedFile({ more: [['00080008', 'CS', 'DERIVED\\SECONDARY\\SCREEN SAVE']] }) },
      { boxes: [] },
    ],
    ['where nobody confirms what was seen', one, { confirmed: false }],
    ['under a name', one, { caseNumber: 'ariadnex-2' }],
    ['under a number of the patient', one, { caseNumber: '999-012-3456' }],
    ['under words that are no case number', one, { caseNumber: '../x' }],
  ])('%s', async (_why, stored, more) => {
    const { done, zip, audit } = await copied([stored], more);
    expect(done).toEqual({ kind: 'not-looked-at' });
    expect(zip.length).toBe(0);
    expect(audit.record).not.toHaveBeenCalled();
  });

  it('of what was not looked at, or of not all of its frames', async () => {
    keptFile();
    const { copy } = await opened([
      { ...us, file: plantedFile({ sopClass: US, modality: 'US', frames: 2 }), frames: 2 },
    ]);
    expect(await copy.save(wish(), () => undefined, never)).toEqual({ kind: 'not-looked-at' });
    const [picture] = copy.pictures;
    if (picture) await copy.look(picture, 1, never);
    expect(await copy.save(wish(), () => undefined, never)).toEqual({ kind: 'not-looked-at' });
  });

  it('of an object that is another one by the time it is written', async () => {
    const written = keptFile();
    const { copy, files } = await opened([one, { uid: '1.6', file: plantedFile({ uid: '1.6' }) }]);
    await lookAtAll(copy);
    files.set('1.6', plantedFile({ uid: '1.6', more: [['00281050', 'DS', '50']] }));
    expect(await copy.save(wish(), () => undefined, never)).toEqual({ kind: 'saved', missing: 1 });
    expect(written().toString('latin1')).toContain('1 here, 1 missing, 0 not looked at');
  });

  it.each([
    ['documents', 'kind', { sopClass: '1.2.840.10008.5.1.4.1.1.104.1', image: undefined }],
    ['films', 'kind', { sopClass: '1.2.840.10008.5.1.4.1.1.77.1.1.1' }],
    ['a slide', 'kind', { sopClass: '1.2.840.10008.5.1.4.1.1.77.1.6' }],
    ['what is not surely the patient’s', 'person', { person: { otherIds: [] } }],
  ] as const)('of %s, which is counted', async (_what, why, more) => {
    const { copy } = await opened([{ ...one, more }]);
    expect(copy.pictures).toEqual([]);
    expect(copy.leftOut[why]).toBe(1);
  });
});

const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe('an independent reader (dcmtk)', () => {
  it.skipIf(!has('dcmftest') || !has('dcmdump'))(
    'takes the copy for a DICOM file, and finds what its dataset says',
    async () => {
      const file = plantedFile({ sopClass: US, modality: 'US', frames: 3 });
      const { files } = await copied([{ ...one, file, frames: 3, sopClass: US }]);
      const folder = mkdtempSync(join(tmpdir(), 'teaching-'));
      try {
        const path = join(folder, 'copy.dcm');
        writeFileSync(path, files.get('series-001/00001.dcm') ?? '');
        expect(spawnSync('dcmftest', [path]).stdout.toString()).toContain('yes:');
        const dump = spawnSync('dcmdump', ['--print-all', path]);
        expect(dump.status).toBe(0);
        expect(dump.stderr.toString()).not.toMatch(/^[EW]:/m);
        const text = dump.stdout.toString();
        for (const secret of SECRETS) expect(text.toUpperCase()).not.toContain(secret);
        expect(text).toMatch(/PatientIdentityRemoved/);
        expect(text).toMatch(/\(7fe0,0010\) OW 0000/);
        expect(text).not.toMatch(/\(0002,0016\)|\(60|\(0009/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
