import type { PaletteName } from '../../domain/presentation/palettes';
import type { FusionPart, FusionRefusal } from '../../domain/volume/fusion';
import { refusalWords } from './volume';

const parts: Readonly<Record<FusionPart, string>> = {
  tracer: 'nuclear medicine images',
  anatomy: 'CT or MR images',
};

const REFUSED: {
  readonly [Kind in FusionRefusal['kind']]: (why: Extract<FusionRefusal, { kind: Kind }>) => string;
} = {
  'other-frame': () =>
    'They name different frames of reference: the same numbers are not the same place in both.',
  registration: ({ why }) =>
    why === 'disagree'
      ? 'They name different frames of reference, and the registrations that join them do not say the same.'
      : 'They name different frames of reference, and the registration that joins them is no plain turn and move.',
  'frame-unknown': ({ part }) =>
    `The ${parts[part]} name no frame of reference: whether places are the same in both cannot be known.`,
  'no-volume': ({ part, why }) => `The ${parts[part]} are no volume. ${refusalWords(why)}`,
};

/** Where a tracer went, by itself and over the anatomy. */
export const nuclearTexts = {
  palettes: {
    'hot-iron': 'Hot iron',
    pet: 'PET',
    'hot-metal-blue': 'Hot metal blue',
    'pet-20-step': 'PET 20 step',
    spring: 'Spring',
    summer: 'Summer',
    fall: 'Autumn (Fall)',
    winter: 'Winter',
  } satisfies Readonly<Record<PaletteName, string>>,
  palette: 'Palette',
  grey: 'Grey',
  fusion: 'Fusion',
  fuseWith: 'Fuse with',
  notFused: 'Nothing',
  opacity: 'Opacity, %',
  from: 'from',
  to: 'to',
  /** What a range of values is of */
  range: (unit: string): string => `Colours, ${unit}`,
  /** Said of a fused picture wherever it stands */
  fused: (over: string): string => `Fused with ${over}; the lowest quarter of its colours fades`,
  fusedShort: (over: string): string => `fused with ${over}`,
  /** Said in every pane of what was moved into the other's frame of reference */
  registered: 'laid over by a registration',
  registeredBy: (label: string, maker: string): string =>
    `Two frames of reference, joined by a registration${label && ` “${label}”`}. ${maker}`,
  registration: {
    reading: 'Reading how the two lie to one another…',
    failed: 'A registration of this study could not be read.',
  },
  refused: (label: string): string => `Cannot be fused with ${label}`,
  nothing: 'There is nothing to fuse with: the study has no CT or MR images beside nuclear medicine images.',
  sideBySide: 'Show them side by side',
  notCorrected: 'Not corrected for attenuation',
  suv: 'SUV body weight, g/ml',
  suvTo: (to: number): string => `SUV 0–${to}`,
  legend: 'What the brightness or colour stands for',
  /** Of a value that is told in two units */
  both: (uptake: string, activity: string): string => `SUV ${uptake} (${activity})`,
  uptake: (uptake: string): string => `SUV ${uptake}`,
  atPointer: (words: readonly string[]): string => `At the pointer: ${words.join(' · ')}`,
} as const;

export const fusionRefusalWords = <Kind extends FusionRefusal['kind']>(
  why: Extract<FusionRefusal, { readonly kind: Kind }>,
): string => (REFUSED[why.kind] as unknown as (why: FusionRefusal) => string)(why);
