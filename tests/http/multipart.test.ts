import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { boundaryWithin, MultipartError, partsOf, type Part } from '../../src/http/multipart';
import { concat, multipartBody, type WirePart } from '../dicomweb/wire';

const LIMITS = { parts: 100, partSize: 1_000_000 };
const text = (value: string) => new TextEncoder().encode(value);

async function* inChunks(body: Uint8Array, size: number) {
  for (let at = 0; at < body.byteLength; at += size) yield body.subarray(at, at + size);
}

async function read(
  body: Uint8Array,
  { boundary = 'BOUNDARY', size = 7, limits = LIMITS } = {},
): Promise<Part[]> {
  return all(partsOf(inChunks(body, size), boundary, limits));
}

async function all(source: AsyncIterable<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of source) parts.push(part);
  return parts;
}

const bytesOf = (parts: readonly Part[]) => parts.map(({ bytes }) => [...bytes]);

describe('a multipart body', () => {
  const pixels = Uint8Array.from({ length: 300 }, (_, at) => at % 256);

  it.each([1, 2, 3, 13, 64, 100_000])(
    'is read the same when it comes in chunks of %i bytes',
    async (size) => {
      const parts: WirePart[] = [
        { headers: { 'Content-Type': 'image/jpeg' }, bytes: pixels },
        { bytes: text('') },
        { bytes: pixels },
      ];
      const read_ = await read(multipartBody(parts), { size });
      expect(bytesOf(read_)).toEqual([[...pixels], [], [...pixels]]);
      expect(read_[0]?.headers.get('content-type')).toBe('image/jpeg');
    },
  );

  it('gives header names in lower case however they came', async () => {
    const [part] = await read(
      multipartBody([{ headers: { 'CONTENT-type': 'image/jls', 'x-Y': ' z ' }, bytes: pixels }]),
    );
    expect([...(part?.headers ?? [])]).toEqual([
      ['content-type', 'image/jls'],
      ['x-y', 'z'],
    ]);
  });

  it('takes the boundary inside pixels for pixels', async () => {
    const tricky = concat([
      text('--BOUNDARY'),
      pixels,
      text('\r\n--BOUNDARYx'),
      text('\r\n--BOUNDARY\n\r\n--BOUNDARY -'),
      pixels,
    ]);
    expect(bytesOf(await read(multipartBody([{ bytes: tricky }, { bytes: pixels }])))).toEqual([
      [...tricky],
      [...pixels],
    ]);
  });

  it('takes even a whole delimiter inside a part for pixels when the part says its length', async () => {
    const tricky = concat([pixels, text('\r\n--BOUNDARY\r\n\r\n'), pixels, text('\r\n--BOUNDARY--')]);
    const headers = { 'content-length': String(tricky.byteLength) };
    expect(bytesOf(await read(multipartBody([{ headers, bytes: tricky }])))).toEqual([[...tricky]]);
  });

  it.each([
    ['one more than it has', 301],
    ['far more than the body has', 90_000],
    ['one less', 299],
    ['none', 0],
  ])('is read by its boundary when a part says that it has %s', async (_, length) => {
    const part = { headers: { 'Content-Length': String(length) }, bytes: pixels };
    const body = multipartBody([part, { bytes: pixels }]);
    expect(bytesOf(await read(body))).toEqual([[...pixels], [...pixels]]);
    const [start, end] = [body.subarray(0, 200), body.subarray(0, body.byteLength - 30)];
    await expect(read(start)).rejects.toThrow(MultipartError);
    await expect(read(end)).rejects.toThrow(MultipartError);
  });

  it('passes over a preamble, an epilogue and padding after the boundary', async () => {
    const body = concat([
      text('preamble\r\n--BOUNDARY \t\r\n\r\n'),
      pixels,
      text('\r\n--BOUNDARY--\r\nepilogue'),
    ]);
    expect(bytesOf(await read(body))).toEqual([[...pixels]]);
  });

  it('has no parts when its first delimiter is the closing one', async () => {
    expect(await read(text('--BOUNDARY--\r\n'))).toEqual([]);
  });

  it('is never complete when it breaks off, wherever that is', async () => {
    const body = multipartBody(
      [{ headers: { 'Content-Type': 'image/jls' }, bytes: pixels }, { bytes: pixels }],
      'BOUNDARY',
      '--',
    );
    for (let length = 0; length < body.byteLength; length++) {
      await expect(read(body.subarray(0, length), { size: 50 }), `at ${length}`).rejects.toThrow(
        MultipartError,
      );
    }
    expect(await read(body)).toHaveLength(2);
  });

  it.each([
    ['its boundary', 'BOUNDARY'],
    ['another boundary', 'OTHER'],
    ['none', undefined],
  ])(
    'whose lines end in LF alone is read where %s was stated, pixels with a line of their own and all',
    async (_, boundary) => {
      const text = (words: string) => new TextEncoder().encode(words);
      const withLines = Uint8Array.of(...pixels, ...text('\r\n--BOUNDARYX\n--OTHERS\n'), 13, 10, 10);
      const part = (bytes: Uint8Array) => [
        ...text('--BOUNDARY\nContent-Type: application/octet-stream\n\n'),
        ...bytes,
        10,
      ];
      const body = Uint8Array.of(...part(pixels), ...part(withLines), ...text('--BOUNDARY--\n'));
      for (const size of [1, 7, 10_000]) {
        const parts = await all(partsOf(inChunks(body, size), boundary, LIMITS));
        expect(bytesOf(parts)).toEqual([[...pixels], [...withLines]]);
        expect(parts[0]?.headers.get('content-type')).toBe('application/octet-stream');
      }
      await expect(all(partsOf(inChunks(body.slice(0, -16), 50), boundary, LIMITS))).rejects.toThrow(
        'truncated',
      );
    },
  );

  it.each([
    ['more parts than allowed', { limits: { parts: 1, partSize: 1000 } }],
    ['a part larger than allowed', { limits: { parts: 10, partSize: 299 } }],
  ])('is refused with %s', async (_, options) => {
    await expect(read(multipartBody([{ bytes: pixels }, { bytes: pixels }]), options)).rejects.toThrow(
      MultipartError,
    );
  });

  it.each([
    ['another boundary', 'OTHER'],
    ['none', undefined],
    ['an empty one', ''],
    ['its own in single quotes', "'BOUNDARY'"],
    ['one that is too long', 'x'.repeat(300)],
  ])('is read by the line that it begins with where %s was stated', async (_, boundary) => {
    const body = multipartBody([{ bytes: pixels }, { bytes: pixels }]);
    for (const size of [1, 7, 10_000]) {
      const parts = await all(partsOf(inChunks(body, size), boundary, LIMITS));
      expect(bytesOf(parts)).toEqual([[...pixels], [...pixels]]);
    }
    await expect(all(partsOf(inChunks(body.slice(0, -6), 50), boundary, LIMITS))).rejects.toThrow(
      'truncated',
    );
  });

  it('is one part where nothing of it is multipart but its label', async () => {
    const parts = await all(partsOf(inChunks(pixels, 50), 'BOUNDARY', LIMITS));
    expect(bytesOf(parts)).toEqual([[...pixels]]);
  });

  it.each([
    ['a delimiter and a header', '--x\r\nContent-Type: image/jls\r\n\r\n', 'x'],
    [
      'another header before that of the content',
      '--x-1 \r\nMIME-Version: 1.0\r\nContent-Type: a/b\r\n',
      'x-1',
    ],
    ['a delimiter and no header', '--BOUNDARY\r\n\r\nabc', 'BOUNDARY'],
    ['a short delimiter alone', '--x\r\n\r\nabc', undefined],
    ['a header without a delimiter', 'Content-Type: image/jls\r\n\r\n', undefined],
    ['pixels', '--\0\0\0\0', undefined],
  ])('without its label is told by %s', (_, beginning, boundary) => {
    expect(boundaryWithin(text(beginning))).toBe(boundary);
  });

  it('lets its source go when nobody reads on', async () => {
    let closed = false;
    async function* source() {
      try {
        yield multipartBody([{ bytes: pixels }, { bytes: pixels }]);
      } finally {
        closed = true;
      }
    }
    for await (const part of partsOf(source(), 'BOUNDARY', LIMITS)) if (part.bytes.length > 0) break;
    await expect.poll(() => closed).toBe(true);
  });

  it('is refused before it is read when a part says it is larger than allowed', async () => {
    let sent = 0;
    async function* endless() {
      yield text('--BOUNDARY\r\nContent-Length: 999999999999\r\n\r\n');
      for (;;) {
        sent++;
        yield pixels;
      }
    }
    await expect(partsOf(endless(), 'BOUNDARY', LIMITS).next()).rejects.toThrow('too large');
    expect(sent).toBe(0);
  });

  it.each([
    ['headers', '--BOUNDARY\r\nX: ', 100_000],
    ['a body without any boundary', 'hello ', 1_200_000],
    ['a part', '--BOUNDARY\r\n\r\n', 1_200_000],
  ])('is refused in bounded memory when %s never end', async (_, beginning, most) => {
    let sent = 0;
    async function* endless() {
      yield text(beginning);
      for (;;) {
        sent += 1024;
        yield new Uint8Array(1024).fill(120);
      }
    }
    await expect(partsOf(endless(), 'BOUNDARY', LIMITS).next()).rejects.toThrow(MultipartError);
    expect(sent).toBeLessThan(most);
  });
});

