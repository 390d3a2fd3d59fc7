import type { ArchiveId, InstanceUid, SeriesUid, StudyUid } from '../ids';
import type { PersonName } from '../patient/names';
import type { DicomPerson, Patient } from '../patient/patient';
import type { Frame, Study } from '../study/study';
import type { MeasureNote, QuantityBasis } from './basis';
import type { Figure, FigureKind } from './figure';
import type { Outcome } from './measure';

/** The one picture that a measurement is of. */
export interface FrameReference {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly instance: InstanceUid;
  readonly sopClass: string;
  /** From 1 */
  readonly frame: number;
  /** An object of one frame is named without a frame number (PS3.3 C.17.5) */
  readonly isMultiFrame: boolean;
}

/** A measurement of this session. Nothing of it is kept anywhere but where a person saves or copies it. */
export interface Measurement {
  /** UID by which it is tracked from document to document (112040, DCM) */
  readonly uid: string;
  /** "Length 2": unique within the session */
  readonly label: string;
  readonly frame: FrameReference;
  readonly figure: Figure;
  readonly outcome: Outcome;
  /** What a person wrote beside an arrow or as a note. It never leaves the screen but by copying and printing. */
  readonly words?: string;
  /** Local, `2026-11-22T14:02:00` */
  readonly made: string;
}

/** How a document says what its numbers are based on, which no code of a standard does. */
export interface MeasuredWords {
  readonly basis: (basis: QuantityBasis) => string;
  readonly note: (note: MeasureNote) => string;
}

/** What is stored as one document. */
export interface MeasurementsToSave {
  /** All of one study; those that were refused are left out */
  readonly measurements: readonly Measurement[];
  readonly study: Study;
  /** The archive that holds the measured pictures */
  readonly archive: ArchiveId;
  /** As the measured pictures themselves say it, so that the archive puts the document beside them */
  readonly patient: DicomPerson;
  readonly sex?: Patient['gender'];
  /** Who measured, where the record says who that is */
  readonly observer?: PersonName;
  /** Local, `2026-11-22T14:02:00` */
  readonly made: string;
}

/** A session's measurements in the order they were made, and how many of each kind there ever were. */
export interface Measurements {
  readonly all: readonly Measurement[];
  /** Numbers are not given twice: "Length 1" may stand in a letter already */
  readonly counted: Readonly<Partial<Record<FigureKind, number>>>;
}

export const noMeasurements: Measurements = { all: [], counted: {} };

export const frameReference = ({ instance, number }: Frame): FrameReference => ({
  study: instance.study,
  series: instance.series,
  instance: instance.uid,
  sopClass: instance.sopClass,
  frame: number,
  isMultiFrame: instance.frames.length > 1,
});

export const isOfFrame = ({ frame }: Measurement, { instance, number }: Frame): boolean =>
  frame.instance === instance.uid && frame.frame === number;

const NAMES: Readonly<Record<FigureKind, string>> = {
  point: 'Point',
  length: 'Length',
  angle: 'Angle',
  cobb: 'Cobb angle',
  ellipse: 'Ellipse',
  bidirectional: 'Two axes',
  arrow: 'Arrow',
  note: 'Note',
  freehand: 'Outline',
};

/** With a new measurement, which gets the next number of its kind. */
export function withNew({ all, counted }: Measurements, made: Omit<Measurement, 'label'>): Measurements {
  const { kind } = made.figure;
  const number = (counted[kind] ?? 0) + 1;
  return {
    all: [...all, { ...made, label: `${NAMES[kind]} ${number}` }],
    counted: { ...counted, [kind]: number },
  };
}

/** With a figure moved and measured anew; unknown ones are passed over. */
export function withFigure(
  { all, counted }: Measurements,
  uid: string,
  change: Pick<Measurement, 'figure' | 'outcome'>,
): Measurements {
  return { all: all.map((one) => (one.uid === uid ? { ...one, ...change } : one)), counted };
}

/** As many letters as a note has at most */
export const LONGEST_NOTE = 200;

/** With what a person wrote; unknown ones are passed over. */
export function withWords({ all, counted }: Measurements, uid: string, words: string): Measurements {
  const kept = words.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NOTE);
  return { all: all.map((one) => (one.uid === uid ? { ...one, words: kept } : one)), counted };
}

export const without = ({ all, counted }: Measurements, uid: string): Measurements => ({
  all: all.filter((one) => one.uid !== uid),
  counted,
});
