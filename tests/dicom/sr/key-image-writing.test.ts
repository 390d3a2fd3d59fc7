import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { presentationFrom } from '../../../src/dicom/presentation-state/presentation-state';
import { keyObjectFrom } from '../../../src/dicom/sr/key-object';
import { element, type WrittenDataset } from '../../../src/dicom/sr/writing/element';
import { keyObjectSelection, rejectionNote } from '../../../src/dicom/sr/writing/key-object-selection';
import { part10Bytes } from '../../../src/dicom/sr/writing/part10-bytes';
import { softcopyState } from '../../../src/dicom/sr/writing/softcopy-state';
import { archiveId } from '../../../src/domain/ids';
import { frameReference } from '../../../src/domain/measure/measurement';
import type { KeyImageToSave } from '../../../src/domain/objects/key-image-to-save';
import type { SavedView } from '../../../src/domain/presentation/saved-view';
import { atOnce } from '../../../src/domain/steps';
import { anInstance, aPatient, aStudy, personOf } from '../../fakes';

const [ROWS, COLUMNS] = [40, 60];
const UIDS = { choice: '2.25.11', choiceSeries: '2.25.12', view: '2.25.13', viewSeries: '2.25.14' };
const instance = anInstance();

const VIEW: SavedView = {
  modalityLut: { kind: 'rescale', slope: 1, intercept: -1024, type: 'HU' },
  voi: { center: 40, width: 400, function: 'LINEAR' },
  inverse: false,
  rotation: 0,
  flipHorizontal: false,
  area: { topLeft: [1, 1], bottomRight: [COLUMNS, ROWS] },
  aspect: [1, 1],
};

const wanted = (change: Partial<KeyImageToSave> = {}): KeyImageToSave => ({
  id: 'one',
  study: aStudy({ uid: instance.study }),
  archive: archiveId('salford'),
  frame: frameReference({ instance, number: 1 }),
  patient: personOf(aPatient()),
  note: 'Nodule, ?new. Llŷr agrees',
  view: VIEW,
  marks: [
    {
      figure: {
        kind: 'arrow',
        points: [
          [10, 10],
          [30, 20],
        ],
      },
      words: ['here'],
    },
    {
      figure: {
        kind: 'ellipse',
        points: [
          [20, 10],
          [40, 30],
        ],
      },
      words: ['Mean 41.2 HU', 'each as the scanner gives it'],
    },
    { figure: { kind: 'note', points: [[5, 5]] }, words: ['ask again'] },
  ],
  observer: { family: 'Ó Briain', given: ['Siân'], prefix: 'Dr' },
  made: '2026-11-22T14:02:00',
  ...change,
});

const written = (change?: Partial<KeyImageToSave>) => {
  const given = wanted(change);
  return {
    choice: keyObjectSelection(given, UIDS),
    view: softcopyState(given, given.view ?? VIEW, UIDS),
  };
};
const ME = 'https://record.example/fhir/Practitioner/7';
const NOTE = { choice: '2.25.21', choiceSeries: '2.25.22' };
/** What withdraws a key image as it was read back, its view with it */
const withdrawn = (change?: Partial<KeyImageToSave>) => {
  const given = wanted(change);
  const keyObject = atOnce(keyObjectFrom(keyObjectSelection(given, UIDS, ME), reading));
  return rejectionNote({ ...given, keyObject }, NOTE, ME);
};
const reading = { source: 'Salford Royal', identifierSystem: undefined, bulk: new Map<string, Uint8Array>() };

