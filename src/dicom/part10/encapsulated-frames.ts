import { concatenated } from '../../domain/bytes';
import { DEFLATED_FRAMES } from '../transfer-syntax';
import { Part10Error } from './failure';
import type { Fragment } from './fragments';
import type { PixelElement } from './pixel-element';

type Encapsulated = Extract<PixelElement, { kind: 'encapsulated' }>;

/** The fragments of one frame, in order, and how many of their bytes are the picture's where a table says so. */
interface Pieces {
  readonly fragments: readonly Fragment[];
  readonly length?: number;
}

/** Codings that nothing at their beginning tells */
const NAMELESS: ReadonlySet<string> = new Set(['1.2.840.10008.1.2.5', DEFLATED_FRAMES]);

/**
 * Which fragments make which frame (PS3.5 A.4): by the extended offset table, by the basic one, one fragment a frame,
 * or by how a compressed picture begins. `undefined` where none of these gives `count` frames: guessing would show a
 * picture made of two.
 */
export function framesOf(
  { fragments, basicOffsets, offsets, lengths }: Encapsulated,
  transferSyntax: string,
  count: number,
): readonly Pieces[] | undefined {
  return (
    byExtendedOffsets(fragments, offsets, lengths, count) ??
    byOffsets(fragments, words(basicOffsets), count) ??
    (count === 1 && fragments.length > 0 ? [{ fragments }] : undefined) ??
    (fragments.length === count ? fragments.map((one) => ({ fragments: [one] })) : undefined) ??
    (NAMELESS.has(transferSyntax) ? undefined : byBeginnings(fragments, count))
  );
}

/** The compressed bytes of a frame, a copy. Throws a Part10Error where the file ended within them. */
export function joinedFrame({ fragments, length }: Pieces): Uint8Array<ArrayBuffer> {
  if (fragments.some(({ cut }) => cut)) throw new Part10Error('truncated');
  const whole = concatenated(fragments.map(({ bytes }) => bytes));
  return length === undefined ? whole : whole.subarray(0, length);
}

function words(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, at) => view.getUint32(at * 4, true));
}

/** 64-bit numbers; what a file of less than 2^53 bytes cannot have becomes a number that no fragment stands at. */
function longs(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, at) =>
    Number(view.getBigUint64(at * 8, true)),
  );
}

/** One fragment a frame, and the length that it has without padding. */
function byExtendedOffsets(
  fragments: readonly Fragment[],
  offsets: Uint8Array | undefined,
  lengths: Uint8Array | undefined,
  count: number,
): readonly Pieces[] | undefined {
  const starts = longs(offsets ?? new Uint8Array());
  const sizes = longs(lengths ?? new Uint8Array());
  if (starts.length !== count || sizes.length !== count) return undefined;
  const pieces = byOffsets(fragments, starts, count);
  return pieces?.map(({ fragments: own }, at) => {
    const length = sizes[at] ?? 0;
    const there = own.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    return length > 0 && length <= there ? { fragments: own, length } : { fragments: own };
  });
}

/** Every offset must be where a fragment begins, in order: a table that is not is not believed. */
function byOffsets(
  fragments: readonly Fragment[],
  starts: readonly number[],
  count: number,
): readonly Pieces[] | undefined {
  if (starts.length !== count || starts[0] !== 0) return undefined;
  const at = new Map(fragments.map(({ offset }, index) => [offset, index]));
  const indexes = starts.map((start) => at.get(start));
  return byIndexes(fragments, indexes);
}

/** SOI of JPEG and JPEG-LS, SOC of JPEG 2000 and HTJ2K, the two forms of JPEG XL. */
const BEGINNINGS = [
  [0xff, 0xd8, 0xff],
  [0xff, 0x4f, 0xff, 0x51],
  [0xff, 0x0a],
  [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20],
];

function byBeginnings(fragments: readonly Fragment[], count: number): readonly Pieces[] | undefined {
  const begins = ({ bytes }: Fragment) =>
    BEGINNINGS.some((beginning) => beginning.every((byte, at) => bytes[at] === byte));
  const indexes = fragments.flatMap((fragment, index) => (begins(fragment) ? [index] : []));
  return indexes.length === count && indexes[0] === 0 ? byIndexes(fragments, indexes) : undefined;
}

function byIndexes(
  fragments: readonly Fragment[],
  indexes: readonly (number | undefined)[],
): readonly Pieces[] | undefined {
  const pieces: Pieces[] = [];
  for (const [at, from] of indexes.entries()) {
    const to = at + 1 < indexes.length ? indexes[at + 1] : fragments.length;
    if (from === undefined || to === undefined || to <= from) return undefined;
    pieces.push({ fragments: fragments.slice(from, to) });
  }
  return pieces;
}
