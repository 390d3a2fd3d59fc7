import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { presentationFrom } from '../../../src/dicom/presentation-state/presentation-state';
import { archiveId } from '../../../src/domain/ids';
import { asStored } from '../../../src/domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../../src/domain/presentation/presentation-state';
import { attributesOf, type Frame } from '../../../src/domain/study/study';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import type { GreyFrame } from '../../../src/rendering/decode/pixels';
import { greyScale } from '../../../src/rendering/paint/grey';
import { softcopyOf } from '../../../src/rendering/softcopy/applies';
import { softcopyAttributes } from '../../../src/rendering/softcopy/grey-attributes';
import { back } from '../../../src/domain/geometry/picture-matrix';
import { viewOf } from '../../../src/rendering/softcopy/view';
import { nodeCodecs } from '../node-codecs';
import { part10Image } from '../part10';

/** A folder of real DICOM files; it stands beside the checkout and is never part of it. */
const data = process.env['PLAINFILM_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');
const STATE = `${data}/dicom/pr-ko/prLUTs.dcm`;
const IMAGE = `${data}/dicom/pr-ko/imageForPrLUTs.dcm`;
const CT = `${data}/dicom/ct-transfer-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm`;
const MONOCHROME1 = `${data}/dicom/cr-dx/dx_image.dcm`;

function isAbsent(): boolean {
  const hasTools = ['dcmp2pgm', 'dcmodify'].every((tool) => {
    try {
      execFileSync(tool, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (!hasTools) console.warn('Skipped: dcmp2pgm and dcmodify (package dcmtk) are not here to compare with.');
  const hasData = [STATE, IMAGE, CT, MONOCHROME1].every((file) => existsSync(file));
  if (!hasData)
    console.warn('Skipped: no real presentation states; PLAINFILM_DATA names the folder that has them.');
  return !hasTools || !hasData;
}

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (tool: string, ...words: string[]) => execFileSync(tool, words, { stdio: 'ignore' });

/** A presentation state with some elements changed; `undefined` takes one out. */
function changed(state: string, elements: Readonly<Record<string, string | undefined>>): string {
  const file = join(folder, 'state.dcm');
  copyFileSync(state, file);
  const words = Object.entries(elements).flatMap(([tag, value]) =>
    value === undefined ? ['-ea', tag] : ['-i', `${tag}=${value}`],
  );
  if (words.length > 0) run('dcmodify', '-nb', '-imt', ...words, file);
  return file;
}

/** The state that DCMTK makes of an image as its own attributes have it. */
function ownState(image: string): string {
  const file = join(folder, 'own.dcm');
  run('dcmp2pgm', '+S', file, image, join(folder, 'own.pgm'));
  return file;
}

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

function theirs(state: string, image: string): Bitmap {
  const file = join(folder, 'theirs.pgm');
  run('dcmp2pgm', '-p', state, image, file);
  const bytes = readFileSync(file);
  const header = /^P5\s+(?:#.*\n\s*)*(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 200).toString('latin1'));
  if (!header) throw new Error('not a grey bitmap');
  return { width: Number(header[1]), height: Number(header[2]), grey: bytes.subarray(header[0].length) };
}

async function imageOf(file: string): Promise<{ frame: Frame; decoded: GreyFrame }> {
  const bytes = readFileSync(file);
  const { dataset, bulk } = readDicomFile(bytes);
  const instance = instanceFrom(dataset, { archive: archiveId('salford'), bulk });
  const part10 = part10Image(bytes);
  const [stored] = part10?.frames ?? [];
  if (!part10 || !stored || !instance.image) throw new Error('no picture');
  const wanted = { bytes: stored, transferSyntax: part10.transferSyntax, image: instance.image };
  const result = await decodeFrame(wanted, nodeCodecs());
  if (!result.ok || result.value.kind !== 'grey') throw new Error('no grey picture');
  return { frame: { instance, number: 1 }, decoded: result.value };
}

function stateOf(file: string): SoftcopyPresentation {
  const { dataset, bulk } = readDicomFile(readFileSync(file));
  return presentationFrom(dataset, { source: 'Salford Royal', bulk });
}

/** What a viewport of that size shows where each of its pixels has its middle. */
async function ours(state: string, image: string, { width, height }: Bitmap): Promise<Uint8Array> {
  const picture = await imageOf(image);
  const { frame, decoded } = picture;
  const softcopy = softcopyOf(stateOf(state), frame);
  const attributes = attributesOf(frame);
  if (!softcopy || !attributes) throw new Error('the state does not name the image');
  const { grey } = greyScale(
    decoded,
    softcopyAttributes(attributes, softcopy, frame),
    frame.instance.image ?? {},
    {
      invert: false,
    },
  );
  const { place } = viewOf(picture, { ...asStored, softcopy }, { width, height }, 1);
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = back(place.matrix, [(at % width) + 0.5, Math.floor(at / width) + 0.5]);
    const stored = decoded.pixels[Math.floor(y) * decoded.columns + Math.floor(x)];
    return stored === undefined ? 0 : grey(stored);
  });
}

async function farthest(state: string, image: string): Promise<number> {
  const bitmap = theirs(state, image);
  const grey = await ours(state, image, bitmap);
  expect(bitmap.grey).toHaveLength(grey.length);
  expect(new Set(bitmap.grey).size).toBeGreaterThan(10);
  return grey.reduce((most, one, at) => Math.max(most, Math.abs(one - (bitmap.grey[at] ?? 0))), 0);
}

const TABLES = { '(0028,3000)': undefined, '(0028,3110)': undefined, '(2050,0010)': undefined };

describe.skipIf(isAbsent())(
  'a real presentation state is shown as DCMTK shows it, within 2 of 256',
  { timeout: 60_000 },
  () => {
    it('with its modality, VOI and presentation tables', async () => {
      expect(await farthest(STATE, IMAGE)).toBeLessThanOrEqual(2);
    });

    it.each(
      ['0', '90', '180', '270'].flatMap((rotation) => ['N', 'Y'].map((flip) => [rotation, flip] as const)),
    )('turned by %s, mirrored: %s', async (rotation, flip) => {
      const state = changed(STATE, { '(0070,0042)': rotation, '(0070,0041)': flip });
      expect(await farthest(state, IMAGE)).toBeLessThanOrEqual(2);
    });

    it.each(['IDENTITY', 'INVERSE'])('without any table, %s', async (shape) => {
      const state = changed(STATE, { ...TABLES, '(2050,0020)': shape });
      expect(await farthest(state, IMAGE)).toBeLessThanOrEqual(2);
    });

    it.each([
      ['a rescale and a window', {}],
      ['no VOI, whatever window the image has', { '(0028,3110)': undefined }],
      [
        'a window of stored values, without a rescale',
        { '(0028,1052)': '0', '0028,3110[0].0028,1050': '1064' },
      ],
    ])('of a CT: %s', async (_, elements) => {
      expect(await farthest(changed(ownState(CT), elements), CT)).toBeLessThanOrEqual(2);
    });

    it.each(['INVERSE', 'IDENTITY'])('of a MONOCHROME1 image, which it overrides: %s', async (shape) => {
      const state = changed(ownState(MONOCHROME1), { '(2050,0020)': shape });
      expect(await farthest(state, MONOCHROME1)).toBeLessThanOrEqual(2);
    });
  },
);
