import type { LevelPart, Pair, PlacedFrame, Slide, SlideLevel, SlidePart, SparsePlaces } from './slide';

/** More tiles than any slide has; a matrix that needs them is not believed. */
const MOST_TILES = 4_000_000;
/** Two heights and widths of one slide differ by less, as a share */
const SAME_SHAPE = 0.03;

type Base = Pick<Slide, 'size' | 'isScaled' | 'origin' | 'orientation'> & { readonly pitch: Pair };

/**
 * One slide of what its objects hold: levels of whatever sizes there are, the finest first, all laid over what the finest
 * covers. Nothing is promised of their ratios, and a level that is not there is none (PS3.3 C.8.12.4).
 * @returns `undefined` where no object has tiles
 */
export function slideOf(all: readonly SlidePart[]): Slide | undefined {
  const usable = all.filter(hasTiles).sort(byNumber);
  const levels = grouped(usable).map(byDepth);
  const [finest, ...coarser] = levels.sort(([a], [b]) => area(b.matrix) - area(a.matrix));
  if (!finest) return undefined;
  const { pitch, ...base } = baseOf(finest[0]);
  const own = levelOf(finest, { pitch, offset: [0, 0] });
  const lying = coarser.map((parts) => ({ parts, lie: lieOf(parts[0], { pitch, ...base }) }));
  const others = lying.flatMap(({ parts, lie }) => (lie ? [levelOf(parts, lie)] : []));
  const unplaced = lying.flatMap(({ parts, lie }) => (lie ? [] : parts));
  const paths = new Map(usable.flatMap(({ paths: some }) => some.map((path) => [path.id, path])));
  return {
    ...base,
    levels: [own.level, ...others.map(({ level }) => level)],
    paths: [...paths.values()],
    planes: Math.max(...levels.flat().map(({ planes }) => planes)),
    shortfalls: {
      outside: sum([own, ...others].map(({ outside }) => outside)),
      doubled: sum([own, ...others].map(({ doubled }) => doubled)),
      unusable: all.length - usable.length + unplaced.length,
      missing: missingOf(usable),
    },
  };
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
const area = ([width, height]: Pair) => width * height;

function hasTiles({ matrix, tile, frames, paths }: SlidePart): boolean {
  const isCounted = [...matrix, ...tile].every((pixels) => Number.isInteger(pixels) && pixels > 0);
  return isCounted && frames > 0 && paths.length > 0 && area(gridOf(matrix, tile)) <= MOST_TILES;
}

const gridOf = ([columns, rows]: Pair, [width, height]: Pair): Pair => [
  Math.ceil(columns / width),
  Math.ceil(rows / height),
];

/** Parts of a concatenation in its order, then as they are numbered: the first that has a place keeps it. */
const byNumber = (a: SlidePart, b: SlidePart) =>
  (a.concatenated?.offset ?? 0) - (b.concatenated?.offset ?? 0) ||
  (a.instance.instanceNumber ?? Infinity) - (b.instance.instanceNumber ?? Infinity) ||
  (a.instance.uid < b.instance.uid ? -1 : 1);

function baseOf({ matrix, pitch, extent, origin, orientation }: SlidePart): Base {
  const known = pitch ?? (extent && per(extent, matrix));
  const own: Pair = known ?? [1, 1];
  return {
    pitch: own,
    size: [matrix[0] * own[0], matrix[1] * own[1]],
    isScaled: known !== undefined,
    ...(origin && { origin }),
    ...(orientation && { orientation }),
  };
}

const per = (lengths: Pair, counts: Pair): Pair => [lengths[0] / counts[0], lengths[1] / counts[1]];
const both = (pair: Pair, test: (value: number, axis: 0 | 1) => boolean) =>
  test(pair[0], 0) && test(pair[1], 1);

interface Lie {
  readonly pitch: Pair;
  readonly offset: Pair;
}

/** Where a level lies over the finest; `undefined` where it is of another shape and says nothing of its size. */
function lieOf({ matrix, pitch, extent, origin }: SlidePart, base: Base): Lie | undefined {
  const over: Lie = { pitch: per(base.size, matrix), offset: [0, 0] };
  const pixel = over.pitch;
  if (
    base.isScaled &&
    extent &&
    both(extent, (length, axis) => Math.abs(length - base.size[axis]) < pixel[axis])
  )
    return over;
  if (base.isScaled && pitch) {
    const size: Pair = [matrix[0] * pitch[0], matrix[1] * pitch[1]];
    const offset = offsetOf(origin, pitch, base);
    const isAll = both(size, (length, axis) => Math.abs(length - base.size[axis]) < 1.5 * pixel[axis]);
    const isThere = both(offset, (length, axis) => Math.abs(length) <= pixel[axis]);
    if (isAll && isThere) return over;
    return { pitch, offset: isThere ? [0, 0] : offset };
  }
  return Math.abs(pixel[0] / base.pitch[0] / (pixel[1] / base.pitch[1]) - 1) <= SAME_SHAPE ? over : undefined;
}

/** From the outer corner of the finest level to this one's: places on the slide are those of the first pixels' centres. */
function offsetOf(origin: Pair | undefined, pitch: Pair, base: Base): Pair {
  if (!origin || !base.origin || !base.orientation) return [0, 0];
  const [x, y] = [origin[0] - base.origin[0], origin[1] - base.origin[1]];
  const along = ([dx, dy]: Pair) => (x * dx + y * dy) * 1000;
  const { row, column } = base.orientation;
  return [along(row) + (base.pitch[0] - pitch[0]) / 2, along(column) + (base.pitch[1] - pitch[1]) / 2];
}

/** Objects of one resolution, cut alike. */
type Group = readonly [SlidePart, ...SlidePart[]];

function grouped(parts: readonly SlidePart[]): Group[] {
  const groups = new Map<string, [SlidePart, ...SlidePart[]]>();
  for (const part of parts) {
    const key = [...part.matrix, ...part.tile].join();
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()];
}

/**
 * Focal planes of all objects of a level, by their depths: one by itself does not know of the others'. Depths of which no place
 * has two, or hundreds of them, are where the focus was, and no planes to choose from.
 */
function byDepth(parts: Group): Group {
  const all = [...new Set(parts.flatMap(({ depths = [] }) => depths))].sort((a, b) => a - b);
  const arePlanes = all.length <= MOST_PLANES && haveDepths(parts);
  const [first, ...others] = parts;
  const counted = (part: SlidePart): SlidePart => {
    const { places, depths } = part;
    if (!places || !depths) return part;
    const plane = places.plane.map((at) => (arePlanes ? all.indexOf(depths[at] ?? NaN) : 0));
    return { ...part, planes: arePlanes ? all.length : 1, places: { ...places, plane } };
  };
  return [counted(first), ...others.map(counted)];
}

const MOST_PLANES = 64;

/** Whether one place is there at two depths. */
function haveDepths(parts: Group): boolean {
  const known = new Map<string, number>();
  return parts.some((part) =>
    part.places?.plane.some((plane, at) => {
      const { column, row, path } = part.places as SparsePlaces;
      const [depth, own] = [part.depths?.[plane], [column[at] ?? -1, row[at] ?? -1] as const];
      if (depth === undefined || !isInMatrix(own, part)) return false;
      const place = `${own.join()},${part.paths[path[at] ?? -1]?.id}`;
      const first = known.get(place) ?? depth;
      known.set(place, first);
      return first !== depth;
    }),
  );
}

const isInMatrix = (from: Pair, { tile, matrix }: SlidePart): boolean =>
  both(from, (at, axis) => at > -tile[axis] && at < matrix[axis]);

interface CountedLevel {
  readonly level: SlideLevel;
  readonly outside: number;
  readonly doubled: number;
}

function levelOf(parts: readonly [SlidePart, ...SlidePart[]], { pitch, offset }: Lie): CountedLevel {
  const [{ matrix, tile }] = parts;
  const grid = gridOf(matrix, tile);
  const tiles = area(grid);
  const taken = new Set<string>();
  let [outside, doubled] = [0, 0];
  const held = parts.map((part): LevelPart => {
    const { instance, frames, planes, places } = part;
    const common = { instance, frames, planes, paths: part.paths.map(({ id }) => id) };
    if (places) {
      const placed = new Map<string, PlacedFrame[]>();
      for (let at = 0; at < frames; at += 1) {
        const own = [places.column[at] ?? -1, places.row[at] ?? -1] as const;
        const path = part.paths[places.path[at] ?? -1]?.id;
        const plane = places.plane[at] ?? -1;
        const isInside = path !== undefined && plane >= 0 && isInMatrix(own, part);
        if (!isInside) {
          outside += 1;
          continue;
        }
        const name = `${path}|${plane}|${own.join()}`;
        if (taken.has(name)) {
          doubled += 1;
          continue;
        }
        taken.add(name);
        for (const [cell, from] of cellsUnder(own, tile, grid)) {
          const key = keyOf(path, plane, cell);
          const there = placed.get(key);
          const frame = { number: at + 1, at: from };
          if (there) there.push(frame);
          else placed.set(key, [frame]);
        }
      }
      return { ...common, offset: 0, placed };
    }
    const before = part.concatenated?.offset ?? 0;
    const whole = tiles * planes * common.paths.length;
    outside += Math.max(0, before + frames - whole);
    let isNew = false;
    for (const path of common.paths) {
      const name = `${path}|${before}`;
      if (!taken.has(name)) isNew = true;
      taken.add(name);
    }
    if (!isNew) doubled += frames;
    return { ...common, offset: before };
  });
  return { level: { matrix, tile, grid, pitch, offset, parts: held }, outside, doubled };
}

/** What a frame that is wanted is found by, where frames say where they lie. */
export const keyOf = (path: string, plane: number, cell: number) => `${cell}|${plane}|${path}`;

/** The tiles of the grid that a frame lies in, with where it begins in each: one, where the writer kept to the grid. */
function cellsUnder(
  [column, row]: Pair,
  [width, height]: Pair,
  [across, down]: Pair,
): readonly (readonly [number, Pair])[] {
  const first: Pair = [Math.floor(column / width), Math.floor(row / height)];
  const [x, y] = [column - first[0] * width, row - first[1] * height];
  const cells: (readonly [number, Pair])[] = [];
  for (const dy of y === 0 ? [0] : [0, 1])
    for (const dx of x === 0 ? [0] : [0, 1]) {
      const [cx, cy] = [first[0] + dx, first[1] + dy];
      if (cx >= 0 && cy >= 0 && cx < across && cy < down)
        cells.push([cy * across + cx, [x - dx * width, y - dy * height]]);
    }
  return cells;
}

/** Parts of concatenations that others speak of. */
function missingOf(parts: readonly SlidePart[]): Slide['shortfalls']['missing'] {
  const known = new Map<string, { readonly of: number; readonly here: Set<number> }>();
  for (const { concatenated } of parts) {
    if (concatenated?.of === undefined || concatenated.number === undefined) continue;
    const { uid, of, number } = concatenated;
    const whole = known.get(uid) ?? { of, here: new Set() };
    known.set(uid, whole);
    whole.here.add(number);
  }
  return [...known.values()].flatMap(({ of, here }) =>
    Array.from({ length: Math.min(of, MOST_PARTS) }, (_, at) => at + 1)
      .filter((number) => !here.has(number))
      .map((number) => ({ number, of })),
  );
}

/** More parts than a person wants named one by one */
const MOST_PARTS = 1000;
