import type { FrameAttributes, ImagePixel, Lut, ModalityLut, VoiWindow } from '../../domain/study/study';
import type { DataPresentation } from '../../domain/presentation/view-state';
import type { GreyFrame } from '../decode/pixels';

export interface Window {
  readonly center: number;
  readonly width: number;
}

export type VoiFunction = FrameAttributes['voiFunction'];

/** The stored values that a frame has, and the modality values that are black and white in all frames of its run. */
type Ranged = Pick<GreyFrame, 'range'> &
  Partial<Pick<GreyFrame, 'pixels'>> & { readonly ownRange?: readonly [number, number] };

/** The grey pipeline of one frame under one presentation: from stored value to 0..255. */
export interface GreyScale {
  grey(stored: number): number;
  /** The window in force; for a VOI LUT the one that does most nearly the same */
  readonly window: Window;
  /** The function that the window in force goes through, `undefined` for a VOI LUT */
  readonly voi: VoiFunction | undefined;
  /** The window is the range of values of the run, because nothing says one */
  readonly isOwnRange: boolean;
}

type Attributes = Pick<
  FrameAttributes,
  'modalityLut' | 'windows' | 'voiLuts' | 'voiFunction' | 'inverse' | 'pValues'
> & {
  readonly presentationLut?: Lut;
};

/**
 * Modality LUT, VOI, presentation LUT (PS3.3 C.11.1, C.11.2, C.11.6), then the viewer's own inversion. A chosen window
 * or table goes before the object's first window, that before its first VOI LUT, that before the run's range of values, which is
 * one for all its frames; values that are grey as they are stay so (C.11.2.1.2.1).
 * Pixel padding is darkest whatever the polarity, because it is background and not patient (C.7.5.1.1.2).
 */
export function greyScale(
  frame: Ranged,
  attributes: Attributes,
  image: Pick<ImagePixel, 'padding'>,
  presentation: DataPresentation,
): GreyScale {
  const modality = modalityOf(attributes.modalityLut);
  const inverted = attributes.inverse !== presentation.invert;
  const { share, window, voi, isOwnRange = false } = voiOf(frame, attributes, modality, presentation);
  const perceived = perceivedThrough(attributes.presentationLut);
  const padding = image.padding && paddingTest(image.padding);
  const grey = (stored: number) => {
    if (padding?.(stored)) return 0;
    const value = Math.round(perceived(share(modality(stored))) * 255);
    return inverted ? 255 - value : value;
  };
  return { grey, window, voi, isOwnRange };
}

/** Entries a table may have; wider ranges and numbers that are not integers are computed pixel by pixel. */
export const MOST_ENTRIES = 65_536;

/** One entry for each stored value from `frame.min` on; `undefined` where that would be too many. */
export function greyTable(
  frame: Pick<GreyFrame, 'min' | 'max' | 'pixels'>,
  scale: GreyScale,
): Uint8Array | undefined {
  const { min, max, pixels } = frame;
  if (pixels instanceof Float32Array || pixels instanceof Float64Array) return undefined;
  const entries = max - min + 1;
  if (entries > MOST_ENTRIES) return undefined;
  const table = new Uint8Array(entries);
  for (let at = 0; at < entries; at++) table[at] = scale.grey(min + at);
  return table;
}

/** Stored value to modality value (PS3.3 C.11.1). */
export function modalityOf(lut: ModalityLut): (stored: number) => number {
  if (lut.kind === 'lut') return (stored) => entryOf(lut.lut, stored);
  const { slope, intercept } = lut;
  return (stored) => stored * slope + intercept;
}

function voiOf(
  frame: Ranged,
  attributes: Attributes,
  modality: (stored: number) => number,
  { window, voiLut }: DataPresentation,
): {
  share: (value: number) => number;
  window: Window;
  voi: VoiFunction | undefined;
  isOwnRange?: boolean;
} {
  const table = window || voiLut === undefined ? undefined : attributes.voiLuts[voiLut];
  const chosen: Window | VoiWindow | undefined =
    window ?? (table ? undefined : attributes.windows.find(isWindow));
  if (chosen) {
    const isFraction = hasFractions(frame, attributes.modalityLut);
    const voi = functionFor(attributes.voiFunction, chosen.width, isFraction);
    return { share: windowed(voi, chosen), window: { center: chosen.center, width: chosen.width }, voi };
  }
  const lut = [table, ...attributes.voiLuts].find((one) => one !== undefined && one.values.length > 0);
  if (lut) {
    const share = shareThrough(lut);
    const ends = frame.range.map(modality);
    return { share, window: windowLike(lut, share, [Math.min(...ends), Math.max(...ends)]), voi: undefined };
  }
  const whole = rangeWindow(
    attributes.pValues ?? frame.ownRange ?? ownRangeOf(frame, attributes.modalityLut),
  );
  const isOwnRange = attributes.pValues === undefined;
  return { share: windowed('LINEAR_EXACT', whole), window: whole, voi: 'LINEAR_EXACT', isOwnRange };
}

