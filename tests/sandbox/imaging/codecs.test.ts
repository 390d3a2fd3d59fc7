import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodecs } from '../../../sandbox/imaging/codecs/codecs';
import type { RawFrame } from '../../../sandbox/imaging/codecs/codecs';
import { datasetOf } from '../../../sandbox/imaging/dicom/dataset';
import { transferSyntaxes as ts } from '../../../sandbox/imaging/dicom/transfer-syntaxes';
import { part10File } from '../../../sandbox/imaging/part10';
import { seededRandom } from '../../../sandbox/imaging/random';
import { greyPixels } from '../../../sandbox/imaging/studies/pixel-elements';

const codecs = createCodecs();

/** Gradient, edges, flat stretches and noise: what run lengths, predictors and Huffman tables differ on. */
function hardPicture(columns: number, rows: number, bits: number, seed: string): RawFrame {
  const random = seededRandom(seed);
  const top = 2 ** bits - 1;
  const samples = Uint16Array.from({ length: columns * rows }, (_, at) => {
    const x = at % columns;
    const y = Math.floor(at / columns);
    if (y < rows / 4) return x < columns / 2 ? 0 : top;
    if (y < rows / 2) return Math.floor((x / columns) * top);
    return y < (3 * rows) / 4 ? 7 : Math.floor(random() * (top + 1));
  });
  return { columns, rows, bitsStored: bits, samplesPerPixel: 1, samples };
}

const bytesOf = ({ samples }: RawFrame) =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
const layoutOf = (frame: RawFrame) => ({ ...frame, bitsAllocated: frame.samples.BYTES_PER_ELEMENT * 8 });

const lossless = [
  ['RLE', ts.rleLossless],
  ['JPEG Lossless SV1', ts.jpegLosslessFirstOrder],
  ['JPEG-LS', ts.jpegLsLossless],
  ['JPEG 2000', ts.jpeg2000Lossless],
  ['HTJ2K', ts.htj2kLossless],
  ['HTJ2K RPCL', ts.htj2kLosslessRpcl],
] as const;

describe.each(lossless)('%s', (_, uid) => {
  it.each([
    [64, 48, 12],
    [127, 33, 12],
    [65, 67, 16],
  ])('gives back every sample of %i × %i at %i bits', async (columns, rows, bits) => {
    const frame = hardPicture(columns, rows, bits, `${uid} ${columns}`);
    const encoded = await codecs.encode(frame, uid);
    const decoded = await codecs.decode(encoded, layoutOf(frame), uid);
    expect(Buffer.compare(Buffer.from(decoded), Buffer.from(bytesOf(frame)))).toBe(0);
  });
});

it('codes a picture of one value, whose Huffman table has a single symbol', async () => {
  const frame: RawFrame = {
    columns: 40,
    rows: 30,
    bitsStored: 12,
    samplesPerPixel: 1,
    samples: new Uint16Array(1200).fill(2048),
  };
  const encoded = await codecs.encode(frame, ts.jpegLosslessFirstOrder);
  const decoded = await codecs.decode(encoded, layoutOf(frame), ts.jpegLosslessFirstOrder);
  expect(Buffer.compare(Buffer.from(decoded), Buffer.from(bytesOf(frame)))).toBe(0);
});

it('writes HTJ2K RPCL with its lengths at the front, so that a prefix is a smaller picture', async () => {
  const encoded = await codecs.encode(hardPicture(256, 256, 12, 'rpcl'), ts.htj2kLosslessRpcl);
  const bytes = Buffer.from(encoded);
  const cod = bytes.indexOf(Buffer.of(0xff, 0x52));
  expect(bytes[cod + 5]).toBe(2);
  expect(bytes.indexOf(Buffer.of(0xff, 0x55))).toBeLessThan(bytes.indexOf(Buffer.of(0xff, 0x90)));
  // A tile part for each of the six resolutions
  expect(bytes.toString('latin1').split('\xff\x90').length - 1).toBe(6);
});

it('goes on decoding after a stream that made the codec trap', async () => {
  const frame = hardPicture(64, 64, 12, 'after');
  const encoded = await codecs.encode(frame, ts.jpegLsLossless);
  const broken = encoded.slice(0, 40).fill(0x55, 20);
  await expect(codecs.decode(broken, layoutOf(frame), ts.jpegLsLossless)).rejects.toBeDefined();
  const decoded = await codecs.decode(encoded, layoutOf(frame), ts.jpegLsLossless);
  expect(Buffer.compare(Buffer.from(decoded), Buffer.from(bytesOf(frame)))).toBe(0);
});

it('keeps a JPEG baseline picture close to what it was, in colour', async () => {
  const samples = Uint8Array.from({ length: 96 * 80 * 3 }, (_, at) => [200, 90, 40][at % 3] ?? 0);
  const frame: RawFrame = { columns: 96, rows: 80, bitsStored: 8, samplesPerPixel: 3, samples };
  const encoded = await codecs.encode(frame, ts.jpegBaseline);
  const decoded = await codecs.decode(encoded, { ...frame, bitsAllocated: 8 }, ts.jpegBaseline);
  expect(decoded).toHaveLength(samples.length);
  expect(Math.max(...samples.map((value, at) => Math.abs(value - (decoded[at] ?? 0))))).toBeLessThan(6);
  // SOF0: sequential baseline, not progressive
  expect(Buffer.from(encoded).includes(Buffer.of(0xff, 0xc0))).toBe(true);
});

const isInstalled = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const tools = [
  ['dcmdjpeg', ts.jpegLosslessFirstOrder, ['dcmdjpeg']],
  ['dcmdjpls', ts.jpegLsLossless, ['dcmdjpls']],
  ['dcmdrle', ts.rleLossless, ['dcmdrle']],
  ['gdcmconv', ts.jpeg2000Lossless, ['gdcmconv', '--raw']],
] as const;

describe('decoders written by others', () => {
  const place = { folder: '' };
  beforeAll(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'plainfilm-codecs-'));
  });
  afterAll(() => rm(place.folder, { recursive: true }));

  it.each(tools)('agree: %s on %s', async (tool, uid, [command, ...options]) => {
    if (!isInstalled(tool)) return console.info(`Skipped: ${tool} is not installed.`);
    const frame = hardPicture(90, 70, 12, tool);
    const dataset = datasetOf({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
      SOPInstanceUID: '2.25.1',
      StudyInstanceUID: '2.25.2',
      SeriesInstanceUID: '2.25.3',
      Modality: 'OT',
      ...greyPixels(90, 70, 12),
    });
    const file = part10File({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
      sopInstanceUid: '2.25.1',
      transferSyntaxUid: uid,
      dataset,
      frames: [await codecs.encode(frame, uid)],
    });
    const input = join(place.folder, `${tool}.dcm`);
    const output = join(place.folder, `${tool}-raw.dcm`);
    await writeFile(input, file);
    execFileSync(command, [...options, input, output]);
    // Little-endian samples stand at the end of an uncompressed file
    const raw = await readFile(output);
    const wanted = Buffer.from(bytesOf(frame));
    expect(raw.includes(wanted)).toBe(true);
  });
});
