import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { readPart10 } from '../../../src/dicom/part10/file';
import { archiveId } from '../../../src/domain/ids';
import { hangByProtocol } from '../../../src/domain/hanging/hang-by-protocol';
import { followed, scrollLinkOf } from '../../../src/domain/hanging/linking';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import { isPair } from '../../../src/domain/study/pair';
import type { Instance } from '../../../src/domain/study/study';

/** Two that belong beside one another, read where they lie. */
const folder = fileURLToPath(new URL('../../../../shared/cases/curves-slides-colour', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

async function read(path: string): Promise<Instance> {
  const { dataset } = await readPart10(new Uint8Array(readFileSync(join(folder, path))));
  return instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
}
async function setsOf(...paths: readonly string[]): Promise<readonly DisplaySet[]> {
  const instances = await Promise.all(paths.map(read));
  const [first] = instances;
  if (!first) return [];
  return displaySetsOf({ uid: first.series, modality: first.modality, description: 'LCA' }, instances);
}

describe.runIf(isHere)('The two planes of an angiogram', () => {
  const dicom = 'x04-biplane/dicom/';
  const biplane = () => setsOf(`${dicom}1-plane-b.dcm`, `${dicom}2-single.dcm`, `${dicom}3-plane-a.dcm`);

  it('hang beside one another, A on the left, each with its angles', async () => {
    const sets = await biplane();
    const hung = hangByProtocol({ current: [...sets].reverse() });
    const labels = hung?.hanging.map((id) => sets.find((one) => one.id === id)?.label);
    expect(hung?.layout).toBe('1x2');
    expect(labels).toEqual(['LCA · plane A · LAO 30', 'LCA · plane B · RAO 60 CRA 20']);
  });

  it('go by picture by picture, and the single plane alone', async () => {
    const [a, b, single] = await biplane();
    if (!a || !b || !single) throw new Error('no planes');
    expect(scrollLinkOf(a, b)).toBe('pair');
    expect(followed({ displaySet: a }, 4, { displaySet: b })).toEqual({ at: 4, away: 0 });
    expect(isPair(a, single)).toBe(false);
    expect([a.frameRate, b.frameRate].map((rate) => Math.round(rate ?? 0))).toEqual([15, 15]);
  });

  it('are no pair where the one names another', async () => {
    const [a, b] = await biplane();
    if (!a || !b) throw new Error('no planes');
    const other = b.frames.map((frame) => ({
      ...frame,
      instance: {
        ...frame.instance,
        uid: '1.2.3' as Instance['uid'],
        pair: { kind: 'biplane', side: 'right' } as const,
      },
    }));
    expect(isPair(a, { frames: other })).toBe(false);
    expect(hangByProtocol({ current: [a] })).toBeUndefined();
  });
});

describe.runIf(isHere)('The two views of a stereo photograph', () => {
  it('hang beside one another, the left one left, whatever their numbers', async () => {
    const sets = await setsOf(
      'c07-stereo-pair/dicom/d-photo-right.dcm',
      'c07-stereo-pair/dicom/e-photo-left.dcm',
    );
    const hung = hangByProtocol({ current: sets });
    const names = hung?.hanging.map(
      (id) => sets.find((one) => one.id === id)?.frames[0]?.instance.pair?.side,
    );
    expect(names).toEqual(['left', 'right']);
  });
});
