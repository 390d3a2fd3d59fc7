import type { DrawnBy, LeftOut, Overlay, OverlayRefusal, Quantity } from '../../domain/overlay/overlay';
import type { DoseGrid } from '../../domain/overlay/overlay';
import { counted, listed } from '../texts';

const kinds: Readonly<Record<Overlay['kind'], string>> = {
  segmentation: 'Segmentation',
  structures: 'Contours',
  dose: 'Radiotherapy dose',
  map: 'Map of values',
};

const by: Readonly<Record<DrawnBy, string>> = {
  person: 'drawn by hand',
  software: 'computed by software',
  both: 'computed by software and corrected by hand',
  unknown: 'not said whether by hand or by software',
};

const doses: Readonly<Record<DoseGrid['type'], string>> = {
  physical: 'Physical dose',
  effective: 'Effective dose, corrected for its biological effect',
  error: 'Difference between two doses',
  unknown: 'Not said which kind of dose',
};

/** What radiotherapy calls a region (3006,00A4), in words; others stand as they are written */
const regions: Readonly<Record<string, string>> = {
  ORGAN: 'organ',
  EXTERNAL: 'outline of the body',
  GTV: 'visible tumour (GTV)',
  CTV: 'tumour with its margin (CTV)',
  PTV: 'volume to be treated (PTV)',
  MARKER: 'marker',
  ISOCENTER: 'isocentre',
  AVOIDANCE: 'to be avoided',
  SUPPORT: 'table or support',
  CAVITY: 'cavity',
  BOLUS: 'bolus',
  FIXATION: 'fixation',
  CONTROL: 'used for planning',
};

/** Units as UCUM has them, as they are written: "um2/s" is µm²/s */
const unitWords = ({ unit }: Quantity): string =>
  unit.code
    ? unit.code
        .replace(/\bu(?=[a-zA-Z])/g, 'µ')
        .replace(/2(?=\b|\/|$)/g, '²')
        .replace(/3(?=\b|\/|$)/g, '³')
    : unit.meaning;

const figures = (value: number): string =>
  Math.abs(value) >= 0.001 && Math.abs(value) < 1e6
    ? String(Number(value.toPrecision(4)))
    : value.toPrecision(4);

const frames = (count: number): string => counted(count, { one: 'picture', other: 'pictures' });

/** What is said of what others have drawn over the pictures. */
export const overlayTexts = {
  title: 'Drawn over the images',
  about:
    'Others drew these over the images. Nothing is shown until it is switched on, but what the report names.',
  close: 'Close the list',
  allOff: 'Switch all off',
  kinds,
  by,
  /** "Segmentation: Liver and lesion" */
  name: (kind: Overlay['kind'], label: string): string => (label ? `${kinds[kind]}: ${label}` : kinds[kind]),
  /** "computed by software (InventedNet 2.1)" */
  byWhat: (who: DrawnBy, algorithm: string | undefined): string =>
    algorithm ? `${by[who]} (${algorithm})` : by[who],
  made: (parts: readonly string[]): string => `Made by ${parts.join(' · ')}`,
  makerUnknown: 'It does not say who made it',
  opening: 'Reading it…',
  tryAgain: 'Try again',
  anothers: 'Its file names another patient: it is not drawn',
  refused: (why: string): string => `Not drawn: ${why}`,
  refusedHere: (why: string): string => `Not drawn over this picture: ${why}`,
  drawing: 'Drawing it…',
  nothingHere: 'Nothing of it lies in this picture',
  strength: 'Strength',
  strengthOf: (name: string): string => `Strength of ${name}`,
  parts: 'What is shown of it',
  here: 'in this picture',
  empty: 'nothing was drawn',
  otherGrid: 'It was drawn on a grid of its own: the nearest point of that is shown',
  fraction: {
    probability: 'The stronger, the more probable',
    occupancy: 'The stronger, the more of the place it fills',
  },
  doses,
  doseRelative: 'In parts of a reference dose, not in Gy',
  levels: 'Lines of equal dose',
  most: (value: string): string => `Largest dose ${value}`,
  dose: (value: number, unit: DoseGrid['unit']): string =>
    unit === 'Gy' ? `${Number(value.toFixed(2))} Gy` : `${Number(value.toFixed(3))} (relative)`,
  share: (share: number): string => `${Math.round(share * 100)} %`,
  quantity: 'Values shown',
  type: (type: string): string => regions[type] ?? type,
  quantityName: (quantity: Quantity): string =>
    [quantity.label, unitWords(quantity)].filter(Boolean).join(', '),
  mapValue: (value: number, quantity: Quantity): string => `${figures(value)} ${unitWords(quantity)}`,
  atPointer: (words: string): string => `At the pointer: ${words}`,
  inMiddle: (words: string): string => `In the middle of the view: ${words}`,
  noValue: 'no value',
  noDose: 'no dose known here',
  nothingThere: 'nothing',
  partShare: (label: string, share: number): string =>
    share < 1 ? `${label} ${Math.round(share * 100)} %` : label,
  unnamed: (number: number): string => `a part that it does not name (${number})`,
  listed: (words: readonly string[]): string => listed(words),
  cut: 'It was drawn on other planes, which this one crosses: each area is drawn half way to the next, and nothing is made up between them',
  named: 'Shown because the report names it',
  namedShort: 'named by the report',
  /** "Liver (computed by software)" */
  partBy: (label: string, who: string): string => `${label} (${who})`,
  over: (parts: readonly string[]): string => `Over the image: ${parts.join(' · ')}`,
  middleOfSlab: 'What is drawn lies in the middle of the slab',
  onPaper: 'It is printed with the pictures as they are shown, not with key images.',
};

