/** Bits in the order of a video stream, the most significant first (ISO/IEC 14496-10 7.2). */
export interface BitWriter {
  bit(value: boolean): void;
  /** So many low bits of a number */
  bits(value: number, count: number): void;
  /** Exp-Golomb, ue(v) (9.1) */
  unsigned(value: number): void;
  /** Zeros up to the next whole byte */
  align(): void;
  /** Whole bytes, where the stream is aligned */
  bytes(values: Uint8Array): void;
  /** With the stop bit and its zeros: rbsp_trailing_bits */
  ended(): Uint8Array;
}

export function bitWriter(): BitWriter {
  let out = new Uint8Array(4096);
  let length = 0;
  let held = 0;
  let count = 0;

  function push(byte: number) {
    room(1);
    out[length] = byte;
    length += 1;
  }
  function room(wanted: number) {
    if (length + wanted <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, length + wanted));
    larger.set(out.subarray(0, length));
    out = larger;
  }
  function bit(value: boolean) {
    held = (held << 1) | (value ? 1 : 0);
    count += 1;
    if (count < 8) return;
    push(held);
    held = 0;
    count = 0;
  }
  const bits = (value: number, wanted: number) => {
    for (let at = wanted - 1; at >= 0; at -= 1) bit(((value >>> at) & 1) === 1);
  };
  const align = () => {
    while (count > 0) bit(false);
  };
  return {
    bit,
    bits,
    align,
    unsigned(value) {
      const size = 32 - Math.clz32(value + 1);
      bits(0, size - 1);
      bits(value + 1, size);
    },
    bytes(values) {
      if (count > 0) throw new RangeError('Bytes begin on a whole byte');
      room(values.length);
      out.set(values, length);
      length += values.length;
    },
    ended() {
      bit(true);
      align();
      return out.slice(0, length);
    },
  };
}