/** The share of white that a modality value takes through a VOI LUT. */
export function shareThrough(lut: Lut): (value: number) => number {
  const largest = 2 ** lut.bits - 1;
  return (value) => Math.min(1, entryOf(lut, Math.round(value)) / largest);
}

/**
 * The window that does most nearly what a table does to the values that the picture has: it passes through the table where
 * a quarter and three quarters of its rise are. A hand that takes hold of it changes the picture from there.
 */
function windowLike(
  { firstMapped, values }: Lut,
  share: (value: number) => number,
  [low, high]: readonly [number, number],
): Window {
  const from = Math.max(firstMapped, Math.floor(low));
  const to = Math.min(firstMapped + values.length - 1, Math.ceil(high));
  const [dark, light] = [share(from), share(to)];
  const whole = { center: firstMapped + values.length / 2, width: values.length };
  if (!(to > from) || !(light > dark)) return whole;
  const reaching = (part: number) => {
    let at = from;
    while (at < to && share(at) < dark + part * (light - dark)) at++;
    return at;
  };
  const [quarter, threeQuarters] = [reaching(0.25), reaching(0.75)];
  const width = (threeQuarters - quarter) / Math.max(share(threeQuarters) - share(quarter), 1e-6);
  if (!(width > 0)) return { center: quarter, width: 1 };
  return { center: quarter + (0.5 - share(quarter)) * width, width };
}

/** Share to share: the output of the VOI stage spans the whole table, whatever its first value mapped says (C.11.6.1.1). */
export function perceivedThrough(lut: Lut | undefined): (share: number) => number {
  if (!lut || lut.values.length === 0) return (share) => share;
  const last = lut.values.length - 1;
  const largest = 2 ** lut.bits - 1;
  return (share) => Math.min(1, (lut.values[Math.round(share * last)] ?? 0) / largest);
}

const isWindow = ({ center, width }: VoiWindow) =>
  Number.isFinite(center) && Number.isFinite(width) && width > 0;

/**
 * LINEAR needs a width of 1 at least (C.11.2.1.2.1), and at 1 it knows only black and white: images with fractions as
 * values cannot have meant it.
 */
const functionFor = (wanted: VoiFunction, width: number, isFraction: boolean): VoiFunction =>
  wanted === 'LINEAR' && (width < 1 || (width === 1 && isFraction)) ? 'LINEAR_EXACT' : wanted;

/** Whether values lie between whole numbers: its numbers do, or its rescaling puts them there. */
function hasFractions({ pixels, range }: Ranged, lut: ModalityLut): boolean {
  if (pixels instanceof Float32Array || pixels instanceof Float64Array) return true;
  if (lut.kind === 'rescale' && !(Number.isInteger(lut.slope) && Number.isInteger(lut.intercept)))
    return true;
  return !range.every((end) => Number.isInteger(modalityOf(lut)(end)));
}

/** Modality values at the ends of what a frame has. */
export function ownRangeOf({ range }: Pick<GreyFrame, 'range'>, lut: ModalityLut): readonly [number, number] {
  const modality = modalityOf(lut);
  return [modality(range[0]), modality(range[1])];
}

function rangeWindow(ends: readonly [number, number]): Window {
  // One value alone has no contrast: nothing is then black and anything else white, as in a segmentation's frames.
  const isFlat = ends[0] === ends[1];
  const low = Math.min(...ends, isFlat ? 0 : Infinity);
  const high = Math.max(...ends, isFlat ? 0 : -Infinity);
  // All zero: black, by a window that begins there.
  if (low === high) return { center: low + 0.5, width: 1 };
  return { center: (low + high) / 2, width: high - low };
}

/** The share of white, 0 to 1, that a modality value takes (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
export function windowed(voi: VoiFunction, { center, width }: Window): (value: number) => number {
  switch (voi) {
    case 'LINEAR':
      return (value) => shareOf((value - (center - 0.5)) / (width - 1) + 0.5);
    case 'LINEAR_EXACT':
      return (value) => shareOf((value - center) / width + 0.5);
    case 'SIGMOID':
      return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  }
}

/** Not a number is black, not an error. */
const shareOf = (share: number) => (share >= 1 ? 1 : share > 0 ? share : 0);

/** Values outside a table take its first or last entry (C.11.1.1). */
function entryOf({ firstMapped, values }: Lut, value: number): number {
  const at = value - firstMapped;
  const last = values.length - 1;
  return values[at < 0 ? 0 : at > last ? last : at] ?? 0;
}

function paddingTest({ from, to }: { readonly from: number; readonly to: number }) {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  return (stored: number) => stored >= low && stored <= high;
}
