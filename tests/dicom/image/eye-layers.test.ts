import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nearestLine } from '../../../src/domain/geometry/nearest-line';
import { hangByProtocol } from '../../../src/domain/hanging/hang-by-protocol';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { fromTop } from '../../../src/domain/study/eye-order';
import { attributesOf, type Frame } from '../../../src/domain/study/study';
import { framesFrom } from '../../../src/dicom/image/functional-groups';
import { readKind } from '../../pixels/kinds/read-kind';

/** Layers of an eye, each a line on its fundus: a case with what is right, read where it lies. */
const folder = fileURLToPath(
  new URL('../../../../shared/cases/curves-slides-colour/c06-oct-en-face', import.meta.url),
);
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

interface Expected {
  readonly frames: readonly {
    readonly frame: number;
    readonly start_row_column: readonly [number, number];
    readonly end_row_column: readonly [number, number];
  }[];
  readonly scroll_order: readonly number[];
}

const setOf = async (file: string) => {
  const { instance } = await readKind(new Uint8Array(readFileSync(join(folder, 'dicom', file))));
  const { series: uid, modality, seriesDescription: description } = instance;
  return displaySetsOf({ uid, modality, ...(description && { description }) }, [instance]);
};

describe.skipIf(!isHere)('layers of an eye', () => {
  const { frames, scroll_order: order } = isHere
    ? (JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as Expected)
    : { frames: [], scroll_order: [] };

  it('are gone through from the top of the eye to its foot, whatever their order in the object', async () => {
    const [volume] = await setOf('2-oct.dcm');
    expect(volume?.frames.map(({ number }) => number)).toEqual(order);
    expect(volume?.label).toBe('Right eye, OCT volume');
  });

  it('lie as lines on the fundus, which hangs beside them; a place goes to the nearest', async () => {
    const [[face], [volume]] = [await setOf('1-en-face.dcm'), await setOf('2-oct.dcm')];
    if (!face || !volume) throw new Error('nothing to hang');
    const picture = face.frames[0]?.instance.uid;
    for (const { frame, start_row_column: start, end_row_column: end } of frames) {
      const at = volume.frames.findIndex(({ number }) => number === frame);
      const shown = volume.frames[at];
      const line = shown && attributesOf(shown)?.line;
      expect(line).toEqual({
        on: picture,
        points: [
          [start[1], start[0]],
          [end[1], end[0]],
        ],
      });
      if (picture) expect(nearestLine(volume.frames, picture, [60, start[0] + 3])).toBe(at);
    }
    for (const current of [
      [face, volume],
      [volume, face],
    ])
      expect(hangByProtocol({ current })).toMatchObject({ layout: '1x2', hanging: [volume.id, face.id] });
    // Of another picture nothing is known.
    expect(hangByProtocol({ current: [volume] })).toBeUndefined();
  });
});

describe('a line on another picture', () => {
  const located = (orientation: string, ...Value: number[]) => ({
    '00220031': {
      vr: 'SQ',
      Value: [
        {
          '00081155': { vr: 'UI', Value: ['1.2.3'] },
          '00220032': { vr: 'FL', Value },
          '00220039': { vr: 'CS', Value: [orientation] },
        },
      ],
    },
  });
  const lineOf = (item: object) =>
    framesFrom(
      {
        instance: { '52009230': { vr: 'SQ', Value: [item] } },
        signed: false,
        photometric: 'MONOCHROME2',
        bulk: new Map(),
      },
      1,
    )[0]?.line;

  it.each([
    [
      'LINEAR',
      [1, 2, 3, 4],
      [
        [2, 1],
        [4, 3],
      ],
    ],
    [
      'NONLINEAR',
      [1, 2, 3, 4, 5, 6],
      [
        [2, 1],
        [4, 3],
        [6, 5],
      ],
    ],
    ['LINEAR', [1, 2], undefined],
    ['LINEAR', [1, 2, 3], undefined],
    ['TRANSVERSE', [1, 2, 3, 4], undefined],
  ])('is read from its rows and columns: %s %j', (orientation, values, points) => {
    expect(lineOf(located(orientation, ...values))).toEqual(points && { on: '1.2.3', points });
  });

  it('is none where the object says nothing', () => {
    expect(lineOf({})).toBeUndefined();
  });
});

describe('frames that are lines on a picture', () => {
  const lineAt = (from: readonly [number, number], to: readonly [number, number]) => [from, to] as const;
  const sorted = (
    lines: readonly (readonly (readonly [number, number])[])[],
    gaps: readonly number[] = [],
  ) => {
    const frames = lines.map((_, at) => ({
      number: at + 1,
      instance: { frames: lines.map((own) => ({ line: { on: '1.2.3', points: own } })) },
    }));
    const own = fromTop({ frames: frames as unknown as readonly Frame[], order: 'geometry', gaps });
    return [own.frames.map(({ number }) => number), own.gaps];
  };

  it.each([
    ['across, from the foot', [40, 30, 20].map((y) => lineAt([0, y], [99, y])), [3, 2, 1]],
    ['upright, from the right', [40, 30, 20].map((x) => lineAt([x, 0], [x, 99])), [3, 2, 1]],
    ['crossing in one place', [lineAt([0, 50], [100, 50]), lineAt([50, 100], [50, 0])], [1, 2]],
  ])('are gone through from its top or left: %s', (_, lines, numbers) => {
    expect(sorted(lines)[0]).toEqual(numbers);
  });

  it('keep the places where one is missing', () => {
    const lines = [50, 40, 20].map((y) => lineAt([0, y], [99, y]));
    expect(sorted(lines, [2])).toEqual([[3, 2, 1], [1]]);
  });
});
