import { describe, expect, it } from 'vitest';
import { segmentsAt, segmentsOn } from '../../../src/domain/overlay/segments';
import type { Segmentation } from '../../../src/domain/overlay/overlay';
import type { Vector } from '../../../src/domain/study/study';
import type { OpenObject } from '../../../src/rendering/overlay/read-object';
import { expected, isHere } from '../../domain/volume/volume-cases';
import { openIn, overlayObject, overlayRead, picturesOf, refusalOver, type Pictures } from './overlay-cases';

type Run = readonly [row: number, column: number, count: number, x: number, y: number, z: number];

interface ExpectedSegment {
  readonly number: number;
  readonly label: string;
  readonly algorithm?: string;
  readonly name?: string | null;
  readonly voxels: number;
  readonly slices: readonly { readonly sop: string; readonly runs: readonly Run[] }[];
}

const BY = { MANUAL: 'person', AUTOMATIC: 'software', SEMIAUTOMATIC: 'both' } as const;

/** "sop row column" of each voxel of a segment, of at least so much */
function voxelsIn(
  { overlay, values }: OpenObject,
  { slices }: Pictures,
  segment: number,
  least = 1,
): ReadonlySet<string> {
  const voxels = new Set<string>();
  for (const slice of slices) {
    const on = segmentsOn(overlay as Segmentation, slice, values);
    if (!on.ok) throw new Error(on.why.kind);
    for (const mask of on.masks.filter((one) => one.segment === segment))
      mask.values.forEach((value, at) => {
        if (value >= least)
          voxels.add(`${slice.instance} ${Math.floor(at / slice.columns)} ${at % slice.columns}`);
      });
  }
  return voxels;
}

const runsOf = (slices: ExpectedSegment['slices']): ReadonlySet<string> =>
  new Set(
    slices.flatMap(({ sop, runs }) =>
      runs.flatMap(([row, column, count]) =>
        Array.from({ length: count }, (_, at) => `${sop} ${row} ${column + at}`),
      ),
    ),
  );

function dice(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
  const both = [...ours].filter((one) => theirs.has(one)).length;
  return (2 * both) / (ours.size + theirs.size);
}

