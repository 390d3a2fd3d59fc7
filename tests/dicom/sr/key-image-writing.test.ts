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
import * as Tag from '../../../src/dicom/tags';
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

/** An attribute by its keyword, of which type (PS3.5 §7.4), with what each item of it must have */
interface Demand {
  readonly [keyword: string]: 1 | 2 | Demand;
}

const REFERENCE: Demand = { ReferencedSOPClassUID: 1, ReferencedSOPInstanceUID: 1 };
/** PS3.3 table 8.8-1 */
const CODE: Demand = { CodeValue: 1, CodingSchemeDesignator: 1, CodeMeaning: 1 };
/** Patient, General Study, General Equipment, SOP Common (PS3.3 C.7.1.1, C.7.2.1, C.7.5.1, C.12.1); UTF-8 needs its character set */
const COMMON: Demand = {
  ...{ PatientName: 2, PatientID: 2, PatientBirthDate: 2, PatientSex: 2 },
  ...{
    StudyInstanceUID: 1,
    StudyDate: 2,
    StudyTime: 2,
    ReferringPhysicianName: 2,
    StudyID: 2,
    AccessionNumber: 2,
  },
  ...{ Manufacturer: 2, SOPClassUID: 1, SOPInstanceUID: 1, SpecificCharacterSet: 1 },
};
/** PS3.3 table A.35.4-1: Key Object Document Series, Key Object Document, SR Document Content (C.17.6.1, C.17.6.2, C.17.3) */
const KEY_OBJECT: Demand = {
  ...COMMON,
  ...{ Modality: 1, SeriesInstanceUID: 1, SeriesNumber: 1, ReferencedPerformedProcedureStepSequence: 2 },
  ...{ InstanceNumber: 1, ContentDate: 1, ContentTime: 1 },
  CurrentRequestedProcedureEvidenceSequence: {
    StudyInstanceUID: 1,
    ReferencedSeriesSequence: { SeriesInstanceUID: 1, ReferencedSOPSequence: REFERENCE },
  },
  ...{ ValueType: 1, ContinuityOfContent: 1, ConceptNameCodeSequence: CODE },
  ContentTemplateSequence: { MappingResource: 1, TemplateIdentifier: 1 },
  ContentSequence: { RelationshipType: 1, ValueType: 1 },
};
/**
 * PS3.3 table A.33.1-1: Presentation Series, General Series, Presentation State Identification and Relationship, Displayed Area, Spatial
 * Transformation, Modality LUT, Softcopy VOI LUT and Softcopy Presentation LUT (C.11.9, C.7.3.1, C.11.10, C.11.11, C.10.4, C.10.6, C.11.1, C.11.8, C.11.6)
 */
const SOFTCOPY: Demand = {
  ...COMMON,
  ...{ Modality: 1, SeriesInstanceUID: 1, SeriesNumber: 2, InstanceNumber: 1 },
  ...{ PresentationCreationDate: 1, PresentationCreationTime: 1 },
  ...{ ContentLabel: 1, ContentDescription: 2, ContentCreatorName: 2 },
  ReferencedSeriesSequence: { SeriesInstanceUID: 1, ReferencedImageSequence: REFERENCE },
  DisplayedAreaSelectionSequence: {
    ...{ DisplayedAreaTopLeftHandCorner: 1, DisplayedAreaBottomRightHandCorner: 1 },
    ...{ PresentationSizeMode: 1, PresentationPixelAspectRatio: 1 },
  },
  ...{ ImageRotation: 1, ImageHorizontalFlip: 1, PresentationLUTShape: 1 },
};
/** Graphic Layer and Graphic Annotation (C.10.7, C.10.5), where something is drawn */
const DRAWN: Demand = {
  GraphicLayerSequence: { GraphicLayer: 1, GraphicLayerOrder: 1 },
  GraphicAnnotationSequence: { GraphicLayer: 1 },
};
const WINDOW: Demand = {
  ...{ RescaleIntercept: 1, RescaleSlope: 1, RescaleType: 1 },
  SoftcopyVOILUTSequence: { WindowCenter: 1, WindowWidth: 1 },
};
const TABLES: Demand = {
  ModalityLUTSequence: { LUTDescriptor: 1, ModalityLUTType: 1, LUTData: 1 },
  SoftcopyVOILUTSequence: { VOILUTSequence: { LUTDescriptor: 1, LUTData: 1 } },
};
const TEXT_OBJECT: Demand = {
  ...{ UnformattedTextValue: 1, AnchorPoint: 1, AnchorPointAnnotationUnits: 1, AnchorPointVisibility: 1 },
};
const GRAPHIC_OBJECT: Demand = {
  ...{ GraphicAnnotationUnits: 1, GraphicDimensions: 1, NumberOfGraphicPoints: 1 },
  ...{ GraphicData: 1, GraphicType: 1, GraphicFilled: 1 },
};