describe('a key image that a person chose', () => {
  it('is read back with its picture, its view, who chose it, when, and what they wrote', () => {
    const read = atOnce(keyObjectFrom(written().choice, reading));
    expect(read).toMatchObject({
      id: UIDS.choice,
      study: instance.study,
      title: 'Of Interest',
      description: 'Nodule, ?new. Llŷr agrees',
      author: expect.stringContaining('Briain'),
      made: '2026-11-22T14:02:00',
      inReview: true,
      images: [
        {
          reference: { study: instance.study, series: instance.series, instance: instance.uid },
          presentationState: UIDS.view,
        },
      ],
    });
    expect(read.manifest).toBeUndefined();
  });

  it('names its frame where the object has several, and no view where none was kept', () => {
    const colour = wanted({ view: undefined });
    const of = { ...colour, frame: { ...colour.frame, isMultiFrame: true, frame: 7 } };
    const [image] = atOnce(keyObjectFrom(keyObjectSelection(of, UIDS), reading)).images;
    expect(image).toEqual({
      reference: { study: instance.study, series: instance.series, instance: instance.uid, frames: [7] },
    });
  });

  it('keeps which user of which record chose it, by which it can be withdrawn', () => {
    const of = (user?: string) => atOnce(keyObjectFrom(keyObjectSelection(wanted(), UIDS, user), reading));
    expect(of(ME)).toMatchObject({ authorId: ME, description: 'Nodule, ?new. Llŷr agrees' });
    expect(of().authorId).toBeUndefined();
  });

  it('is withdrawn with its view by a rejection note, which names who and when', () => {
    const note = atOnce(keyObjectFrom(withdrawn(), reading));
    expect(note).toMatchObject({
      ...{ id: NOTE.choice, rejects: true, manifest: true, authorId: ME, made: '2026-11-22T14:02:00' },
      title: 'Rejected for Quality Reasons, Other failure',
      images: [{ reference: { study: instance.study, series: UIDS.choiceSeries, instance: UIDS.choice } }],
      presentationStates: [UIDS.view],
    });
  });

  it('is chosen by nobody that is named where the record names nobody', () => {
    const read = atOnce(keyObjectFrom(written({ observer: undefined }).choice, reading));
    expect(read.author).toBeUndefined();
  });

  it.each<[string, Partial<SavedView>]>([
    ['as stored', {}],
    ['turned and mirrored', { rotation: 90, flipHorizontal: true }],
    ['inverted, in part', { inverse: true, area: { topLeft: [11, 6], bottomRight: [30, 25] } }],
    ['through a sigmoid', { voi: { center: 40, width: 400, function: 'SIGMOID' } }],
    [
      'through tables',
      {
        modalityLut: { kind: 'lut', lut: { firstMapped: 0, bits: 16, values: [0, 5, 70] }, type: 'OD' },
        voi: { lut: { firstMapped: -3, bits: 8, values: [0, 100, 255] } },
      },
    ],
  ])('has a view that is read back %s', (_, change) => {
    const view = { ...VIEW, ...change };
    const read = presentationFrom(written({ view }).view, reading);
    expect(read.notApplied).toEqual([]);
    expect(read).toMatchObject({
      id: UIDS.view,
      rotation: view.rotation,
      flipHorizontal: view.flipHorizontal,
      presentationLut: { shape: view.inverse ? 'INVERSE' : 'IDENTITY' },
      areas: [{ ...view.area, size: 'SCALE TO FIT', aspect: [1, 1] }],
    });
    if ('center' in view.voi)
      expect(read.voi).toEqual([
        expect.objectContaining({
          window: { center: view.voi.center, width: view.voi.width },
          function: view.voi.function,
        }),
      ]);
    else expect(read.voi[0]?.lut).toMatchObject({ firstMapped: -3 });
    expect(read.modalityLut?.kind).toBe(view.modalityLut.kind);
  });

  it('has the arrow with its head, the outline and all words in the picture’s own pixels', () => {
    const { annotations } = presentationFrom(written().view, reading);
    expect(annotations.map(({ units }) => units)).not.toContain('display');
    const kinds = annotations.map(({ shape }) => (shape.kind === 'text' ? shape.text : shape.kind));
    expect(kinds).toEqual([
      'polyline',
      'polyline',
      'here',
      'ellipse',
      'Mean 41.2 HU\neach as the scanner gives it',
      'ask again',
    ]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hasDcmtk = spawnSync('dsrdump', ['--version'], { stdio: 'ignore' }).error === undefined;
if (!hasDcmtk)
  console.warn('Skipped: dsrdump and dcmp2pgm (package dcmtk) are not here to read what is saved.');

const saved = (name: string, dataset: WrittenDataset) => {
  const file = join(folder, name);
  writeFileSync(file, part10Bytes(dataset));
  return file;
};

/** A CT picture whose values rise from -1024 to 1375 */
const picture: WrittenDataset = {
  '00080016': element('UI', instance.sopClass),
  '00080018': element('UI', instance.uid),
  '0020000D': element('UI', instance.study),
  '0020000E': element('UI', instance.series),
  '00080060': element('CS', 'CT'),
  '00280002': element('US', 1),
  '00280004': element('CS', 'MONOCHROME2'),
  '00280010': element('US', ROWS),
  '00280011': element('US', COLUMNS),
  '00280100': element('US', 16),
  '00280101': element('US', 16),
  '00280102': element('US', 15),
  '00280103': element('US', 0),
  '00281052': element('DS', '-1024'),
  '00281053': element('DS', '1'),
  '7FE00010': { vr: 'OW', Value: Array.from({ length: ROWS * COLUMNS }, (_, at) => at) },
};

/** Rows of a binary PGM */
function pixelsOf(file: string): { readonly size: string; readonly grey: Buffer } {
  const bytes = readFileSync(file);
  const [head = ''] = /^P5\s(?:#.*\s)?\d+ \d+\s\d+\s/.exec(bytes.toString('latin1')) ?? [];
  return { size: /\d+ \d+/.exec(head)?.[0] ?? '', grey: bytes.subarray(head.length) };
}

/** This release's checker of values knows no UTF-8, and that of documents no templates: it says so of every one. */
const complaints = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => /^[EFW]:/.test(line) && !/ISO_IR 192|template constraints not yet/.test(line));

describe.runIf(hasDcmtk)('to DCMTK', () => {
  it.each<[string, Partial<KeyImageToSave>]>([
    ['with a note', {}],
    ['by software alone', { observer: undefined, note: undefined }],
    ['in colour', { view: undefined }],
  ])('the choice %s is a valid document', (_, change) => {
    const file = saved('choice.dcm', written(change).choice);
    const { stdout, stderr, status } = spawnSync('dsrdump', ['+Pn', '+Pl', '+Pc', '+Pt', '+U8', file], {
      encoding: 'utf8',
    });
    expect(complaints(stderr)).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toContain('Key Object Selection Document');
    expect(stdout).toContain('Of Interest');
    if (!('view' in change)) expect(stdout).toMatch(/IMAGE.*GSPS|GrayscaleSoftcopyPresentationState/i);
  });

  it.each<[string, Partial<KeyImageToSave>]>([
    ['with its view', {}],
    ['in colour', { view: undefined }],
  ])('what withdraws one %s is a valid document', (_, change) => {
    const file = saved('withdrawn.dcm', withdrawn(change));
    const { stdout, stderr, status } = spawnSync('dsrdump', ['+Pn', '+Pl', '+Pc', '+Pt', '+U8', file], {
      encoding: 'utf8',
    });
    expect(complaints(stderr)).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toContain('Rejected for Quality Reasons');
    expect(stdout).toContain(ME);
  });

  it.each<[string, Partial<SavedView>, readonly string[]]>([
    ['window', {}, ['+Ww', '40', '400']],
    ['narrow window', { voi: { center: -600, width: 150, function: 'LINEAR' } }, ['+Ww', '-600', '150']],
    ['inverted window', { inverse: true }, ['+Ww', '40', '400', '+Pid']],
  ])('its view has the same %s as one that is given by hand', (_, change, options) => {
    const image = saved('image.dcm', picture);
    const state = saved('view.dcm', written({ view: { ...VIEW, ...change }, marks: [] }).view);
    const [by, byHand] = [join(folder, 'state.pgm'), join(folder, 'hand.pgm')];
    const run = spawnSync('dcmp2pgm', ['-p', state, image, by], { encoding: 'utf8' });
    expect(complaints(run.stderr)).toEqual([]);
    execFileSync('dcm2pnm', [
      '+op',
      ...(options.includes('+Pid') ? options.slice(0, 3) : options),
      image,
      byHand,
    ]);
    const [seen, wantedPixels] = [pixelsOf(by), pixelsOf(byHand)];
    expect(seen.size).toBe(`${COLUMNS} ${ROWS}`);
    expect(wantedPixels.size).toBe(seen.size);
    const apart = seen.grey.map((value, at) => {
      const other = wantedPixels.grey[at] ?? 0;
      return Math.abs(value - (change.inverse ? 255 - other : other));
    });
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  it('its view with marks, turned and in part, is taken as it is', () => {
    const image = saved('image.dcm', picture);
    const area = { topLeft: [11, 30] as const, bottomRight: [40, 6] as const };
    const state = saved('view.dcm', written({ view: { ...VIEW, rotation: 90, area } }).view);
    const run = spawnSync('dcmp2pgm', ['-p', state, image, join(folder, 'turned.pgm')], { encoding: 'utf8' });
    expect(complaints(run.stderr)).toEqual([]);
    expect(run.status).toBe(0);
  });
});
