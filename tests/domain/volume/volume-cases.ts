import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import { attributesOf } from '../../../src/domain/study/study';
import type { Vector } from '../../../src/domain/study/study';
import { cross, unitOf } from '../../../src/domain/study/vector';
import { reslice, type Plane, type Slab } from '../../../src/domain/volume/reslice';
import { volumeOfStack } from '../../../src/domain/volume/series';
import type { Volume } from '../../../src/domain/volume/volume';
import { HERE, type Voxels } from '../../../src/domain/volume/voxels';
import { rescaleOf, sliceValues } from '../../../src/rendering/volume/slice-values';
import { decoded, readKind, type Kind } from '../../pixels/kinds/read-kind';

/** Volumes with what is right at places of the patient, read where they lie. */
export const folder = fileURLToPath(
  new URL('../../../../shared/cases/volumes-and-overlays', import.meta.url),
);
export const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

export const expected = <Expected>(name: string): Expected =>
  JSON.parse(readFileSync(join(folder, name, 'expect.json'), 'utf8')) as Expected;

export interface Read {
  readonly displaySets: readonly DisplaySet[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly studies: ReadonlyMap<string, readonly DisplaySet[]>;
}

/** The display sets of a case's files, as the viewer makes them. */
export async function readCase(name: string): Promise<Read> {
  const files = readdirSync(join(folder, name, 'dicom')).sort();
  const kinds = await Promise.all(
    files.map((file) => readKind(new Uint8Array(readFileSync(join(folder, name, 'dicom', file))))),
  );
  const series = groups(kinds, ({ instance }) => instance.series);
  const displaySets = [...series].flatMap(([uid, some]) => {
    const [first] = some as [Kind];
    const { modality, seriesDescription: description } = first.instance;
    return displaySetsOf(
      { uid, modality, ...(description !== undefined && { description }) },
      some.map(({ instance }) => instance),
    );
  });
  return {
    displaySets,
    kinds: new Map(kinds.map((kind) => [kind.instance.uid, kind])),
    studies: groups(displaySets, ({ study }) => study),
  };
}

/** The values of a stack that is a volume. @throws Error with the reason where it is none */
export async function voxelsOf(displaySet: DisplaySet, { kinds, displaySets }: Read): Promise<Voxels> {
  const result = volumeOfStack(displaySet, displaySets);
  if (!result.ok) throw new Error(JSON.stringify(result.why));
  const { volume } = result;
  const rescale = rescaleOf(displaySet.frames);
  const slices = await Promise.all(
    volume.slices.map(async ({ at }) => {
      const frame = displaySet.frames[at];
      const kind = frame && kinds.get(frame.instance.uid);
      if (!kind) throw new Error('no file');
      const { pixels } = await decoded(kind, frame.number);
      if (pixels instanceof Uint8ClampedArray) throw new Error('colour');
      const lut = attributesOf(frame)?.modalityLut ?? { kind: 'rescale', slope: 1, intercept: 0 };
      return sliceValues(pixels, rescale, lut, kind.instance.image?.padding);
    }),
  );
  return { volume, slices, ...rescale };
}

/** The value at one place, or through a slab at it; `undefined` where there is none. */
export function valueAt(voxels: Voxels, at: Vector, slab?: Slab & { normal: Vector }): number | undefined {
  const [right, down] = slab
    ? across(slab.normal)
    : ([
        [1, 0, 0],
        [0, 1, 0],
      ] as const);
  const plane: Plane = { origin: at, right, down, columns: 1, rows: 1 };
  const { values, states } = reslice(voxels, plane, slab);
  return states[0] === HERE ? values[0] : undefined;
}

function across(normal: Vector): readonly [Vector, Vector] {
  const right = unitOf(cross(normal, Math.abs(normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
  return [right, cross(normal, right)];
}

export type { Volume };

export function groups<One, Key>(
  all: Iterable<One>,
  keyOf: (one: One) => Key,
): ReadonlyMap<Key, readonly One[]> {
  const found = new Map<Key, One[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return found;
}