describe('20,000 mutated bodies', () => {
  const next = seeded(20261121);
  const pick = (count: number) => Math.floor(next() * count);
  const SNIPPETS = [
    '\r\n',
    '--',
    '\r\n--BOUNDARY',
    '\r\n--BOUNDARY--',
    '\r\n\r\n',
    'Content-Length: 9',
    '\0',
    ':',
  ].map(text);

  function mutated(body: Uint8Array): Uint8Array {
    let now = body;
    for (let count = 1 + pick(4); count > 0; count--) {
      const at = pick(now.byteLength + 1);
      const to = Math.min(now.byteLength, at + pick(20));
      const snippet = SNIPPETS[pick(SNIPPETS.length)] ?? text('');
      const kinds = [
        () => concat([now.subarray(0, at), now.subarray(to)]),
        () => concat([now.subarray(0, at), snippet, now.subarray(at)]),
        () => concat([now.subarray(0, at), Uint8Array.of(pick(256)), now.subarray(at + 1)]),
        () => now.subarray(0, at),
        () => concat([now, now.subarray(at, to)]),
      ];
      now = kinds[pick(kinds.length)]?.() ?? now;
    }
    return now;
  }

  it('end in parts or in the one typed error, and parts are never longer than the body', async () => {
    const outcomes = { read: 0, refused: 0 };
    for (let run = 0; run < 20_000; run++) {
      const bytes = Uint8Array.from({ length: pick(40) }, () => pick(256));
      const headers: Record<string, string> = pick(2) ? { 'Content-Length': String(bytes.byteLength) } : {};
      const body = mutated(
        multipartBody([
          { headers, bytes },
          { headers: { a: 'b' }, bytes },
        ]),
      );
      try {
        const parts = await read(body, { size: 1 + pick(60) });
        expect(parts.reduce((sum, part) => sum + part.bytes.byteLength, 0)).toBeLessThanOrEqual(
          body.byteLength,
        );
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof MultipartError)) throw error;
        outcomes.refused++;
      }
    }
    // Both ends are reached, so that neither is tested by nothing.
    expect(outcomes.read).toBeGreaterThan(1000);
    expect(outcomes.refused).toBeGreaterThan(1000);
  }, 60_000);
});
