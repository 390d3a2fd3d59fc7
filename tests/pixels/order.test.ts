import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10 } from '../../src/dicom/part10/file';
import { displaySetsOf } from '../../src/domain/study/display-set';
import { archiveId, seriesUid } from '../../src/domain/ids';
import { edgeLetters } from '../../src/domain/presentation/orientation';
import { attributesOf, type Frame, type Instance } from '../../src/domain/study/study';
import { filesAbsent, readReal, realFiles, type RealFile } from '../dicomweb/real-files';

const isReadable = (value: Instance | undefined): value is Instance => value !== undefined;

async function instanceAt(file: RealFile): Promise<Instance | undefined> {
  try {
    const { dataset } = await readPart10(readReal(file));
    return instanceFrom(dataset, { archive: archiveId('a'), bulk: new Map() });
  } catch {
    return undefined;
  }
}

/** Each series of the corpus' series folder as one pile. */
async function pile(folder: string) {
  const files = realFiles().filter(({ path }) => dirname(path) === `dicom/series/${folder}`);
  const instances = (await Promise.all(files.map(instanceAt))).filter(isReadable);
  expect(instances).toHaveLength(files.length);
  const sets = displaySetsOf({ uid: seriesUid('1.2'), modality: 'CT' }, instances);
  return { sets, frames: sets.flatMap(({ frames }) => frames) };
}

/** Where a slice lies along its own normal, reckoned here and not by the product. */
function along(frame: Frame): number {
  const plane = attributesOf(frame)?.plane;
  if (!plane) throw new Error('no plane');
  const [[rx, ry, rz], [cx, cy, cz], [x, y, z]] = [plane.row, plane.column, plane.position];
  return x * (ry * cz - rz * cy) + y * (rz * cx - rx * cz) + z * (rx * cy - ry * cx);
}

const folders = [
  ...new Set(
    realFiles()
      .map(({ path }) => dirname(path))
      .filter((path) => path.startsWith('dicom/series/'))
      .map((path) => path.slice('dicom/series/'.length)),
  ),
];

describe.skipIf(filesAbsent())('a real series', () => {
  it.each(folders)('%s is in the order of its slices, one way through each of its piles', async (folder) => {
    const { sets } = await pile(folder);
    // A localiser's three planes are piles of their own.
    expect(sets.map(({ order }) => order)).toEqual(
      new Array(folder === 'mr-abdomen' ? 3 : 1).fill('geometry'),
    );
    for (const { frames } of sets) {
      const steps = frames.slice(1).map((frame, at) => along(frame) - along(frames[at] ?? frame));
      expect(steps.length).toBeGreaterThan(1);
      expect(new Set(steps.map((step) => Math.sign(step))).size).toBe(1);
    }
  });

  it('says where the slice is that was left out of it', async () => {
    const { sets, frames } = await pile('ct-missing-slice');
    const [{ gaps } = { gaps: [] }] = sets;
    expect(gaps).toHaveLength(1);
    const numbers = frames.map(({ instance }) => instance.instanceNumber ?? 0);
    const [before, after] = [numbers[(gaps[0] ?? 0) - 1] ?? 0, numbers[gaps[0] ?? 0] ?? 0];
    expect([before, after].sort((a, b) => a - b)).toEqual([13, 15]);
  });

  it('says of a tilted gantry without a gap that nothing is missing', async () => {
    const { sets } = await pile('ct-phantom-tilt-minus18');
    expect(sets[0]?.gaps).toEqual([]);
  });
});

/** The patient's directions that a direction points to, the strongest first, by PS3.3 C.7.6.1.1.1. */
function lettersOf([x, y, z]: readonly [number, number, number]): string {
  return (
    [
      [Math.abs(x), x > 0 ? 'L' : 'R'],
      [Math.abs(y), y > 0 ? 'P' : 'A'],
      [Math.abs(z), z > 0 ? 'H' : 'F'],
    ] as const
  )
    .toSorted(([a], [b]) => b - a)
    .map(([, letter]) => letter)
    .join('');
}

describe.skipIf(filesAbsent())('edge letters of every real picture', () => {
  it('begin with the direction that its rows and columns point to, and are none where it does not say', async () => {
    const seen = { told: 0, unknown: 0 };
    const wrong: string[] = [];
    for (const file of realFiles()) {
      const instance = await instanceAt(file);
      const frame = instance?.frames[0];
      if (!frame) continue;
      const letters = edgeLetters(frame, { rotation: 0, flipHorizontal: false, flipVertical: false });
      const { plane, patientOrientation } = frame;
      if (plane) {
        seen.told += 1;
        const wanted = [lettersOf(plane.row)[0], lettersOf(plane.column)[0]];
        if (letters?.right[0] !== wanted[0] || letters?.bottom[0] !== wanted[1])
          wrong.push(`${file.path}: ${JSON.stringify(letters)}, not ${wanted.join()}`);
      } else if (!patientOrientation) {
        seen.unknown += 1;
        if (letters) wrong.push(`${file.path}: ${JSON.stringify(letters)} without any orientation`);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen.told).toBeGreaterThan(100);
    expect(seen.unknown).toBeGreaterThan(50);
  });
});
