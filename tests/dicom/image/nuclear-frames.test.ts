import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { attributesOf } from '../../../src/domain/study/study';
import { hangByProtocol } from '../../../src/domain/hanging/hang-by-protocol';
import { layoutFor } from '../../../src/domain/hanging/hanging-protocol';
import { volumeOf } from '../../../src/domain/volume/volume';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });

/** An object of nuclear medicine, with so many frames. */
function nuclear(frames: number, parts: Dataset = {}): Dataset {
  return {
    '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.20'),
    '00080018': element('UI', '1.2.3.4'),
    '0020000D': element('UI', '1.2.3'),
    '0020000E': element('UI', '1.2.3.1'),
    '00080060': element('CS', 'NM'),
    '00200052': element('UI', '1.2.9'),
    '00280002': element('US', 1),
    '00280004': element('CS', 'MONOCHROME2'),
    '00280008': element('IS', frames),
    '00280010': element('US', 4),
    '00280011': element('US', 4),
    '00280030': element('DS', 4, 4),
    '00280100': element('US', 16),
    '00280101': element('US', 16),
    '00280102': element('US', 15),
    '00280103': element('US', 0),
    ...parts,
  };
}

const vector = (...values: number[]) => element('US', ...values);
const place = (z: number) => ({
  '00200032': element('DS', -8, -8, z),
  '00200037': element('DS', 1, 0, 0, 0, 1, 0),
});
const detectors = (...items: Dataset[]) => ({ '00540022': element('SQ', ...items) });

function displaySets(dataset: Dataset) {
  const instance = instanceFrom(dataset, {
    archive: archiveId('a'),
    bulk: { get: () => undefined } as never,
  });
  return displaySetsOf({ uid: instance.series, modality: 'NM' }, [instance]);
}
const numbers = (sets: ReturnType<typeof displaySets>) =>
  sets.map(({ frames }) => frames.map(({ number }) => number));

describe('frames of nuclear medicine', () => {
  it('are stacks of their own by energy window and detector, named as the object names them', () => {
    const view = (meaning: string) => ({
      '00540220': element('SQ', { '00080104': element('LO', meaning) }),
    });
    const sets = displaySets(
      nuclear(2, {
        '00540010': vector(1, 1),
        '00540020': vector(1, 2),
        ...detectors(view('Anterior'), view('Posterior')),
      }),
    );
    expect(numbers(sets)).toEqual([[1], [2]]);
    expect(sets.map(({ label }) => label.split(' · ').at(-1))).toEqual(['Anterior', 'Posterior']);
    // A whole body from the front and from the back hang beside one another.
    expect(layoutFor(sets)).toBe('1x2');
  });

  it.each([
    ['00540030', 'phase 2'],
    ['00540050', 'rotation 2'],
    ['00540060', 'R-R interval 2'],
  ])('are stacks of their own by vector %s', (tag, words) => {
    const sets = displaySets(nuclear(4, { [tag]: vector(1, 1, 2, 2) }));
    expect(numbers(sets)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(sets[1]?.label).toContain(words);
  });

  it('are counted by the vectors that the Frame Increment Pointer names, and by no other', () => {
    const sets = displaySets(
      nuclear(4, {
        '00280009': element('AT', '00540080'),
        '00540020': vector(1, 1, 2, 2),
        '00540080': vector(1, 2, 3, 4),
      }),
    );
    expect(numbers(sets)).toHaveLength(1);
  });

  it.each([
    [6, [10, 16, 22, 28]],
    [-6, [10, 4, -2, -8]],
  ])('lie %d mm from one another, whichever way that is', (spacing, heights) => {
    const [set] = displaySets(
      nuclear(4, {
        '00180088': element('DS', spacing),
        '00540080': vector(1, 2, 3, 4),
        ...detectors(place(10)),
      }),
    );
    const byNumber = [...(set?.frames ?? [])].sort((a, b) => a.number - b.number);
    expect(byNumber.map((frame) => attributesOf(frame)?.plane?.position[2])).toEqual(heights);
    const result = volumeOf(set?.frames ?? []);
    expect(result.ok && result.volume.step).toBe(6);
  });

  it('have no place where the object says none, or no step', () => {
    for (const parts of [{}, detectors(place(0))]) {
      const [set] = displaySets(nuclear(3, { '00540080': vector(1, 2, 3), ...parts }));
      expect(set?.frames.map((frame) => attributesOf(frame)?.plane)).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it('of a gated heart are one beat after the other, a slice at a time', () => {
    // Two slices at three parts of the beat, as they are stored: all slices of each part
    const [set] = displaySets(
      nuclear(6, {
        '00180088': element('DS', -6),
        '00540070': vector(1, 1, 2, 2, 3, 3),
        '00540080': vector(1, 2, 1, 2, 1, 2),
        ...detectors(place(12)),
      }),
    );
    expect(numbers(set ? [set] : [])).toEqual([[1, 3, 5, 2, 4, 6]]);
    expect(set?.cycle).toBe(3);
  });
});

describe('PET and CT', () => {
  it('hang beside one another, CT on the left', () => {
    const of = (modality: string, series: string) => {
      const dataset = {
        ...nuclear(1),
        '00080060': element('CS', modality),
        '0020000E': element('UI', series),
      };
      const instance = instanceFrom(dataset, {
        archive: archiveId('a'),
        bulk: { get: () => undefined } as never,
      });
      return displaySetsOf({ uid: instance.series, modality }, [instance]);
    };
    const current = [...of('PT', '1.2.3.8'), ...of('CT', '1.2.3.9')];
    const hung = hangByProtocol({ current });
    expect(hung?.layout).toBe('1x2');
    expect(hung?.hanging.map((id) => current.find((one) => one.id === id)?.modality)).toEqual(['CT', 'PT']);
  });
});

describe('detectors and energy windows', () => {
  it('keep their numbers where one among them is no item', () => {
    const view = (meaning: string) => ({
      '00540220': { vr: 'SQ', Value: [{ '00080104': element('LO', meaning) }] },
    });
    const instance = instanceFrom(
      nuclear(2, {
        '00280009': element('AT', '00540010', '00540020'),
        '00540010': vector(2, 2),
        '00540012': { vr: 'SQ', Value: [null, { '00540018': element('SH', 'Tc99m') }] },
        '00540020': vector(2, 3),
        '00540022': { vr: 'SQ', Value: [null, view('Anterior'), view('Posterior')] },
      }),
      { archive: archiveId('a'), bulk: new Map() },
    );
    const told = instance.frames.map(({ distinctions = [] }) => distinctions.map(({ value }) => value));
    expect(told).toEqual([
      ['Tc99m', 'Anterior'],
      ['Tc99m', 'Posterior'],
    ]);
  });
});
