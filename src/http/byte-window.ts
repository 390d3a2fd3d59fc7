/** The part of a stream that is being looked at: it grows at its end and is let go at its start. */
export interface ByteWindow {
  /** Bytes that are here, from `start` */
  readonly length: () => number;
  /** Waits for more; false when the stream has ended. */
  more(): Promise<boolean>;
  /** Byte at a position from the start of the window; -1 beyond it */
  at(position: number): number;
  /** Position of a pattern at or after `from`, -1 where it is not (yet) */
  indexOf(pattern: Uint8Array, from: number): number;
  /** A copy of bytes from the start of the window */
  copy(from: number, to: number): Uint8Array;
  /** Lets the first bytes go. */
  drop(count: number): void;
  /** Nothing more is wanted of the source. */
  close(): void;
}

/** A window over chunks. Amortised linear: chunks are copied once, and once more when let go. */
export function byteWindow(source: AsyncIterable<Uint8Array>): ByteWindow {
  const chunks = source[Symbol.asyncIterator]();
  let buffer = new Uint8Array(64 * 1024);
  let start = 0;
  let end = 0;

  function append(chunk: Uint8Array) {
    if (end + chunk.byteLength > buffer.byteLength) {
      const length = end - start;
      const needed = length + chunk.byteLength;
      // Moving within the buffer is enough where at least half of it has been let go.
      const target = needed * 2 > buffer.byteLength ? new Uint8Array(needed * 2) : buffer;
      target.set(buffer.subarray(start, end));
      buffer = target;
      start = 0;
      end = length;
    }
    buffer.set(chunk, end);
    end += chunk.byteLength;
  }

  function isAt(pattern: Uint8Array, at: number): boolean {
    for (let offset = 0; offset < pattern.byteLength; offset++) {
      if (buffer[at + offset] !== pattern[offset]) return false;
    }
    return true;
  }

  return {
    length: () => end - start,
    async more() {
      const next = await chunks.next();
      if (next.done) return false;
      append(next.value);
      return true;
    },
    at: (position) => (start + position < end ? (buffer[start + position] ?? -1) : -1),
    indexOf(pattern, from) {
      // The first byte by the engine's own search; a delimiter begins with CR, which is one byte in 256 of pixels.
      const [first = 0, second] = pattern;
      // Only what is filled: beyond it the search would run through the whole spare capacity at every chunk.
      const filled = buffer.subarray(0, end);
      const last = end - pattern.byteLength;
      for (
        let at = filled.indexOf(first, start + from);
        at !== -1 && at <= last;
        at = filled.indexOf(first, at + 1)
      ) {
        if ((second === undefined || filled[at + 1] === second) && isAt(pattern, at)) return at - start;
      }
      return -1;
    },
    copy: (from, to) => buffer.slice(start + from, Math.min(start + to, end)),
    drop(count) {
      start = Math.min(start + count, end);
    },
    close: () => void chunks.return?.().catch(() => undefined),
  };
}