/** Why nothing of it is drawn. */
export function refusalWords(why: OverlayRefusal): string {
  switch (why.kind) {
    case 'another-frame-of-reference':
      return 'it belongs to another frame of reference, so its places are not those of this picture';
    case 'no-frame-of-reference':
      return why.of === 'overlay'
        ? 'it does not say which images its places belong to'
        : 'the picture does not say where in the patient it lies';
    case 'no-plane':
      return why.of === 'overlay'
        ? 'it does not say where in the patient it lies'
        : 'the picture does not say where in the patient it lies';
    case 'another-picture':
      return 'it was drawn on another picture';
    case 'segments-not-listed':
      return `it draws ${counted(why.numbers.length, { one: 'part', other: 'parts' })} that it does not name (${why.numbers.join(', ')})`;
    case 'no-segments':
      return 'it does not say what it shows';
    case 'no-frames':
      return 'nothing whole of what it draws is in it';
    case 'no-contours':
      return 'it has no contours';
    case 'frame-count':
      return 'it says that it has more pictures than there are';
    case 'offsets-unclear':
      return 'where its planes lie can be read in two ways';
    case 'no-scaling':
      return 'it does not say how its numbers become a dose';
    case 'no-unit':
      return 'it does not say in which unit its values are';
    case 'impossible':
      return 'what it says of its size cannot be';
  }
}

/** What of it is not drawn, while the rest is. */
export function leftOutWords(left: LeftOut): string {
  switch (left.kind) {
    case 'frames-cut':
      return `Its file ends early: ${left.whole} of ${frames(left.all)} are drawn`;
    case 'frames-not-decoded':
      return `${frames(left.count)} of it could not be read`;
    case 'frames-without-plane':
      return `${frames(left.count)} of it do not say where they lie, and are not drawn`;
    case 'segments-not-listed':
      return `Parts that it does not name are not drawn (${left.numbers.join(', ')})`;
    case 'few-points':
      return `${left.structure}: ${counted(left.count, { one: 'contour', other: 'contours' })} with too few points left out`;
    case 'structure-elsewhere':
      return `${left.structure}: not drawn, it belongs to another frame of reference`;
    case 'contour-unreadable':
      return `${left.structure}: ${counted(left.count, { one: 'contour', other: 'contours' })} that cannot be read left out`;
    case 'values-without-unit':
      return `${frames(left.count)} of it have values without a unit, and are not drawn`;
    case 'palette':
      return 'Its own colours cannot be read: others are used';
    case 'below-nothing':
      return 'Where a dose is less than nothing, as differences are, it is not coloured: point at it for its value';
  }
}
