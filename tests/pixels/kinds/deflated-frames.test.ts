import { deflateRawSync } from 'node:zlib';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { encodeRle } from '../../../sandbox/imaging/codecs/rle';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { aFile, encapsulated, imageElements, SYNTAX, text, us } from '../../dicomweb/part10-file';
import {
  aFrame,
  anArchive,
  anInstance,
  aPixel,
  aServer,
  frameAddress,
  multipartBody,
} from '../../dicomweb/wire';
import { nodeCodecs } from '../../rendering/node-codecs';
import { decoded, readKind } from './read-kind';

const DEFLATED = '1.2.840.10008.1.2.8.1';
const [ROWS, COLUMNS] = [16, 24];
const server = aServer();

/** Native bytes of a frame, different in each. */
const nativeFrame = (number: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, at) => (at * 37 * number + (at >> 3)) & 0xff);

interface Shape {
  readonly allocated: number;
  readonly samples?: 1 | 3;
  readonly signed?: boolean;
}

function aFileOf(
  { allocated, samples = 1, signed = false }: Shape,
  frames: readonly Uint8Array[],
  syntax: string,
  basic: boolean,
) {
  const even = frames.map(({ byteLength }) => byteLength + (byteLength % 2) + 8);
  const offsets = even.map((_, at) => even.slice(0, at).reduce((sum, length) => sum + length, 0));
  return aFile(
    [
      ...imageElements({
        '00280002': us('00280002', samples),
        '00280004': text('00280004', 'CS', samples === 3 ? 'RGB' : 'MONOCHROME2'),
        '00280008': text('00280008', 'IS', String(frames.length)),
        '00280010': us('00280010', ROWS),
        '00280011': us('00280011', COLUMNS),
        '00280100': us('00280100', allocated),
        '00280101': us('00280101', allocated),
        '00280102': us('00280102', allocated - 1),
        '00280103': us('00280103', signed ? 1 : 0),
        ...(samples === 3 && { '00280006': us('00280006', 0) }),
      }),
      encapsulated(frames, basic ? { offsets } : {}),
    ],
    syntax,
  );
}

describe('frames that are deflated each for itself', () => {
  it.each<[string, Shape]>([
    ['1 bit', { allocated: 1 }],
    ['8 bits', { allocated: 8 }],
    ['16 bits', { allocated: 16 }],
    ['16 bits, signed', { allocated: 16, signed: true }],
    ['RGB', { allocated: 8, samples: 3 }],
  ])('are equal to the same frames in RLE: %s', async (_, shape) => {
    const bytes = Math.ceil((ROWS * COLUMNS * shape.allocated * (shape.samples ?? 1)) / 8);
    const natives = [1, 2, 3].map((number) => nativeFrame(number, bytes));
    const sample = Math.ceil(shape.allocated / 8);
    // Single bits are run-length coded as the bytes that they are packed in.
    const columns = shape.allocated === 1 ? COLUMNS / 8 : COLUMNS;
    const pixel = sample * (shape.samples ?? 1);
    const inRle = natives.map((native) => encodeRle(native, columns, ROWS, pixel, sample));
    for (const basic of [true, false]) {
      const own = natives.map((native) => deflateRawSync(native));
      const deflated = await readKind(aFileOf(shape, own, DEFLATED, basic));
      const rle = await readKind(aFileOf(shape, inRle, SYNTAX.rle, basic));
      for (const number of [1, 2, 3])
        expect((await decoded(deflated, number)).pixels).toEqual((await decoded(rle, number)).pixels);
    }
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['names it', deflateRawSync(nativeFrame(1, 48)), `application/octet-stream; transfer-syntax=${DEFLATED}`],
    ['leaves the syntax to its metadata', deflateRawSync(nativeFrame(1, 48)), 'application/octet-stream'],
    [
      'inflated it and says so',
      nativeFrame(1, 48),
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
    ],
    [
      'inflated it and does not say so',
      nativeFrame(1, 48),
      `application/octet-stream; transfer-syntax=${DEFLATED}`,
    ],
  ])('come from an archive that %s', async (_, bytes, type) => {
    const image = aPixel({
      rows: 16,
      columns: 24,
      bitsAllocated: 1,
      bitsStored: 1,
      highBit: 0,
      transferSyntax: DEFLATED,
    });
    const body = multipartBody([{ headers: { 'Content-Type': type }, bytes }]);
    server.use(
      http.get(
        frameAddress('2'),
        () =>
          new HttpResponse(body, {
            headers: {
              'Content-Type': 'multipart/related; type="application/octet-stream"; boundary=BOUNDARY',
            },
          }),
      ),
    );
    const address = anArchive();
    const frames = dicomwebFrames({ archiveOf: () => address, wholeStudies: wholeStudies({ linger: 0 }) });
    const answer = await frames.frame(
      aFrame(2, anInstance({ image }, 3)),
      'stack',
      new AbortController().signal,
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const encoded = { ...answer.value, bytes: new Uint8Array(answer.value.bytes), image };
    const result = await decodeFrame(encoded, nodeCodecs());
    const native = nativeFrame(1, 48);
    const right = Array.from({ length: 16 * 24 }, (__, at) => ((native[at >> 3] ?? 0) >> (at & 7)) & 1);
    expect(result.ok && Array.from(result.value.pixels)).toEqual(right);
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['is cut off', deflateRawSync(nativeFrame(1, 48)).subarray(0, 20)],
    ['holds less than the picture', deflateRawSync(nativeFrame(1, 30))],
    ['would unpack to far more', deflateRawSync(new Uint8Array(10_000_000))],
    ['is something else', Uint8Array.from({ length: 30 }, (_, at) => 255 - at)],
  ])('of which one %s is refused', async (_, bytes) => {
    const image = aPixel({ rows: 16, columns: 24, bitsAllocated: 1, bitsStored: 1, highBit: 0 });
    const result = await decodeFrame(
      { bytes: new Uint8Array(bytes), transferSyntax: DEFLATED, image },
      nodeCodecs(),
    );
    expect(result).toMatchObject({ ok: false, problem: { kind: 'undecodable' } });
  });
});
