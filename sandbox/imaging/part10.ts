import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue, CatalogueInstance, DicomJson } from '../catalogue';
import { concatenated } from './dicom/bytes';
import { numberOf } from './dicom/dataset';
import { isEncapsulated, isVideo, transferSyntaxes } from './dicom/transfer-syntaxes';
import { datasetBytes, elementBytes, itemBytes } from './dicom/write-dataset';

/** What a Part 10 file is written from; `frames` as stored under `transferSyntaxUid`. */
export interface Part10Source {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  readonly dataset: DicomJson;
  readonly frames: readonly Uint8Array[];
}

/**
 * A DICOM file (PS3.10 7): preamble, meta information, data set, pixel data native or encapsulated with a basic offset
 * table. Data sets are always written in explicit VR little endian, so native pixels must be little endian too.
 * @throws RangeError for a native syntax other than Explicit VR Little Endian
 */
export function part10File(source: Part10Source): Uint8Array {
  const { transferSyntaxUid } = source;
  if (!isEncapsulated(transferSyntaxUid) && transferSyntaxUid !== transferSyntaxes.explicitLittleEndian)
    throw new RangeError(`Part 10 files are not written in ${transferSyntaxUid}`);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode('DICM'), 128);
  return concatenated([preamble, metaBytes(source), datasetBytes(source.dataset), pixelDataBytes(source)]);
}

function metaBytes(source: Part10Source): Uint8Array {
  const text = (value: string) => new TextEncoder().encode(value);
  const meta = concatenated([
    elementBytes('00020001', 'OB', Uint8Array.of(0, 1)),
    elementBytes('00020002', 'UI', text(source.sopClassUid)),
    elementBytes('00020003', 'UI', text(source.sopInstanceUid)),
    elementBytes('00020010', 'UI', text(source.transferSyntaxUid)),
    elementBytes('00020012', 'UI', text('2.25.302473104410483905841270342394013')),
    elementBytes('00020013', 'SH', text('PLAINFILM_DEMO')),
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.length, true);
  return concatenated([elementBytes('00020000', 'UL', length), meta]);
}

function pixelDataBytes({ frames, transferSyntaxUid, dataset }: Part10Source): Uint8Array {
  if (frames.length === 0) return new Uint8Array();
  if (!isEncapsulated(transferSyntaxUid)) return nativeBytes(dataset, frames);
  const even = frames.map((frame) => (frame.length % 2 ? concatenated([frame, new Uint8Array(1)]) : frame));
  // PS3.5 8.2.7: a video is one stream in as many fragments as its writer likes, and has no table
  if (isVideo(transferSyntaxUid))
    return encapsulated([new Uint8Array(), ...even.flatMap((stream) => piecesOf(stream, videoFragment))]);
  const offsets = new Uint8Array(even.length * 4);
  let at = 0;
  even.forEach((frame, index) => {
    new DataView(offsets.buffer).setUint32(index * 4, at, true);
    at += frame.length + 8;
  });
  return encapsulated([offsets, ...even]);
}

/** Plain samples under the tag that they have (PS3.3 C.7.6.24, C.7.6.25): what only integers have tells them apart. */
function nativeBytes(dataset: DicomJson, frames: readonly Uint8Array[]): Uint8Array {
  const bits = numberOf(dataset, '00280100') ?? 16;
  if (bits === 1) return elementBytes('7FE00010', 'OB', packed(dataset, frames));
  const isInteger = ['00280101', '00280102', '00280103'].some((tag) => dataset[tag] !== undefined);
  const [tag, vr] =
    !isInteger && bits === 32
      ? ['7FE00008', 'OF']
      : !isInteger && bits === 64
        ? ['7FE00009', 'OD']
        : ['7FE00010', bits > 8 ? 'OW' : 'OB'];
  return elementBytes(tag, vr, concatenated(frames));
}

/** Frames of single bits follow each other without a gap (PS3.5 8.1.1). */
function packed(dataset: DicomJson, frames: readonly Uint8Array[]): Uint8Array {
  const bits = (numberOf(dataset, '00280010') ?? 0) * (numberOf(dataset, '00280011') ?? 0);
  if (bits % 8 === 0) return concatenated(frames);
  const bytes = new Uint8Array(Math.ceil((bits * frames.length) / 8));
  frames.forEach((frame, index) => {
    for (let bit = 0; bit < bits; bit += 1) {
      const to = index * bits + bit;
      if (((frame[bit >> 3] ?? 0) >> (bit & 7)) & 1) bytes[to >> 3] = (bytes[to >> 3] ?? 0) | (1 << (to & 7));
    }
  });
  return bytes;
}

/** Small enough that the demonstration's own videos are in several */
const videoFragment = 65_536;

const piecesOf = (bytes: Uint8Array, length: number) =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );

/** PS3.5 A.4: undefined length, offset table item, fragments, sequence delimiter. */
function encapsulated(items: readonly Uint8Array[]): Uint8Array {
  const head = Uint8Array.of(0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff);
  const end = Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);
  return concatenated([head, ...items.map(itemBytes), end]);
}

/** All frames of an instance, in order. */
export async function framesOf(instance: CatalogueInstance): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for (let index = 0; index < instance.numberOfFrames; index += 1) frames.push(await instance.frame(index));
  return frames;
}

/**
 * Writes every instance that an archive of `catalogue` holds as `folder/<hospital>/<n>.dcm`, and gives the paths. One at
 * a time: a thorax CT alone is 150 MB of pixels.
 */
export async function writePart10Files(catalogue: Catalogue, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const study of catalogue.studies) {
    if (study.missingInArchive) continue;
    await mkdir(join(folder, study.hospital), { recursive: true });
    for (const instance of study.series.flatMap((series) => series.instances)) {
      const path = join(folder, study.hospital, `${String(paths.length).padStart(6, '0')}.dcm`);
      await writeFile(path, await instance.part10());
      paths.push(path);
    }
  }
  return paths;
}
