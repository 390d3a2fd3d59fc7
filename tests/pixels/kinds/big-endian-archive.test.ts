import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { archiveClient } from '../../../sandbox/imaging/proxying/client';
import { readPart10 } from '../../../src/dicom/part10/file';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import type { ImagePixel } from '../../../src/domain/study/study';
import { serverCapabilities } from '../../../src/http/question-forms';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { aFile, imageElements, raw, SYNTAX, text, us, type Written } from '../../dicomweb/part10-file';
import {
  aFrame,
  anArchive,
  anInstance,
  aPixel,
  aServer,
  frameAddress,
  multipartBody,
  ROOT,
} from '../../dicomweb/wire';
import { nodeCodecs } from '../../rendering/node-codecs';

const server = aServer();
const RELATED = { 'Content-Type': 'multipart/related; type="application/octet-stream"; boundary=BOUNDARY' };
const asked: string[] = [];

/** Fails over a transfer syntax of its choice; without one it gives what it stores, turned into little endian or not. */
const archive = (bytes: Uint8Array, type: string, path = frameAddress('1')) => {
  asked.length = 0;
  server.use(
    http.get(path, ({ request }) => {
      const accept = request.headers.get('Accept') ?? '';
      asked.push(accept);
      return accept.includes('transfer-syntax=*')
        ? new HttpResponse('Unsupported transfer syntax', { status: 500 })
        : new HttpResponse(multipartBody([{ headers: { 'Content-Type': type }, bytes }]), {
            headers: RELATED,
          });
    }),
  );
};

const BIG = '1.2.840.10008.1.2.2';
const image = (change: Partial<ImagePixel>) => aPixel({ transferSyntax: BIG, ...change });
const KINDS: readonly (readonly [string, Partial<ImagePixel>, readonly number[]])[] = [
  ['8 bits', { bitsAllocated: 8, bitsStored: 8, highBit: 7 }, [0, 1, 2, 3, 4, 5, 6, 255]],
  ['16 bits', { bitsStored: 16, highBit: 15 }, [0, 1, 256, 4095, 32_768, 65_535, 7, 8]],
  ['16 bits, signed', { bitsStored: 16, highBit: 15, signed: true }, [0, -1, 256, -32_768, 32_767, 5, 6, 7]],
  ['32 bits', { bitsAllocated: 32, bitsStored: 32, highBit: 31 }, [0, 1, 65_536, 4_294_967_295, 5, 6, 7, 8]],
];

function written(values: readonly number[], bits: number, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer((values.length * bits) / 8));
  values.forEach((value, at) => {
    if (bits === 8) view.setUint8(at, value);
    else if (bits === 16) view.setUint16(at * 2, value, littleEndian);
    else view.setUint32(at * 4, value, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

describe('an archive that fails over a transfer syntax of its choice', () => {
  it.each(KINDS)('gives big endian pixels of %s when it is asked without one', async (_, change, values) => {
    const own = image(change);
    const address = anArchive({ capabilities: serverCapabilities() });
    const frames = dicomwebFrames({ archiveOf: () => address, wholeStudies: wholeStudies({ linger: 0 }) });
    const signal = new AbortController().signal;
    for (const [littleEndian, type] of [
      [true, 'application/octet-stream'],
      [false, `application/octet-stream; transfer-syntax=${BIG}`],
    ] as const) {
      archive(written(values, own.bitsAllocated, littleEndian), type);
      const answer = await frames.frame(aFrame(1, anInstance({ image: own })), 'stack', signal);
      if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
      const bytes = new Uint8Array(answer.value.bytes);
      const result = await decodeFrame({ ...answer.value, bytes, image: own }, nodeCodecs());
      expect(result.ok && Array.from(result.value.pixels)).toEqual(values);
      // The second question is remembered: it is the first of the next frame.
      if (!littleEndian) expect(asked).toEqual(['multipart/related; type="application/octet-stream"']);
    }
  });

  it('gives big endian RGB', async () => {
    const own = image({
      bitsAllocated: 8,
      bitsStored: 8,
      highBit: 7,
      samplesPerPixel: 3,
      photometric: 'RGB',
    });
    const colours = Uint8Array.from({ length: 24 }, (_, at) => at * 10);
    archive(colours, 'application/octet-stream');
    const address = anArchive({ capabilities: serverCapabilities() });
    const frames = dicomwebFrames({ archiveOf: () => address, wholeStudies: wholeStudies({ linger: 0 }) });
    const answer = await frames.frame(
      aFrame(1, anInstance({ image: own })),
      'stack',
      new AbortController().signal,
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const bytes = new Uint8Array(answer.value.bytes);
    const result = await decodeFrame({ ...answer.value, bytes, image: own }, nodeCodecs());
    expect(result.ok && Array.from(result.value.pixels.subarray(0, 8))).toEqual([
      0, 10, 20, 255, 30, 40, 50, 255,
    ]);
  });

  it('is asked so by the demonstration too, and it remembers', async () => {
    archive(Uint8Array.of(1, 2, 3), 'application/octet-stream');
    const client = archiveClient(ROOT);
    const path = frameAddress('1').slice(ROOT.length + 1);
    expect(await client.part(path, 'application/octet-stream')).toEqual(Uint8Array.of(1, 2, 3));
    const before = asked.length;
    await client.part(path, 'application/octet-stream');
    expect(asked.length).toBe(before + 1);
  });
});

describe('a big endian file', () => {
  const elements = (bits: number, samples: number, photometric: string, pixels: Written) => [
    ...imageElements({
      '00280002': us('00280002', samples),
      '00280004': text('00280004', 'CS', photometric),
      '00280006': samples > 1 ? us('00280006', 0) : undefined,
      '00280100': us('00280100', bits),
      '00280101': us('00280101', bits),
      '00280102': us('00280102', bits - 1),
    }),
    pixels,
  ];

  it.each([
    ['8 bits in OB', 8, 'OB'],
    ['8 bits in OW', 8, 'OW'],
    ['16 bits', 16, 'OW'],
    ['32 bits', 32, 'OW'],
  ])('gives its samples in little endian: %s', async (_, bits, vr) => {
    const little = written([1, 2, 3, 4, 5, 6, 7, 250], bits, true);
    const big = written([1, 2, 3, 4, 5, 6, 7, 250], bits, false);
    // Bytes in words stand in swapped pairs (PS3.5 §7.3).
    const stored = bits === 8 && vr === 'OW' ? little.map((__, at) => little[at ^ 1] ?? 0) : big;
    const file = aFile(elements(bits, 1, 'MONOCHROME2', raw('7FE00010', vr, stored)), SYNTAX.big);
    expect((await readPart10(file)).frame(1)).toEqual(little);
  });

  it('gives the colours of RGB in their order', async () => {
    const rgb = Uint8Array.from({ length: 24 }, (_, at) => at);
    const file = aFile(elements(8, 3, 'RGB', raw('7FE00010', 'OB', rgb)), SYNTAX.big);
    expect((await readPart10(file)).frame(1)).toEqual(rgb);
  });
});
