/* Beginnings and ends of compressed pictures of 4 × 2 pixels, 8 bits and one sample: enough to be told apart by. */

/** SOI, the frame header of a process, a scan of a few bytes, EOI; `fill` tells one from another. */
export const jpeg = (process: number, selection = 0, fill = 1) =>
  Uint8Array.of(
    ...[0xff, 0xd8, 0xff, process, 0, 11, 8, 0, 4, 0, 2, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, selection, 0, 0, fill, 2, 3, 0xff, 0xd9],
  );
/** SOC, SIZ, COD, one tile-part whose length is 0, EOC */
export const codestream = (rsiz: number, transformation: number) =>
  Uint8Array.of(
    ...[0xff, 0x4f, 0xff, 0x51, 0, 41, rsiz >> 8, rsiz & 255, 0, 0, 0, 2, 0, 0, 0, 4],
    ...new Array<number>(16).fill(0),
    ...[0, 0, 0, 2, 0, 0, 0, 4, 0, 1, 11, 1, 1],
    // CAP (ISO 15444-15 A.3): every HTJ2K stream has it
    ...((rsiz & 0x4000) !== 0 ? [0xff, 0x50, 0, 8, 0, 2, 0, 0, 0, 0] : []),
    ...[0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 1, 4, 4, 0, transformation],
    ...[0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0x93, 7, 7, 0xff, 0xd9],
  );
export const rle = () => {
  const bytes = new Uint8Array(90);
  bytes.set([2, 0, 0, 0, 64, 0, 0, 0, 70]);
  return bytes;
};
