import { commonHeader } from '../dicom/sr/writing/document-header';
import { element, type WrittenDataset } from '../dicom/sr/writing/element';
import { keyObjectSelection } from '../dicom/sr/writing/key-object-selection';
import { softcopyState } from '../dicom/sr/writing/softcopy-state';
import * as Tag from '../dicom/tags';
import { archiveId, instanceUid, seriesUid, studyUid, type ArchiveId } from '../domain/ids';
import type { Patient } from '../domain/patient/patient';
import type { Study } from '../domain/study/study';
import { practiceTexts as texts } from '../texts/practice/practice';
import { chestFrontal, chestSlice, CT_INTERCEPT, SLICES, type Drawn } from './pictures';

export const ARCHIVE: ArchiveId = archiveId('practice');
/** The authority of the only number that this patient has */
export const NUMBERS = 'urn:plainfilm:practice';
const NUMBER = 'PRACTICE';

const ROOT = '2.25.188449318772155392752283619632511896530';
export const UIDS = {
  now: `${ROOT}.1`,
  before: `${ROOT}.2`,
  xray: `${ROOT}.3`,
} as const;
const seriesOf = (study: string) => `${study}.1`;
/** @param number from 1 */
export const instanceOf = (study: string, number: number): string => `${seriesOf(study)}.${number}`;
/** Number of the slice with the nodule, and of that to which the report leads */
export const [NODULE, NODES] = [5, 9];

/** Made when it is asked for: the words may be of another language by then. */
export const invented = (): Patient => ({
  id: 'practice',
  name: { family: texts.patient.family, given: [texts.patient.given] },
  birthDate: '1980-01-01',
  gender: 'unknown',
  identifiers: [{ system: NUMBERS, value: NUMBER }],
});

const study = (
  uid: string,
  started: string,
  modality: string,
  description: string,
  count: number,
): Study => ({
  uid: studyUid(uid),
  started,
  modalities: [modality],
  description,
  bodyPart: 'CHEST',
  seriesCount: 1,
  instanceCount: count,
  heldBy: [],
  recordedAt: [ARCHIVE],
  inRecord: true,
});

export const studies = (): readonly Study[] => [
  study(UIDS.now, '2026-05-12T09:30:00', 'CT', texts.ct, SLICES),
  study(UIDS.xray, '2026-04-28T15:05:00', 'DX', texts.xray, 1),
  study(UIDS.before, '2025-09-03T11:10:00', 'CT', texts.ct, SLICES),
];

/** An object of the invented archive: as its metadata say it, and its picture where it has one. */
export interface Held {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly dataset: WrittenDataset;
  readonly draw?: () => Drawn;
}

/** Everything that the invented archive holds. */
export function objects(): readonly Held[] {
  const [now, xray, before] = studies();
  if (!now || !xray || !before) return [];
  return [...slices(now, 0.075), ...keyImage(now), frontal(xray), ...slices(before, 0.04)];
}

function slices(of: Study, nodule: number): readonly Held[] {
  return Array.from({ length: SLICES }, (_, at) =>
    picture(of, at + 1, () => chestSlice(at, nodule, texts.burnt), {
      [Tag.SOPClassUID]: element('UI', CT_IMAGE),
      [Tag.Modality]: element('CS', 'CT'),
      [Tag.SeriesDescription]: element('LO', texts.slices),
      [Tag.ImageOrientationPatient]: element('DS', 1, 0, 0, 0, 1, 0),
      [Tag.ImagePositionPatient]: element('DS', -168, -168, 110 - at * 20),
      [Tag.FrameOfReferenceUID]: element('UI', `${of.uid}.9`),
      [Tag.PixelSpacing]: element('DS', 1.75, 1.75),
      [Tag.SliceThickness]: element('DS', 20),
      [Tag.RescaleIntercept]: element('DS', CT_INTERCEPT),
      [Tag.RescaleSlope]: element('DS', 1),
      [Tag.WindowCenter]: element('DS', 40),
      [Tag.WindowWidth]: element('DS', 400),
    }),
  );
}

