import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { presentationStateClass } from '../../src/dicom/presentation-state-class';
import { overlayKindOf } from '../../src/domain/overlay/classes';
import { kindOf } from '../../src/domain/study/kinds';
import { STORAGE_CLASSES, storageClassName, type Fate } from '../../src/dicom/storage-classes';
import type { Instance } from '../../src/domain/study/study';
import { cardTexts } from '../../src/texts/en/cards';

const page = fileURLToPath(new URL('../../docs/sop-classes.md', import.meta.url));

/** The page says it in these words. */
const SAID: Readonly<Record<Fate, string>> = {
  pictures: 'shown as pictures',
  video: 'played as a video',
  curves: 'drawn as curves',
  'drawn over': 'drawn over the pictures it belongs to',
  report: 'read as a report',
  'key images': 'chooses key images',
  'saved view': 'offered as a saved view',
  card: 'card: what it is, by whom, when',
};

const STACK = { rows: 2, columns: 2 } as unknown as NonNullable<Instance['image']>;

/** What an object of a class has, as far as its kind asks. */
const objectOf = (sopClass: string, fate: Fate, name: string): Parameters<typeof kindOf>[0] => ({
  sopClass,
  ...(/Image|Video|Map$|Dose$|^Segmentation|Label Map|Volume|B-scan/.test(name) &&
    fate !== 'card' && { image: STACK }),
  ...(fate === 'curves' && { waveform: {} }),
});

const KINDS: Readonly<Record<Fate, string>> = {
  pictures: 'stack',
  video: 'video',
  curves: 'waveform',
  'drawn over': 'stack',
  report: 'unsupported',
  'key images': 'unsupported',
  'saved view': 'unsupported',
  card: 'unsupported',
};

describe('every storage class of the standard', () => {
  it('is there once', () => {
    const uids = STORAGE_CLASSES.map(([uid]) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.length).toBeGreaterThan(150);
    for (const uid of uids) expect(uid).toMatch(/^1\.2\.840\.10008\.5\.1\.4\.[\d.]+$/);
  });

  it.each(STORAGE_CLASSES)('%s %s is as its row says: %s', (uid, name, fate) => {
    const isStructures = name === 'RT Structure Set';
    expect(kindOf(objectOf(uid, fate, name))).toBe(isStructures ? 'unsupported' : KINDS[fate]);
    expect(overlayKindOf({ sopClass: uid }) !== undefined).toBe(fate === 'drawn over');
    const state = presentationStateClass(uid);
    expect(state !== undefined && state !== 'other').toBe(fate === 'saved view');
    expect(/\.88\.|\.104\.[12]$/.test(uid)).toBe(fate === 'report' || fate === 'key images');
  });

  it.each(STORAGE_CLASSES.filter(([, , fate]) => fate === 'card'))('%s %s has words for people', (uid) => {
    const end = uid.replace(/^1\.2\.840\.10008\.5\.1\.4\.(1\.1\.)?/, '');
    expect(cardTexts.kind(end)).not.toBe(cardTexts.kind('nothing'));
  });

  it('has its row in docs/sop-classes.md', () => {
    const rows = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| 1.2.'))
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(STORAGE_CLASSES.map(([uid, name, fate]) => [uid, name, SAID[fate]]));
  });

  it('is named by its name, and a private one by none', () => {
    expect(storageClassName('1.2.840.10008.5.1.4.1.1.481.5')).toBe('RT Plan');
    expect(storageClassName('1.3.12.2.1107.5.9.1')).toBeUndefined();
  });
});
