import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { multipartParts } from './store-parts';
import { readPart10 } from '../../src/dicom/part10/file';
import { reportFrom } from '../../src/dicom/sr/document';
import type { WrittenDataset } from '../../src/dicom/sr/writing/element';
import { measurementReport, type MeasurementDocument } from '../../src/dicom/sr/writing/measurement-report';
import { part10Bytes } from '../../src/dicom/sr/writing/part10-bytes';
import { storeBody } from '../../src/dicomweb/objects/store-body';
import { newUid } from '../../src/dicom/sr/writing/uid';
import { archiveId, instanceUid, isUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { Calibration } from '../../src/domain/measure/calibration';
import type { Figure } from '../../src/domain/measure/figure';
import { measure } from '../../src/domain/measure/measure';
import {
  noMeasurements,
  withNew,
  type FrameReference,
  type Measurements,
} from '../../src/domain/measure/measurement';
import { numberText } from '../../src/domain/measure/quantity';
import type { PixelValues } from '../../src/domain/measure/statistics';
import { valueMeaning } from '../../src/domain/measure/value-meaning';
import { documentText } from '../../src/domain/report/report-document';
import { attributes, anInstance } from '../domain/instances';
import { documentOf } from './objects-wire';
import { basisWords, measuredWords } from '../../src/texts/en/measured';
import { atOnce } from '../../src/domain/steps';

const STUDY = studyUid('1.2.826.0.1.3680043.10.9999.1');
const frame = (number = 1, isMultiFrame = false): FrameReference => ({
  study: STUDY,
  series: seriesUid('1.2.826.0.1.3680043.10.9999.1.1'),
  instance: instanceUid(`1.2.826.0.1.3680043.10.9999.1.1.${number}`),
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  frame: isMultiFrame ? 7 : 1,
  isMultiFrame,
});

const calibration: Calibration = { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'patient' } };
const modalityLut = { kind: 'rescale', slope: 1, intercept: -1024, type: 'HU' } as const;
const values: PixelValues = {
  rows: 40,
  columns: 40,
  stored: Array.from({ length: 1600 }, (_, at) => 1000 + (at % 97)),
  modality: (stored) => stored - 1024,
  meaning: valueMeaning(anInstance(), attributes({ modalityLut })),
};

const FIGURES: readonly Figure[] = [
  {
    kind: 'length',
    points: [
      [0, 0],
      [30, 40],
    ],
  },
  {
    kind: 'angle',
    points: [
      [100, 0],
      [0, 0],
      [60, 100],
    ],
  },
  {
    kind: 'cobb',
    points: [
      [0, 0],
      [200, 60],
      [0, 400],
      [200, 360],
    ],
  },
  {
    kind: 'ellipse',
    points: [
      [2, 4],
      [18, 34],
    ],
  },
  {
    kind: 'freehand',
    points: [
      [2, 2],
      [30, 4],
      [25, 30],
      [6, 25],
    ],
  },
  { kind: 'point', points: [[12.5, 3.5]] },
  {
    kind: 'bidirectional',
    points: [
      [0, 0],
      [40, 0],
      [10, -6],
      [10, 8],
    ],
  },
];

const made = (figures: readonly Figure[], of = frame()): Measurements =>
  figures.reduce<Measurements>(
    (list, figure) =>
      withNew(list, {
        uid: newUid(),
        frame: of,
        figure,
        outcome: measure(figure, { calibration, values }),
        made: '2026-11-22T14:02:00',
      }),
    noMeasurements,
  );

const aDocument = (change: Partial<MeasurementDocument> = {}): MeasurementDocument => ({
  measurements: made(FIGURES).all,
  study: {
    uid: STUDY,
    started: '2026-11-18T09:12:00',
    modalities: ['CT'],
    description: 'CT Thorax with contrast',
    accessionNumber: 'A1234',
    heldBy: [archiveId('salford')],
    inRecord: true,
  },
  patient: {
    patientId: { value: '9434765919' },
    otherIds: [],
    name: { family: 'Müller', given: ['Ada', 'Jane'], prefix: 'Ms' },
    birthDate: '1945-07-14',
  },
  sex: 'female',
  observer: { family: 'Okafor', given: ['Ifeoma'], prefix: 'Dr' },
  made: '2026-11-22T14:05:30',
  words: measuredWords,
  newUid,
  ...change,
});

function written(change: Partial<MeasurementDocument> = {}): WrittenDataset {
  const dataset = measurementReport(aDocument(change));
  if (!dataset) throw new Error('nothing was written');
  return dataset;
}

/** Through a file and back with the viewer's own readers, as from an archive. */
async function readBack(change: Partial<MeasurementDocument> = {}) {
  const { dataset } = await readPart10(part10Bytes(written(change)));
  return atOnce(reportFrom(dataset, { source: 'Salford Royal', bulk: new Map() }));
}

