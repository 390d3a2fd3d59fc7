import { readFileSync } from 'node:fs';
import type { PipelineInBrowser } from './browser';
import { channelsOf, differenceOf } from './difference';
import { netpbmFrom } from './netpbm';
import { cellsOf, valuesOf, type RawFile } from './raw';
import { tool } from './tools';
import { windowingOf } from './window';
import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf } from '../../sandbox/imaging/dicom/dataset';

/** Frames whose stored values are compared; every one of a shorter object. */
export const MOST_FRAMES = 120;

export interface Compared {
  readonly stored?: number;
  readonly screen?: number;
  readonly frames: number;
  readonly screens: number;
  readonly kind: 'grey' | 'colour';
  readonly lossy: boolean;
  readonly min: number;
  readonly max: number;
  readonly what: string;
}

/** A frame that the product refuses, with its words. */
export class Refusal extends Error {}

type Numbers = ArrayLike<number>;

const ARRAYS = { Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, Uint8ClampedArray };

/** Pixels as the page had them. */
export function numbersOf(bytes: Uint8Array<ArrayBuffer>, array: string): Numbers {
  const Kind = Object.entries(ARRAYS).find(([name]) => name === array)?.[1];
  if (!Kind) throw new Error(`an array of kind ${array}`);
  return new Kind(bytes.buffer, bytes.byteOffset, bytes.byteLength / Kind.BYTES_PER_ELEMENT);
}

/** Every frame's stored values, and the first, middle and last frame on the canvas, against a decompressed file. */
export async function comparedWith(
  browser: PipelineInBrowser,
  raw: RawFile,
  dataset: DicomJson,
  frames: number,
): Promise<Compared> {
  if (raw.frames !== frames) throw new Error(`${frames} frames, of which the reference has ${raw.frames}`);
  const on = new Set([1, Math.ceil(frames / 2), frames]);
  const wanted = Array.from({ length: frames }, (_, at) => at + 1).filter(
    (number) => number <= MOST_FRAMES || on.has(number),
  );
  let [stored, screen, min, max, what]: [number | undefined, number | undefined, number, number, string] = [
    undefined,
    undefined,
    Infinity,
    -Infinity,
    '',
  ];
  let kind: 'grey' | 'colour' = 'grey';
  let lossy = false;
  for (const number of wanted) {
    const frame = await framePair(browser, raw, dataset, number, on.has(number));
    if (frame.stored !== undefined) stored = Math.max(stored ?? 0, frame.stored);
    if (frame.screen !== undefined) screen = Math.max(screen ?? 0, frame.screen);
    min = Math.min(min, frame.min);
    max = Math.max(max, frame.max);
    what ||= frame.what;
    ({ kind, lossy } = frame);
  }
  return { stored, screen, frames: wanted.length, screens: on.size, kind, lossy, min, max, what };
}

async function framePair(
  browser: PipelineInBrowser,
  raw: RawFile,
  dataset: DicomJson,
  number: number,
  onScreen: boolean,
): Promise<Omit<Compared, 'frames' | 'screens'>> {
  const { answer, bytes } = await browser.decoded(number);
  if (answer.kind === 'refused') throw new Refusal(JSON.stringify(answer.problem));
  const { kind, lossy, min, max } = answer;
  const cells = cellsOf(raw.dataset);
  const theirs = cells.photometric === 'YBR_FULL_422' ? new Float64Array() : valuesOf(raw.frame(number), cells);
  if (kind === 'colour') {
    const picture = await theirPicture(raw, number, []);
    const decoded = differenceOf(channelsOf(bytes, 3), picture.values).most;
    const drawn = onScreen ? differenceOf(channelsOf(await screenOf(browser, number), 3), picture.values).most : undefined;
    return { kind, lossy, min, max, stored: decoded, screen: drawn, what: 'colour' };
  }
  const stored = differenceOf(numbersOf(bytes, answer.array), theirs).most;
  if (!onScreen) return { kind, lossy, min, max, stored, what: '' };
  const isPadding = paddingOf(dataset, cells.signed, cells.allocated);
  const shown = theirs.filter((value) => !isPadding(value));
  const range = { least: shown.reduce((a, b) => Math.min(a, b), Infinity), most: shown.reduce((a, b) => Math.max(a, b), -Infinity) };
  const { words, what } = windowingOf(dataset, number, range, shown.length < theirs.length);
  const picture = await theirPicture(raw, number, words);
  const drawn = channelsOf(await screenOf(browser, number), 1);
  const screen = differenceOf(drawn, picture.values, (at) => isPadding(theirs[at] ?? NaN)).most;
  return { kind, lossy, min, max, stored, screen, what };
}

async function screenOf(browser: PipelineInBrowser, number: number): Promise<Uint8Array> {
  const { answer, bytes } = await browser.shown(number);
  if (answer.kind === 'refused') throw new Refusal(JSON.stringify(answer.problem));
  return bytes;
}

function theirPicture(raw: RawFile, number: number, words: readonly string[]) {
  const run = tool('dcm2pnm', '-q', '-O', '+F', String(number), ...words, '+op', raw.path, `${raw.path}.pnm`);
  if (!run.ok) throw new Error(run.why);
  return netpbmFrom(readFileSync(`${raw.path}.pnm`));
}

/** Whether a stored value is background by (0028,0120) and (0028,0121). */
function paddingOf(dataset: DicomJson, signed: boolean, bits: number): (value: number) => boolean {
  const [value, limit] = [numberOf(dataset, '00280120'), numberOf(dataset, '00280121')];
  if (value === undefined) return () => false;
  const ends = [value, limit ?? value].map((end) => (signed && end >= 2 ** (bits - 1) ? end - 2 ** bits : end));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return (stored) => stored >= low && stored <= high;
}
