import { bitWriter } from './bits';
import { isUnchanged, macroblock, type Planes } from './planes';

/** A coded picture: its NAL units without start codes (ISO/IEC 14496-10 7.3.1). */
export interface CodedPicture {
  readonly units: readonly Uint8Array[];
  /** Decoding can begin here */
  readonly isKey: boolean;
}

/** Level 4.0: room for blocks that are not compressed */
const LEVEL = 40;
const BASELINE = 66;

/**
 * Codes pictures as H.264 without loss: a macroblock that changed is given as its samples (I_PCM, 7.3.5), one that did
 * not is skipped. It needs no transform, every decoder reads it, and what it shows is known to the sample.
 * @param keyEvery a picture that stands for itself, every so many
 */
export function* codedPictures(pictures: Iterable<Planes>, keyEvery: number): Generator<CodedPicture> {
  let before: Planes | undefined;
  let at = 0;
  for (const picture of pictures) {
    const isKey = at % keyEvery === 0;
    const slice = sliceOf(picture, isKey ? undefined : before, at % keyEvery, at);
    yield { units: [nalUnit(isKey ? 5 : 1, slice)], isKey };
    before = picture;
    at += 1;
  }
}

/** Sequence and picture parameter sets (7.3.2.1, 7.3.2.2). */
export function parameterSets(width: number, height: number): readonly [Uint8Array, Uint8Array] {
  return [nalUnit(7, sequence(width / 16, height / 16)), nalUnit(8, pictureParameters())];
}

function sequence(columns: number, rows: number): Uint8Array {
  const out = bitWriter();
  out.bits(BASELINE, 8);
  // Constrained baseline
  out.bits(0b1100_0000, 8);
  out.bits(LEVEL, 8);
  out.unsigned(0);
  // frame_num has 8 bits
  out.unsigned(4);
  // Pictures are shown in the order of decoding
  out.unsigned(2);
  out.unsigned(1);
  out.bit(false);
  out.unsigned(columns - 1);
  out.unsigned(rows - 1);
  out.bits(0b110, 3);
  out.bit(true);
  // VUI: limited range, BT.601 for primaries, transfer and matrix (annex E)
  out.bits(0b001, 3);
  out.bits(5, 3);
  out.bit(false);
  out.bit(true);
  for (const part of [6, 6, 6]) out.bits(part, 8);
  out.bits(0, 6);
  return out.ended();
}

function pictureParameters(): Uint8Array {
  const out = bitWriter();
  out.unsigned(0);
  out.unsigned(0);
  out.bits(0, 2);
  for (const value of [0, 0, 0]) out.unsigned(value);
  out.bits(0, 3);
  for (const value of [0, 0, 0]) out.unsigned(value);
  // The slice says that nothing is deblocked
  out.bits(0b100, 3);
  return out.ended();
}

const I_PCM = 25;
/** Intra types follow the five inter ones in a P slice (table 7-13) */
const INTER_TYPES = 5;

function sliceOf(picture: Planes, before: Planes | undefined, number: number, id: number): Uint8Array {
  const out = bitWriter();
  out.unsigned(0);
  out.unsigned(before ? 5 : 7);
  out.unsigned(0);
  out.bits(number & 0xff, 8);
  if (before) out.bits(0, 3);
  else {
    // Two that follow each other differ
    out.unsigned(id % 2);
    out.bits(0, 2);
  }
  out.unsigned(0);
  out.unsigned(1);
  let skipped = 0;
  for (let row = 0; row < picture.height / 16; row += 1)
    for (let column = 0; column < picture.width / 16; column += 1) {
      if (before && isUnchanged(picture, before, column, row)) {
        skipped += 1;
        continue;
      }
      if (before) out.unsigned(skipped);
      skipped = 0;
      out.unsigned(before ? INTER_TYPES + I_PCM : I_PCM);
      out.align();
      out.bytes(macroblock(picture, column, row));
    }
  if (skipped > 0) out.unsigned(skipped);
  return out.ended();
}

/** With its header, and a 3 where three bytes would look like a start code (7.4.1). */
function nalUnit(type: number, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(1 + Math.ceil(payload.length * 1.5));
  out[0] = 0x60 | type;
  let length = 1;
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out[length++] = 3;
      zeros = 0;
    }
    out[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.slice(0, length);
}
