import type { InstanceUid, SeriesUid } from '../ids';
import type { Patient } from '../patient/patient';

/** A place that is made black in the stored pixels: columns and rows from 0, right and bottom not included. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Every picture of a series that is of this size, or one picture with all its frames */
  readonly on:
    | { readonly series: SeriesUid; readonly rows: number; readonly columns: number }
    | { readonly instance: InstanceUid };
}

/** What a box may lie on. */
interface Boxed {
  readonly uid: InstanceUid;
  readonly series: SeriesUid;
  readonly rows: number;
  readonly columns: number;
}

/** The boxes that lie on a picture. */
export const boxesOn = (boxes: readonly Box[], { uid, series, rows, columns }: Boxed): readonly Box[] =>
  boxes.filter(({ on }) =>
    'instance' in on
      ? on.instance === uid
      : on.series === series && on.rows === rows && on.columns === columns,
  );

/** What an object says of itself, as far as it tells whether words may stand in its pixels. */
export interface BurnedInFacts {
  readonly sopClass: string | undefined;
  readonly modality: string | undefined;
  /** (0028,0301) */
  readonly burnedIn: string | undefined;
  readonly imageType: readonly string[];
  /** (0008,0064): somebody captured it from somewhere */
  readonly conversion: string | undefined;
}

const classes = (ends: string): ReadonlySet<string> =>
  new Set(ends.split(' ').map((end) => `1.2.840.10008.5.1.4.1.1.${end}`));

/** Pictures alone: documents, films, slides, curves and what is drawn over others never leave as a teaching copy */
const LEAVES = classes(
  '1 1.1 1.1.1 1.2 1.2.1 1.3 1.3.1 2 2.1 2.2 3.1 4 4.1 4.3 4.4 6.1 7 7.2 7.3 7.4 12.1 12.1.1 12.2 12.2.1 ' +
    '13.1.3 13.1.4 13.1.5 20 77.1.1 77.1.2 77.1.4 77.1.5.1 77.1.5.2 77.1.5.4 77.1.7 128 128.1 130',
);
/** Ultrasound and captures, whatever they say of themselves */
const ALWAYS = classes('3.1 6.1 7 7.2 7.3 7.4');
/** Kinds on which names are met, where they do not say that there are none */
const OFTEN = classes(
  '4.3 12.1 12.1.1 12.2 12.2.1 20 77.1.1 77.1.2 77.1.4 77.1.5.1 77.1.5.2 77.1.5.4 77.1.7',
);
const OFTEN_BY_MODALITY = new Set(
  'US IVUS BDUS OT ES XC GM SM DMS OP OPT OCT IVOCT HC DOC ECG EPS HD XA RF NM'.split(' '),
);
/** Of Image Type: a screen that somebody saved */
const SCREEN = /SCREEN|SAVE|CAPTURE|REPORT|PROTOCOL|SUMMARY/;

/** Whether objects of this class can leave as a teaching copy at all. */
export const isTeachable = (sopClass: string | undefined): boolean =>
  sopClass !== undefined && LEAVES.has(sopClass);

/** Whether a picture leaves only with a box on it, drawn by the person who looked at it. */
export function needsBox({ sopClass, modality, burnedIn, imageType, conversion }: BurnedInFacts): boolean {
  if (sopClass === undefined || ALWAYS.has(sopClass) || conversion !== undefined) return true;
  if (imageType.some((word) => SCREEN.test(word.toUpperCase()))) return true;
  if (burnedIn?.toUpperCase() === 'NO') return false;
  if (burnedIn !== undefined || modality === undefined) return true;
  return OFTEN.has(sopClass) || OFTEN_BY_MODALITY.has(modality.toUpperCase());
}

const CASE = /^[A-Za-z0-9][A-Za-z0-9-]{0,15}$/;
/** Letters that are a word, and not an initial */
const LEAST_WORD = 3;

/**
 * Whether this may stand in the place of a name: letters, digits and hyphens, without a part of what is known of the patient.
 * @param known names and numbers
 */
export function isCaseNumber(text: string, known: readonly string[]): boolean {
  const plain = bare(text);
  return CASE.test(text) && partsOf(known).every((part) => !plain.includes(part));
}

/** Names and numbers of the patient, in which a case number may have no part. */
export const knownOf = ({ name, identifiers }: Patient): readonly string[] =>
  [name.family, name.text, ...name.given, ...identifiers.map(({ value }) => value)].filter(
    (text) => text !== undefined,
  );

const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();

/** Words and numbers that would tell who it is, in capitals and without accents; numbers with and without their spaces. */
export const partsOf = (known: readonly string[]): readonly string[] =>
  [
    ...new Set(
      known.flatMap((text) => [
        ...(/\d/.test(text) ? [bare(text)] : []),
        ...text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .split(/[^\p{L}\p{N}]+/u)
          .map(bare),
      ]),
    ),
  ].filter((part) => part.length >= LEAST_WORD);
