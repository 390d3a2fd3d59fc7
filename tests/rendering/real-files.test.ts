import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import { nodeCodecs } from './node-codecs';
import { part10Image } from './part10';

/** A folder of real DICOM files with their MANIFEST.tsv; it stands beside the checkout and is never part of it. */
const data = process.env['PLAINFILM_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
const isThere = existsSync(`${data}/MANIFEST.tsv`);
if (!isThere) console.info('Real files are not here: set PLAINFILM_DATA to their folder to decode them.');

/** Right, though not as the manifest's reader has it, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'ct-enhanced/CT0012.fragmented_no_bot_jpeg_ls.80.dcm':
    "as its RLE twin; the manifest's reader mixed up the fragments",
  'lut-overlay/mlut_18.dcm': 'bits above Bits Stored left out',
  'lut-overlay/ovly_p01.dcm': 'overlays in the high bits left out',
  'odd/SC_rgb_small_odd_jpeg.dcm': 'RGB, where the manifest has YBR',
  'op-vl/JPEGwithIcon.dcm': 'RGB, where the manifest has YBR',
  'us/I_000009.dcm': 'RGB, where the manifest has YBR',
  'us/I_000014.dcm': 'RGB, where the manifest has YBR',
  'us/examples_ybr_color.dcm': 'RGB, where the manifest has YBR',
};

/** Refused, and how. */
const REFUSED: Readonly<Record<string, string>> = {
  'odd/JPEG2000-embedded-sequence-delimiter.dcm': 'undecodable',
  'wsi/multiframe.dcm': 'undecodable',
};

const range = /decodes \([^,]*, (-?[\d.e+-]+?)\.\.(-?[\d.e+-]+)\)/;

function manifest() {
  const lines = readFileSync(`${data}/MANIFEST.tsv`, 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line) => line.split('\t'))
    .map(([file = '', , , , , , , , , , note = '']) => ({ file, found: range.exec(note) }))
    .flatMap(({ file, found }) =>
      file.startsWith('dicom/') && found
        ? [{ file: file.slice(6), min: Number(found[1]), max: Number(found[2]) }]
        : [],
    );
}

async function decoded(file: string, codecs: ReturnType<typeof nodeCodecs>) {
  const part10 = part10Image(readFileSync(`${data}/dicom/${file}`));
  if (!part10) throw new Error(`no picture in ${file}`);
  let [min, max] = [Infinity, -Infinity];
  for (const bytes of part10.frames) {
    const { transferSyntax, image } = part10;
    const result = await decodeFrame({ bytes, transferSyntax, image }, codecs);
    if (!result.ok) return result.problem.kind;
    min = Math.min(min, result.value.min);
    max = Math.max(max, result.value.max);
  }
  return { min, max };
}

describe.skipIf(!isThere)('real files', () => {
  it(
    'decode to the stored values that another reader found, or are refused by name',
    { timeout: 120_000 },
    async () => {
      const codecs = nodeCodecs();
      const wrong: string[] = [];
      const files = manifest();
      for (const { file, min, max } of files) {
        const got = await decoded(file, codecs);
        const isSame =
          typeof got === 'object' && Math.abs(got.min - min) < 1e-6 && Math.abs(got.max - max) < 1e-6;
        const isRight =
          file in REFUSED ? got === REFUSED[file] : file in DIFFERENT ? typeof got === 'object' : isSame;
        if (!isRight) wrong.push(`${file}: ${JSON.stringify(got)}, expected ${min}..${max}`);
      }
      expect(files.length).toBeGreaterThan(300);
      expect(wrong).toEqual([]);
    },
  );

  it('of one picture in every transfer syntax have the same pixels where the syntax is lossless', async () => {
    const codecs = nodeCodecs();
    const pixels = async (syntax: string) => {
      const part10 = part10Image(
        readFileSync(`${data}/dicom/ct-transfer-syntaxes/CTImage.dcm_${syntax}.dcm`),
      );
      const [bytes] = part10?.frames ?? [];
      if (!part10 || !bytes) throw new Error(`no picture for ${syntax}`);
      const { transferSyntax, image } = part10;
      const result = await decodeFrame({ bytes, transferSyntax, image }, codecs);
      if (!result.ok) throw new Error(result.problem.kind);
      return Buffer.from(result.value.pixels.buffer);
    };
    const reference = await pixels('LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1');
    for (const lossless of [
      'BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2',
      'DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99',
      'JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90',
      'JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80',
      'JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70',
      'JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57',
      'LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2',
      'RLELosslessTransferSyntax_1.2.840.10008.1.2.5',
    ])
      expect((await pixels(lossless)).equals(reference), lossless).toBe(true);
  });
});
