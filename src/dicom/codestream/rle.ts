import type { ImagePixel } from '../../domain/study/study';

type Size = Pick<ImagePixel, 'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated'>;

const HEADER = 64;

/** Whether bytes begin with a table of segments that fits a picture of this size (PS3.5 G.3, G.5). */
export function isRle(bytes: Uint8Array, at: number, size: Size): boolean {
  return segmentsAt(bytes, at, size) !== undefined;
}

/** Where the picture at a position ends: after as many bytes of its last segment as its pixels take. */
export function rleEnd(bytes: Uint8Array, start: number, size: Size): number | undefined {
  const last = segmentsAt(bytes, start, size)?.at(-1);
  if (last === undefined) return undefined;
  const pixels = size.rows * size.columns;
  let at = start + last;
  for (let made = 0; made < pixels;) {
    const code = bytes[at];
    if (code === undefined) return undefined;
    // 128 makes nothing (PS3.5 G.3.2).
    if (code < 128) [at, made] = [at + 2 + code, made + 1 + code];
    else if (code > 128) [at, made] = [at + 2, made + 257 - code];
    else at++;
  }
  return at <= bytes.length ? at : undefined;
}

function segmentsAt(bytes: Uint8Array, start: number, size: Size): readonly number[] | undefined {
  if (bytes.byteLength < start + HEADER) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, HEADER);
  const words = Array.from({ length: HEADER / 4 }, (_, at) => view.getUint32(at * 4, true));
  const [count = 0, ...offsets] = words;
  if (count !== size.samplesPerPixel * Math.ceil(size.bitsAllocated / 8)) return undefined;
  const own = offsets.slice(0, count);
  const isOrdered = own.every((offset, at) => (at === 0 ? offset === HEADER : offset > (own[at - 1] ?? 0)));
  const isPadded = offsets.slice(count).every((offset) => offset === 0);
  const isThere = start + (own.at(-1) ?? Infinity) < bytes.byteLength;
  return isOrdered && isPadded && isThere ? own : undefined;
}