describe.skipIf(!isHere)('segmentations over their pictures', () => {
  it.each([
    ['30-seg-binary', 'seg.dcm'],
    ['33-seg-labelmap', 'labelmap.dcm'],
  ])('%s: every voxel of every segment, overlapping ones too', async (name, file) => {
    const expectation = expected<{ segments: readonly ExpectedSegment[]; overlapVoxels?: number }>(name);
    const [object, pictures] = [await overlayObject(name, file), await picturesOf(name)];
    const overlay = object.overlay as Segmentation;
    expect(overlay.segments.map(({ number, label, by }) => ({ number, label, by }))).toEqual(
      expectation.segments.map(({ number, label, algorithm }) => ({
        number,
        label,
        by: BY[algorithm as keyof typeof BY],
      })),
    );
    for (const segment of expectation.segments) {
      const voxels = voxelsIn(object, pictures, segment.number);
      expect(voxels.size).toBe(segment.voxels);
      expect(dice(voxels, runsOf(segment.slices))).toBe(1);
      if (segment.name)
        expect(overlay.segments.find(({ number }) => number === segment.number)?.algorithm).toBe(
          segment.name,
        );
    }
    if (expectation.overlapVoxels !== undefined) {
      const [one, two] = [voxelsIn(object, pictures, 1), voxelsIn(object, pictures, 2)];
      expect([...one].filter((voxel) => two.has(voxel))).toHaveLength(expectation.overlapVoxels);
    }
    expect(overlay.leftOut).toEqual([]);
  });

  it.each(['seg-a.dcm', 'seg-b.dcm', 'seg-c.dcm'])(
    '31: %s, whose frames lie turned, mirrored or across, is the same shape',
    async (file) => {
      const { segments } = expected<{ segments: readonly ExpectedSegment[] }>('31-seg-flipped');
      const [object, pictures] = [
        await overlayObject('31-seg-flipped', file),
        await picturesOf('31-seg-flipped'),
      ];
      for (const segment of segments) {
        const voxels = voxelsIn(object, pictures, segment.number);
        expect(voxels.size).toBe(segment.voxels);
        expect(dice(voxels, runsOf(segment.slices))).toBe(1);
      }
      const open = await openIn('31-seg-flipped', file);
      const drawn = pictures.slices.map((slice) => open.draw(slice, { hidden: [], quantity: 0 }));
      expect(drawn.some((one) => one.ok && one.isOtherGrid)).toBe(false);
    },
  );

  interface ExpectedFraction {
    readonly file: string;
    readonly type: string;
    readonly maximum: number;
    readonly sumOfFractions: number;
    readonly points: readonly { at: Vector; row: number; column: number; place: number; fraction: number }[];
    readonly atLeastHalf: Pick<ExpectedSegment, 'voxels' | 'slices'>;
  }

  it('32: fractions are shares of their own maximum, by their kind', async () => {
    const name = '32-seg-fractional';
    const pictures = await picturesOf(name);
    for (const map of expected<{ maps: readonly ExpectedFraction[] }>(name).maps) {
      const object = await overlayObject(name, map.file);
      const overlay = object.overlay as Segmentation;
      expect(overlay.fraction).toEqual({ of: map.type.toLowerCase(), maximum: map.maximum });
      for (const { at, fraction } of map.points)
        expect(segmentsAt(overlay, at, object.values).get(1) ?? 0).toBeCloseTo(fraction, 5);
      const half = voxelsIn(object, pictures, 1, map.maximum / 2);
      expect(half.size).toBe(map.atLeastHalf.voxels);
      expect(dice(half, runsOf(map.atLeastHalf.slices))).toBe(1);
      const sum = pictures.slices.reduce((total, slice) => {
        const on = segmentsOn(overlay, slice, object.values);
        return (
          total + (on.ok ? on.masks.flatMap(({ values }) => [...values]).reduce((a, b) => a + b, 0) : NaN)
        );
      }, 0);
      expect(sum / map.maximum).toBeCloseTo(map.sumOfFractions, 3);
    }
  });

  interface ExpectedRefusal {
    readonly file: string;
    readonly drawn: boolean | string;
    readonly why: string;
    readonly wholeFrames?: number;
    readonly frames?: number;
  }
  const WHY: Readonly<Record<string, object>> = {
    'its frames name no plane': { kind: 'no-plane', of: 'overlay' },
    'another frame of reference': { kind: 'another-frame-of-reference' },
    'segment 3 is not in the list of segments: nothing may be called Liver': {
      kind: 'segments-not-listed',
      numbers: [3],
    },
  };

  it('34: what may not be drawn is not, and says why', async () => {
    const name = '34-seg-refused';
    const pictures = await picturesOf(name);
    for (const one of expected<{ segmentations: readonly ExpectedRefusal[] }>(name).segmentations)
      if (one.drawn === false) expect(await refusalOver(name, one.file, pictures)).toEqual(WHY[one.why]);
      else {
        const read = await overlayRead(name, one.file);
        expect(read.kind === 'read' && read.object.overlay.leftOut).toEqual([
          { kind: 'frames-cut', whole: one.wholeFrames, all: one.frames },
        ]);
      }
  });

  it('35: from another grid the nearest voxel is drawn, and that it is one is said', async () => {
    const name = '35-seg-other-grid';
    const expectation = expected<{
      diceAtLeast: number;
      inside: readonly Vector[];
      outside: readonly Vector[];
      hollow: Vector;
      segments: readonly ExpectedSegment[];
    }>(name);
    const [object, pictures] = [await overlayObject(name, 'seg.dcm'), await picturesOf(name)];
    const isIn = (at: Vector) => segmentsAt(object.overlay as Segmentation, at, object.values).has(1);
    expect(expectation.inside.map(isIn)).not.toContain(false);
    expect([...expectation.outside, expectation.hollow].map(isIn)).not.toContain(true);
    for (const segment of expectation.segments)
      expect(dice(voxelsIn(object, pictures, segment.number), runsOf(segment.slices))).toBeGreaterThanOrEqual(
        expectation.diceAtLeast,
      );
    const open = await openIn(name, 'seg.dcm');
    const drawn = pictures.slices.map((slice) => open.draw(slice, { hidden: [], quantity: 0 }));
    expect(
      drawn.filter((one) => one.ok && one.parts.length > 0).every((one) => one.ok && one.isOtherGrid),
    ).toBe(true);
  });
});
