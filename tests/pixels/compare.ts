import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf } from '../../sandbox/imaging/dicom/dataset';
import type { Problem } from '../../src/domain/problem';
import type { Decoded } from './asked';
import type { PipelineInBrowser } from './browser';
import { channelsOf, differenceOf, numbersOf } from './difference';
import { colourPicture, greyPicture } from './pictures';
import type { Reference } from './raw';
import { maskFor, subtractedGreys, supplementIn } from './stages';
import { windowingOf, type Ends } from './window';

/** Frames whose stored values are compared; every one of a shorter object. */
const MOST_FRAMES = 120;

/** What one frame had in common with its reference. */
export interface FrameOutcome {
  readonly number: number;
  readonly refused?: Problem;
  readonly kind?: 'grey' | 'colour';
  readonly lossy?: boolean;
  readonly min: number;
  readonly max: number;
  /** Largest difference of stored values; for colour, of red, green and blue as decoded */
  readonly stored?: number;
  /** Largest difference on the canvas, for the frames that were drawn */
  readonly screen?: number;
  /** By what it was shown */
  readonly what?: string;
}

/** Every frame's stored values, and the first, middle and last frame on the canvas, against a reference. */
export async function comparedWith(
  browser: PipelineInBrowser,
  reference: Reference,
  dataset: DicomJson,
  frames: number,
): Promise<readonly FrameOutcome[]> {
  if (reference.frames !== frames) throw new Error(`${frames} frames, ${reference.frames} of the reference`);
  const onScreen = new Set([1, Math.ceil(frames / 2), frames]);
  const outcomes: FrameOutcome[] = [];
  for (let number = 1; number <= frames; number++) {
    if (number > MOST_FRAMES && !onScreen.has(number)) continue;
    const { answer, bytes } = await browser.decoded(number);
    if (answer.kind === 'refused') {
      outcomes.push({ number, refused: answer.problem, min: Infinity, max: -Infinity });
      continue;
    }
    const of = answer.kind === 'colour' ? colourOutcome : greyOutcome;
    outcomes.push(
      await of({ browser, reference, dataset, number, answer, bytes, drawn: onScreen.has(number) }),
    );
  }
  return outcomes;
}

interface Pair {
  readonly browser: PipelineInBrowser;
  readonly reference: Reference;
  readonly dataset: DicomJson;
  readonly number: number;
  readonly answer: Exclude<Decoded, { kind: 'refused' }>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly drawn: boolean;
}

async function colourOutcome({
  browser,
  reference,
  number,
  answer,
  bytes,
  drawn,
}: Pair): Promise<FrameOutcome> {
  const { kind, lossy, min, max } = answer;
  const theirs = colourPicture(reference, number);
  const stored = differenceOf(channelsOf(bytes, 3), theirs);
  const common = { number, kind, lossy, min, max, stored, what: 'colour' };
  if (!drawn) return common;
  return { ...common, screen: differenceOf(channelsOf(await screenOf(browser, number), 3), theirs) };
}

async function greyOutcome(pair: Pair): Promise<FrameOutcome> {
  const { browser, reference, dataset, number, answer, bytes, drawn } = pair;
  const { kind, lossy, min, max } = answer;
  const theirs = reference.values(number);
  const stored = differenceOf(numbersOf(bytes, answer.array), theirs);
  const common = { number, kind, lossy, min, max, stored };
  if (!drawn) return common;
  const mask = maskFor(dataset, number);
  if (mask !== undefined) {
    const greys = subtractedGreys(theirs, reference.values(mask));
    const shown = channelsOf(await screenOf(browser, number), 1);
    return { ...common, screen: differenceOf(shown, greys), what: 'subtracted' };
  }
  const isPadding = paddingOf(dataset, reference);
  const picture = theirs.filter((value) => !isPadding(value));
  const range = rangeOf(picture.length > 0 ? picture : theirs);
  const windowing = windowingOf(dataset, number, range, picture.length < theirs.length);
  const wanted = greyPicture(reference, number, windowing, theirs, range);
  const isCovered = shutterOf(dataset, reference);
  const isHidden = (at: number) => isCovered(at) || isPadding(theirs[at] ?? NaN);
  const rgba = await screenOf(browser, number);
  const supplement = supplementIn(dataset);
  if (supplement) {
    const { first, colourOf } = supplement;
    const colours = Array.from(theirs).flatMap((value, at) => {
      const grey = wanted[at] ?? NaN;
      return value < first ? [grey, grey, grey] : colourOf(value);
    });
    return { ...common, screen: differenceOf(channelsOf(rgba, 3), colours), what: 'window, colours above' };
  }
  const ours = channelsOf(rgba, 1);
  // dcm2pnm makes neither padding dark nor closes shutters: both are looked at by themselves.
  const background = ours.filter((_, at) => isHidden(at));
  if (background.some((grey) => grey !== 0)) throw new Error('padding or a shutter that is not black');
  const screen = picture.length === 0 ? 0 : differenceOf(ours, wanted, isHidden);
  return { ...common, screen, what: windowing.what };
}

async function screenOf(browser: PipelineInBrowser, number: number): Promise<Uint8Array> {
  const { answer, bytes } = await browser.shown(number);
  if (answer.kind === 'refused') throw new Error(`decoded, but not shown: ${JSON.stringify(answer.problem)}`);
  return bytes;
}

function rangeOf(values: Float64Array): Ends {
  return {
    least: values.reduce((least, value) => Math.min(least, value), Infinity),
    most: values.reduce((most, value) => Math.max(most, value), -Infinity),
  };
}

/** Whether a stored value is background by (0028,0120) and (0028,0121). */
function paddingOf(dataset: DicomJson, { cells }: Reference): (value: number) => boolean {
  const [value, limit] = [numberOf(dataset, '00280120'), numberOf(dataset, '00280121')];
  if (value === undefined) return () => false;
  const wraps = (end: number) => cells.signed && end >= 2 ** (cells.allocated - 1);
  const ends = [value, limit ?? value].map((end) => (wraps(end) ? end - 2 ** cells.allocated : end));
  return (stored) => stored >= Math.min(...ends) && stored <= Math.max(...ends);
}

/** Whether a place is outside a rectangular display shutter (PS3.3 C.7.6.11); its named edges are open. */
function shutterOf(dataset: DicomJson, { cells }: Reference): (at: number) => boolean {
  const [left, right, top, bottom] = ['00181602', '00181604', '00181606', '00181608'].map((tag) =>
    numberOf(dataset, tag),
  );
  if (left === undefined || right === undefined || top === undefined || bottom === undefined)
    return () => false;
  return (at) => {
    const [row, column] = [Math.floor(at / cells.columns) + 1, (at % cells.columns) + 1];
    return row < top || row > bottom || column < left || column > right;
  };
}
