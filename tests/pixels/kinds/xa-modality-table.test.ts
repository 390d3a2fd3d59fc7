import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asStored } from '../../../src/domain/presentation/view-state';
import { greyScale } from '../../../src/rendering/paint/grey';
import { softcopyAttributes } from '../../../src/rendering/softcopy/grey-attributes';
import {
  aFile,
  imageElements,
  raw,
  sequence,
  text,
  us,
  words,
  type Written,
} from '../../dicomweb/part10-file';
import { aState } from '../../rendering/softcopy/states';
import { netpbmFrom } from '../netpbm';
import { tool } from '../tools';
import { greys, readKind } from './read-kind';

const hasDcmtk = spawnSync('dcm2pnm', ['--version'], { stdio: 'ignore' }).error === undefined;
if (!hasDcmtk) console.warn('Skipped: dcm2pnm (package dcmtk) is not here to compare with.');
const folder = mkdtempSync(join(tmpdir(), 'plainfilm-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A table of 8 bits whose entries go far beyond them, as detectors' tables back to intensity do. */
const STEEP = Uint16Array.from({ length: 256 }, (_, at) => at * at);
const XA = '1.2.840.10008.5.1.4.1.1.12.1';
const tableItem = [
  us('00283002', 256, 0, 8),
  text('00283004', 'LO', 'US'),
  words('00283006', new Uint8Array(STEEP.buffer)),
];

const anAngiogram = (sopClass: string, relationship: string, more: Record<string, Written> = {}) =>
  aFile([
    ...imageElements({
      '00080016': text('00080016', 'UI', sopClass),
      '00080060': text('00080060', 'CS', 'XA'),
      '00280010': us('00280010', 16),
      '00280011': us('00280011', 16),
      '00280100': us('00280100', 8),
      '00280101': us('00280101', 8),
      '00280102': us('00280102', 7),
      '00281040': text('00281040', 'CS', relationship),
      '00281050': text('00281050', 'DS', '127'),
      '00281051': text('00281051', 'DS', '255'),
      '00283000': sequence('00283000', [tableItem]),
      ...more,
    }),
    raw(
      '7FE00010',
      'OB',
      Uint8Array.from({ length: 256 }, (_, at) => at),
    ),
  ]);

/** PS3.3 C.11.2.1.2.1 over the stored values */
const byWindow = Array.from({ length: 256 }, (_, value) =>
  Math.round(Math.min(1, Math.max(0, (value - 126.5) / 254 + 0.5)) * 255),
);

describe('a table from pixels back to intensity', () => {
  it.each([
    ['angiography', XA, 'LOG'],
    ['angiography', XA, 'LIN'],
    ['angiography', XA, 'DISP'],
    ['fluoroscopy', '1.2.840.10008.5.1.4.1.1.12.2', 'LOG'],
    ['biplane angiography', '1.2.840.10008.5.1.4.1.1.12.3', 'LOG'],
    ['enhanced angiography', '1.2.840.10008.5.1.4.1.1.12.1.1', 'LOG'],
    ['enhanced fluoroscopy', '1.2.840.10008.5.1.4.1.1.12.2.1', 'LIN'],
  ])('is no part of the display of %s %s %s', async (_, sopClass, relationship) => {
    expect(await greys(await readKind(anAngiogram(sopClass, relationship)))).toEqual(byWindow);
  });

  it.each(['LOG', 'LIN'])('nor is it where a functional group has it beside %s', async (relationship) => {
    const shared = sequence('52009229', [[sequence('00289145', [[sequence('00283000', [tableItem])]])]]);
    const enhanced = anAngiogram('1.2.840.10008.5.1.4.1.1.12.1.1', relationship, { '52009229': shared });
    expect(await greys(await readKind(enhanced))).toEqual(byWindow);
  });

  it('is part of the display of other radiographs', async () => {
    const shown = await greys(await readKind(anAngiogram('1.2.840.10008.5.1.4.1.1.7', 'LOG')));
    expect(shown[20]).toBe(255);
  });

  it.runIf(hasDcmtk)('is left out by dcm2pnm as well', async () => {
    const file = anAngiogram(XA, 'LOG');
    writeFileSync(join(folder, 'xa.dcm'), file);
    const run = tool('dcm2pnm', '+Wi', '1', '+op', join(folder, 'xa.dcm'), join(folder, 'xa.pgm'));
    expect(run.ok).toBe(true);
    const shown = tool('cat', join(folder, 'xa.pgm'));
    if (!shown.ok) throw new Error(shown.why);
    const { values } = netpbmFrom(shown.output);
    const own = await greys(await readKind(file));
    own.forEach((grey, at) => expect(Math.abs(grey - (values[at] ?? 0))).toBeLessThanOrEqual(1));
  });

  it.each([
    ['has none of its own', []],
    ['has one that cannot be read', ['modality LUT']],
  ])('is left out under a saved view that %s (PS3.4 N.2.1)', async (_, notApplied) => {
    const kind = await readKind(anAngiogram(XA, 'LOG'));
    const frame = { instance: kind.instance, number: 1 };
    const [described] = kind.instance.frames;
    if (!described) throw new Error('no frame');
    const state = aState({ voi: [{ images: [], window: { center: 127, width: 255 } }], notApplied });
    const { grey } = greyScale(
      { range: [0, 255] },
      softcopyAttributes(described, state, frame),
      {},
      asStored,
    );
    expect(Array.from({ length: 256 }, (__, value) => grey(value))).toEqual(byWindow);
  });
});