const itemsIn = (dataset: WrittenDataset, keyword: string) =>
  (dataset[tagOf(keyword)]?.Value ?? []) as readonly WrittenDataset[];
const tagOf = (keyword: string): string => {
  const tag = (Tag as Readonly<Record<string, string>>)[keyword];
  if (tag === undefined) throw new Error(`no attribute is called ${keyword}`);
  return tag;
};

/** What a dataset lacks of what is demanded, by where it lacks it. */
function lacking(dataset: WrittenDataset, demand: Demand, at = ''): readonly string[] {
  return Object.entries(demand).flatMap(([keyword, type]) => {
    const one = dataset[tagOf(keyword)];
    const where = `${at}${keyword}`;
    if (one === undefined || (type !== 2 && (one.Value ?? []).length === 0)) return [where];
    if (typeof type === 'number') return [];
    return itemsIn(dataset, keyword).flatMap((item) => lacking(item, type, `${where} > `));
  });
}

/** Where it has an element that is neither filled nor may be empty: each item of each sequence has something in it. */
function hollow(dataset: WrittenDataset): readonly string[] {
  return Object.entries(dataset).flatMap(([tag, { vr, Value = [] }]) =>
    vr !== 'SQ'
      ? []
      : (Value as readonly WrittenDataset[]).flatMap((item) =>
          Object.keys(item).length === 0 ? [tag] : hollow(item),
        ),
  );
}

describe('what is written of a key image has every attribute that its IOD demands', () => {
  const colour = { view: undefined };
  const nobody = { observer: undefined, note: undefined, patient: {} as KeyImageToSave['patient'] };
  it.each<[string, Partial<KeyImageToSave>]>([
    ['as it is', {}],
    ['in colour', colour],
    ['by nobody, of nobody who is named', nobody],
    ['with a frame of many', { frame: { ...frameReference({ instance, number: 7 }), isMultiFrame: true } }],
  ])('as a document, %s', (_, change) => {
    for (const document of [written(change).choice, withdrawn(change)]) {
      expect(lacking(document, KEY_OBJECT)).toEqual([]);
      expect(hollow(document)).toEqual([]);
    }
    // What is named in the content is among the evidence (C.17.6.2.1).
    const { choice } = written(change);
    const evidence = itemsIn(choice, 'CurrentRequestedProcedureEvidenceSequence')
      .flatMap((study) => itemsIn(study, 'ReferencedSeriesSequence'))
      .flatMap((series) => itemsIn(series, 'ReferencedSOPSequence'))
      .map((object) => object[Tag.ReferencedSOPInstanceUID]?.Value?.[0]);
    const named = itemsIn(choice, 'ContentSequence')
      .flatMap((item) => itemsIn(item, 'ReferencedSOPSequence'))
      .flatMap((image) => [image, ...itemsIn(image, 'ReferencedSOPSequence')])
      .map((object) => object[Tag.ReferencedSOPInstanceUID]?.Value?.[0]);
    expect([...evidence].sort()).toEqual([...named].sort());
  });

  const lut = { firstMapped: 0, bits: 8, values: [0, 100, 255] };
  it.each<[string, Demand, Partial<KeyImageToSave>]>([
    ['as it is', { ...WINDOW, ...DRAWN }, {}],
    ['with nothing drawn', WINDOW, { marks: [] }],
    ['by nobody, of nobody who is named', { ...WINDOW, ...DRAWN }, nobody],
    [
      'through tables',
      TABLES,
      { view: { ...VIEW, modalityLut: { kind: 'lut', lut }, voi: { lut } }, marks: [] },
    ],
    ['with pixels that are not square', WINDOW, { view: { ...VIEW, aspect: [0.6, 0.5] }, marks: [] }],
  ])('as a view, %s', (_, more, change) => {
    const { view } = written(change);
    expect(lacking(view, { ...SOFTCOPY, ...more })).toEqual([]);
    expect(hollow(view)).toEqual([]);
    for (const each of itemsIn(view, 'GraphicAnnotationSequence')) {
      const [texts, graphics] = [itemsIn(each, 'TextObjectSequence'), itemsIn(each, 'GraphicObjectSequence')];
      expect(texts.length + graphics.length).toBeGreaterThan(0);
      expect(texts.flatMap((text) => lacking(text, TEXT_OBJECT))).toEqual([]);
      expect(graphics.flatMap((graphic) => lacking(graphic, GRAPHIC_OBJECT))).toEqual([]);
    }
  });

  it('and a note in which nobody wrote anything is no annotation', () => {
    const marks = [{ figure: { kind: 'note' as const, points: [[5, 5]] as const }, words: [] }];
    const { view } = written({ marks });
    expect(view[Tag.GraphicAnnotationSequence]).toBeUndefined();
    expect(view[Tag.GraphicLayerSequence]).toBeUndefined();
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