describe('measurements saved as a report', () => {
  it('are read back to the same numbers, units and bases', async () => {
    const report = await readBack();
    const words = documentText(documentOf(report));
    for (const { label, outcome } of made(FIGURES).all) {
      expect(words).toContain(label.replace(/\d+$/, ''));
      if (outcome.kind !== 'measured') throw new Error(outcome.kind);
      for (const quantity of outcome.quantities) {
        expect(words).toMatch(new RegExp(`(^|[^\\d.])${numberText(quantity)} ?${quantity.unit.symbol}`));
        expect(words).toContain(basisWords(quantity.basis));
      }
    }
  });

  it('say who measured, of which study and when, and that nobody verified it', async () => {
    const report = await readBack();
    expect(report).toMatchObject({
      title: 'Imaging Measurement Report',
      status: 'preliminary',
      verified: false,
      issued: '2026-11-22T14:05:30',
      studies: [STUDY],
      accessionNumbers: ['A1234'],
      authors: [{ name: 'Dr Ifeoma Okafor' }],
    });
  });

  it('say that the software measured where nobody is known', async () => {
    const { authors } = await readBack({ observer: undefined });
    expect(authors).toEqual([]);
    expect(documentText(documentOf(await readBack({ observer: undefined })))).toContain('Plainfilm');
  });

  it('keep the patient as the pictures have them', async () => {
    const { person } = await readBack();
    expect(person).toMatchObject({
      patientId: { value: '9434765919' },
      name: { family: 'Müller', given: ['Ada', 'Jane'], prefix: 'Ms' },
      birthDate: '1945-07-14',
    });
  });

  it('lead to each measured picture, and to the frame of one that has several', async () => {
    const measurements = [...made(FIGURES, frame(1)).all, ...made(FIGURES, frame(2, true)).all];
    const { keyImages } = await readBack({ measurements });
    expect(keyImages).toHaveLength(2);
    expect(keyImages[0]).toMatchObject({
      instance: frame(1).instance,
      series: frame(1).series,
      study: STUDY,
    });
    expect(keyImages[0]?.frames).toBeUndefined();
    expect(keyImages[1]).toMatchObject({ instance: frame(2).instance, frames: [7] });
  });

  it('are not written where there is no number, and leave out the pictures of another study', () => {
    const refused = made([
      {
        kind: 'length',
        points: [
          [1, 1],
          [1, 1],
        ],
      },
    ]);
    expect(measurementReport(aDocument({ measurements: refused.all }))).toBeUndefined();
    expect(measurementReport(aDocument({ measurements: [] }))).toBeUndefined();
    const elsewhere = made(FIGURES, { ...frame(), study: studyUid('1.2.3') });
    expect(measurementReport(aDocument({ measurements: elsewhere.all }))).toBeUndefined();
  });

  it('have the drawn places as spatial coordinates', () => {
    const all = contentOf(written());
    const graphics = all
      .filter((item) => item['0040A040']?.Value?.[0] === 'SCOORD')
      .map((item) => [item['00700023']?.Value?.[0], item['00700022']?.Value]);
    expect(graphics).toEqual([
      ['POLYLINE', [0, 0, 30, 40]],
      ['POLYLINE', [100, 0, 0, 0, 60, 100]],
      ['POLYLINE', [0, 0, 200, 60]],
      ['POLYLINE', [0, 400, 200, 360]],
      // Major axis first: down the columns
      ['ELLIPSE', [10, 4, 10, 34, 2, 19, 18, 19]],
      ['POLYLINE', [2, 2, 30, 4, 25, 30, 6, 25, 2, 2]],
      ['POINT', [12.5, 3.5]],
      // Each axis beside its own number
      ['POLYLINE', [0, 0, 40, 0]],
      ['POLYLINE', [10, -6, 10, 8]],
    ]);
  });

  it('are sent as one part for each file', async () => {
    const files = [part10Bytes(written()), part10Bytes(written({ observer: undefined }))];
    const body = storeBody(files);
    const parts = await multipartParts(body);
    expect(parts.map(({ type }) => type)).toEqual(['application/dicom', 'application/dicom']);
    parts.forEach(({ bytes }, at) => expect(Buffer.compare(bytes, files[at] ?? new Uint8Array())).toBe(0));
  });

  it('have UIDs that are valid and never the same', () => {
    const uids = Array.from({ length: 1000 }, newUid);
    expect(uids.every((uid) => isUid(uid) && uid.length <= 44)).toBe(true);
    expect(new Set(uids).size).toBe(1000);
  });

  it('are refused by the writer of files where a VR is not one it knows', () => {
    expect(() => part10Bytes({ ...written(), '00409999': { vr: 'OF', Value: [1] } })).toThrow(RangeError);
  });
});

function contentOf(dataset: WrittenDataset): readonly WrittenDataset[] {
  const children = (dataset['0040A730']?.Value ?? []) as readonly WrittenDataset[];
  return children.flatMap((child) => [child, ...contentOf(child)]);
}

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-'));
afterAll(() => rmSync(folder, { recursive: true }));

function toolAbsent(): boolean {
  try {
    execFileSync('dsrdump', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    console.warn('Skipped: dsrdump (package dcmtk) is not here to read the report.');
    return true;
  }
}

describe.skipIf(toolAbsent())('to DCMTK', () => {
  it.each([
    ['with a person', {}],
    ['by software alone', { observer: undefined, sex: undefined }],
    ['of a frame of several', { measurements: made(FIGURES, frame(2, true)).all }],
  ])('the report %s is a valid document with the same numbers', (_, change) => {
    const file = join(folder, 'report.dcm');
    const dataset = written(change);
    writeFileSync(file, part10Bytes(dataset));
    const { stdout: tree, stderr } = spawnSync('dsrdump', ['+Pn', '+Pl', '+Pc', '+Pt', '+U8', file], {
      encoding: 'utf8',
    });
    // This release's checker of values knows no UTF-8, and says so; it has nothing else to say.
    expect(stderr.split('\n').filter((line) => line !== '' && !line.includes('ISO_IR 192'))).toEqual([]);
    expect(tree).toContain('Comprehensive SR Document');
    expect(tree).toContain('TID 1500');
    const numbers = contentOf(dataset).filter((item) => item['0040A040']?.Value?.[0] === 'NUM');
    expect(numbers.length).toBeGreaterThan(10);
    for (const number of numbers) {
      const [value] = (number['0040A300']?.Value ?? []) as readonly WrittenDataset[];
      expect(tree).toContain(`="${String(value?.['0040A30A']?.Value?.[0])}"`);
    }
    expect(execFileSync('dcmftest', [file], { encoding: 'utf8' })).toMatch(/^yes/);
  });
});
