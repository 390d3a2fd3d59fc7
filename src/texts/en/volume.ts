import type { PlaneName } from '../../domain/volume/planes';
import type { VolumeRefusal } from '../../domain/volume/refusal';
import type { SlabKind } from '../../domain/volume/reslice';
import type { Arrived } from '../../domain/volume/voxels';
import { counted } from '../texts';

const mm = (value: number): string => `${Number(value.toFixed(1))} mm`;
const images = (count: number): string => counted(count, { one: 'image', other: 'images' });

const planes: Readonly<Record<PlaneName, string>> = {
  axial: 'Axial',
  coronal: 'Coronal',
  sagittal: 'Sagittal',
};

const slabs: Readonly<Record<SlabKind, string>> = {
  mip: 'Maximum (MIP)',
  minip: 'Minimum (MinIP)',
  mean: 'Mean',
};

const short: Readonly<Record<SlabKind, string>> = { mip: 'MIP', minip: 'MinIP', mean: 'Mean' };

/** What is said of planes that are made of a stack. */
export const volumeTexts = {
  title: 'Planes (MPR)',
  leave: 'Back to the images',
  straight: 'Straight again',
  opening: 'Making planes of the images that are here',
  planes,
  slabs,
  noSlab: 'None',
  /** "Coronal, oblique – reformatted, linear interpolation" */
  reformatted: (name: PlaneName, isStraight: boolean): string =>
    `${planes[name]}${isStraight ? '' : ', oblique'} – reformatted, linear interpolation`,
  slab: (kind: SlabKind, thickness: number): string => `${short[kind]}, ${mm(thickness)}`,
  pane: (name: PlaneName): string => `${planes[name]} plane`,
  crosshair: 'Crosshair, mm',
  /** The patient's own axes, as the archive counts them */
  axes: { x: 'to the left', y: 'to the back', z: 'to the head' },
  exact: 'Exact place and angle',
  turned: 'Turned, degrees',
  inPlane: (name: PlaneName): string => `in ${planes[name].toLowerCase()}`,
  prior: 'Prior',
  slabLabel: 'Slab',
  thickness: 'Thickness, mm',
  measure: 'Measure a length',
  /** Why lengths cannot be measured */
  noMeasuring: 'No length can be measured across a slab',
  removeLengths: 'Remove lengths',
  length: (value: number): string => `${mm(value)} in a reformatted plane`,
  zoom: 'Zoom, %',
  keys: 'Arrows move the crosshair, Page Up and Page Down go through the planes, comma and full stop turn the others; while measuring, Enter puts an end of a length on the crosshair',
  turn: (of: PlaneName): string => `Turn the ${planes[of].toLowerCase()} line`,
  value: (words: string): string => `At the crosshair: ${words}`,
  /** In place of a number */
  noNumber: 'no value',
  /** The same, while slices are on their way */
  notYet: 'not known yet',
  shown: 'Planes',
  all: 'All three',
  play: 'Go through',
  joinedByFrame: 'Joined: a place is the same in both (one frame of reference)',
  joinedBySlices:
    'Joined by the slices that were shown beside one another: alike only as far as the patient lay alike',
  /** "every 4th slice so far, 75 of 300" while every fourth is here, and more as they come */
  arriving: ({ here, all }: Arrived): string =>
    here * 4 <= all + 3 ? `Every 4th slice so far, ${here} of ${all}` : `${here} of ${all} slices so far`,
  failed: ({ failed }: Arrived): string =>
    failed === 1 ? '1 slice could not be loaded' : `${failed} slices could not be loaded`,
  missing: 'Hatched: a slice is missing',
  coming: 'Dotted: slices are on their way',
  uneven: 'Steps between slices differ; each is at its own place',
  shrunk: (by: number): string =>
    `Coarser than the images: ${by} × ${by} pixels are one, for this device’s memory`,
  noDevice:
    'Planes cannot be made on this device: it has too little memory, or does not let them be made. The images are not affected.',
  refused: 'No planes can be made of this series',
  stillImages: 'Its images can be looked at as before.',
  part: (from: number, to: number): string => `Planes of images ${from} to ${to}`,
  partOf: (number: number, count: number): string => `Planes of set ${number} of ${count}`,
} as const;

type Why = {
  readonly [Kind in VolumeRefusal['kind']]: (why: Extract<VolumeRefusal, { kind: Kind }>) => string;
};

const WHY: Why = {
  localisers: () => 'They are localisers, which only show where others lie.',
  colour: () => 'They are in colour.',
  'few-planes': ({ count }) =>
    `There are fewer than 3 slices: ${counted(count, { one: 'slice', other: 'slices' })}.`,
  'no-position': ({ count }) => `The place in the patient is not known of ${images(count)}.`,
  'no-spacing': () => 'The size of a pixel is not known.',
  'no-frame-of-reference': () =>
    'The images do not say that their places are counted from one point (no frame of reference).',
  'frames-of-reference': () => 'Their places are counted from different points (frames of reference).',
  turned: ({ degrees }) =>
    `The slices are not parallel: their directions differ by ${Number(degrees.toFixed(1))} degrees, which is more than 1.`,
  spacing: ({ spacings: [one, other] }) =>
    `The size of a pixel is not the same in all slices: ${spacing(one)} and ${spacing(other)}.`,
  size: () => 'The images do not have the same number of rows and columns.',
  shifted: ({ by }) =>
    `From one slice to the next the picture jumps sideways, by ${mm(by)}: they are not of one volume.`,
  'several-at-one-place': ({ images: count, parts }) =>
    `There are ${count} images at one place of the patient.${parts.length > 0 ? ' Choose of which of them the planes are made.' : ''}`,
};

const spacing = (value: number): string => `${Number(value.toFixed(3))} mm`;

export const refusalWords = <Kind extends VolumeRefusal['kind']>(
  why: Extract<VolumeRefusal, { readonly kind: Kind }>,
): string => (WHY[why.kind] as unknown as (why: VolumeRefusal) => string)(why);