const frontal = (of: Study): Held =>
  picture(of, 1, () => chestFrontal(texts.burnt), {
    [Tag.SOPClassUID]: element('UI', '1.2.840.10008.5.1.4.1.1.1.1'),
    [Tag.Modality]: element('CS', 'DX'),
    [Tag.SeriesDescription]: element('LO', texts.frontal),
    [Tag.ViewPosition]: element('CS', 'PA'),
    [Tag.PatientOrientation]: element('CS', 'L', 'F'),
    [Tag.WindowCenter]: element('DS', 1700),
    [Tag.WindowWidth]: element('DS', 3000),
  });

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

function header(of: Study): WrittenDataset {
  const { name, birthDate } = invented();
  return commonHeader({
    study: of,
    patient: { name, birthDate, patientId: { value: NUMBER }, otherIds: [] },
    made: of.started ?? '',
  });
}

function picture(of: Study, number: number, draw: () => Drawn, own: WrittenDataset): Held {
  const instance = instanceOf(of.uid, number);
  const { rows, columns } = sizeOf(own);
  return {
    study: of.uid,
    series: seriesOf(of.uid),
    instance,
    draw,
    dataset: {
      ...header(of),
      [Tag.SOPInstanceUID]: element('UI', instance),
      [Tag.SeriesInstanceUID]: element('UI', seriesOf(of.uid)),
      [Tag.InstanceNumber]: element('IS', number),
      [Tag.BodyPartExamined]: element('CS', 'CHEST'),
      [Tag.SamplesPerPixel]: element('US', 1),
      [Tag.PhotometricInterpretation]: element('CS', 'MONOCHROME2'),
      [Tag.Rows]: element('US', rows),
      [Tag.Columns]: element('US', columns),
      [Tag.BitsAllocated]: element('US', 16),
      [Tag.BitsStored]: element('US', 16),
      [Tag.HighBit]: element('US', 15),
      [Tag.PixelRepresentation]: element('US', 0),
      ...own,
    },
  };
}

const sizeOf = (own: WrittenDataset) =>
  own[Tag.Modality]?.Value?.[0] === 'CT' ? { rows: 192, columns: 192 } : { rows: 256, columns: 224 };

/** The slice with the nodule, chosen by the invented radiologist, as lungs are looked at */
function keyImage(of: Study): readonly Held[] {
  const uids = {
    choice: `${of.uid}.2.1`,
    choiceSeries: `${of.uid}.2`,
    view: `${of.uid}.3.1`,
    viewSeries: `${of.uid}.3`,
  };
  const { name, birthDate } = invented();
  const view = {
    modalityLut: { kind: 'rescale', slope: 1, intercept: CT_INTERCEPT, type: 'HU' },
    voi: { center: -600, width: 1500, function: 'LINEAR' },
    inverse: false,
    rotation: 0,
    flipHorizontal: false,
    area: { topLeft: [1, 1], bottomRight: [192, 192] },
    aspect: [1, 1],
  } as const;
  const given = {
    id: 'practice',
    study: of,
    archive: ARCHIVE,
    frame: {
      study: of.uid,
      series: seriesUid(seriesOf(of.uid)),
      instance: instanceUid(instanceOf(of.uid, NODULE)),
      sopClass: CT_IMAGE,
      frame: 1,
      isMultiFrame: false,
    },
    patient: { name, birthDate, patientId: { value: NUMBER }, otherIds: [] },
    view,
    marks: [],
    observer: { given: [], text: texts.author },
    made: of.started ?? '',
  };
  // By who reported, not in review
  const byReporter = { [Tag.Manufacturer]: element('LO', NUMBER) };
  return [
    {
      study: of.uid,
      series: uids.choiceSeries,
      instance: uids.choice,
      dataset: { ...keyObjectSelection(given, uids), ...byReporter },
    },
    {
      study: of.uid,
      series: uids.viewSeries,
      instance: uids.view,
      dataset: { ...softcopyState(given, view, uids), ...byReporter },
    },
  ];
}
