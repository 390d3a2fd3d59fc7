import { dateWords } from '../../domain/dates';
import type { DisplaySet } from '../../domain/study/display-set';
import type { ViewState } from '../../domain/presentation/view-state';
import type { NotApplied, Study, VoiWindow } from '../../domain/study/study';
import { studyWords } from '../../domain/study/study-words';
import type { Graphics } from '../../workflow/viewer/graphics';
import { keyOf } from '../commands/keys';
import { ACTIONS } from '../commands/registry';
import { listed } from './problem-text';
import { OWN_RANGE, subtractionTexts } from '../../texts/en/viewer';
import { savedViewName } from '../../texts/en/saved-views';

/** "1:3.1" is reduced, "2:1" enlarged. */
export function scaleWords(scale: number): string {
  const rounded = (value: number) => String(Number(value.toFixed(value < 10 ? 1 : 0)));
  return scale >= 1 ? `${rounded(scale)}:1` : `1:${rounded(1 / scale)}`;
}

export function windowWords({ center, width }: Pick<VoiWindow, 'center' | 'width'>): string {
  // Three digits of the width tell one window from the next, whatever the scale of the values.
  const digits = width >= 10 || !(width > 0) ? 0 : Math.min(12, Math.ceil(2 - Math.log10(width)));
  const short = (value: number) => String(Number(value.toFixed(digits)));
  return `C ${short(center)}  W ${short(width)}`;
}

const SIDES = { L: 'Left', R: 'Right', B: 'Both sides' } as const;

export const lateralityWords = (side: keyof typeof SIDES): string => SIDES[side];

/** "image 12 of 300", counted from 1 as people do. */
export const positionWords = (at: number, count: number): string => `image ${at + 1} of ${count}`;

/** Where the first picture came before it was known which of how many it is. */
export const MORE_COMING = 'more images are coming';

/** A series that is larger than the device can keep. */
export const KEPT_AROUND = 'Large series: images are kept only around this one';

/** What belongs to the picture as its maker shows it, and is left out here. */
export const NOT_APPLIED: Readonly<Record<NotApplied, string>> = {
  'mask subtraction': 'Meant to be seen subtracted – shown without subtraction',
  'missing mask': 'Meant to be seen subtracted – its mask image is not there',
  'colour map': 'Its colours are not shown – grey only',
};

/** Millimetres take another room from image to image. */
export const SCALE_DIFFERS = 'Images here differ in scale';

/** VL Whole Slide Microscopy Image Storage (PS3.4 B.5) */
const WHOLE_SLIDE = '1.2.840.10008.5.1.4.1.1.77.1.6';

/**
 * The frames of a whole slide are its tiles (PS3.3 C.8.12.4): one is never taken for all of it. `undefined` where the
 * picture is whole, as a slide's label, overview and thumbnail are.
 */
export function tilesWords({ frames }: DisplaySet): string | undefined {
  const instance = frames[0]?.instance;
  return instance?.sopClass === WHOLE_SLIDE && instance.frames.length > 1
    ? 'Parts of one slide, shown one after another'
    : undefined;
}

/** The text that stands for a picture (WCAG 1.1.1). */
export function pictureWords(
  study: Study,
  displaySet: DisplaySet,
  shown: number | undefined,
  state: ViewState | undefined,
): string {
  return [
    studyWords(study),
    displaySet.label,
    dateWords(study.started),
    shown === undefined
      ? 'no image shown yet'
      : displaySet.partial
        ? MORE_COMING
        : positionWords(shown, displaySet.frames.length),
    tilesWords(displaySet)?.toLowerCase(),
    state?.windowInForce &&
      `window ${windowWords(state.windowInForce)}${state.isOwnRange ? ` ${OWN_RANGE}` : ''}`,
    state?.subtraction && subtractionTexts.by(state.subtraction.masks),
    state?.presentation.invert && 'inverted',
    state?.softcopyInForce && `saved view ${savedViewName(state.softcopyInForce)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** "Lossy 10:1" where the object says how much was lost. */
export function lossyWords(displaySet: DisplaySet, at: number): string {
  const ratio = displaySet.frames[at]?.instance.image?.lossy?.ratio;
  return ratio === undefined ? 'Lossy' : `Lossy ${Number(ratio.toFixed(1))}:1`;
}

/** A gap is said at both of its sides: before the image after it, and after the one before it. */
export function gapWords(gaps: readonly number[], at: number): string | undefined {
  if (gaps.includes(at)) return 'Slice missing before this one';
  if (gaps.includes(at + 1)) return 'Slice missing after this one';
  return undefined;
}

const PARTS = [
  ['words', 'words'],
  ['measurements', 'measurements'],
  ['overlays', 'overlays'],
] as const satisfies readonly (readonly [keyof Graphics, string])[];

/** "Hidden: measurements and overlays (B)" */
export const hiddenWords = (graphics: Graphics): string =>
  `Hidden: ${listed(PARTS.flatMap(([part, words]) => (graphics[part] ? [] : [words])))} (${keyOf(ACTIONS.everything)})`;
