import type { FailedTile, SlidePath } from '../../domain/ports/slide';
import type { Problem } from '../../domain/problem';
import { coloursFor } from '../../domain/slide/colours';
import type { OpticalPath, Pair, Slide } from '../../domain/slide/slide';
import { tileAt, validPixels, type TileFrame } from '../../domain/slide/tiles';
import type { ImagePixel } from '../../domain/study/study';
import type { DecodedFrame } from '../decode/pixels';
import { tileFrames, type FrameParts } from './tile-frames';
import { together, type Tinted } from './tint';
import { usualWindow, wider } from './windows';

/** What there is of a tile now. */
export type TileState =
  | { readonly kind: 'here'; readonly canvas: HTMLCanvasElement }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'awaited' | 'absent' | 'missing' };

/** A tile of a level, by positions. */
export interface Cell {
  readonly level: number;
  readonly cell: number;
}

/** The tiles of a slide as they are seen now. */
export interface SlideTiles {
  at(cell: Cell): TileState;
  /** Those that are looked at, the first being wanted soonest: others on their way are stopped, but for those that are kept. */
  want(cells: readonly Cell[], kept?: readonly Cell[]): void;
  paths(): readonly SlidePath[];
  choose(at: number, change: Partial<SlidePath>): void;
  plane(): number;
  focus(plane: number): void;
  failed(): readonly FailedTile[];
  forgive(): void;
  /** Colours as they are stored, whatever profile goes with them; every tile is made anew. */
  store(isStored: boolean): void;
  isStored(): boolean;
  /** What is here of what is wanted */
  isSettled(): boolean;
  dispose(): void;
}

export interface TileEvents {
  changed(): void;
  decoded(frame: DecodedFrame, isUncalibrated: boolean): void;
  failed(problem: Problem): void;
}

/** Bytes of drawn tiles that are kept: some views of the largest screen */
const MOST = 128 * 1024 * 1024;

interface Drawn {
  readonly canvas: HTMLCanvasElement;
  readonly frames: readonly TileFrame[];
  version: number;
}

export function slideTiles(slide: Slide, parts: FrameParts, events: TileEvents): SlideTiles {
  const colours = coloursFor(slide.paths);
  const ranges = new Map<string, Pair>();
  /** Those that a person gave, or the object */
  const windows = slide.paths.map((path) => usualWindow(slide, path));
  let shown = firstShown(slide.paths);
  let plane = Math.floor((slide.planes - 1) / 2);
  let version = 0;
  let isRanged = false;
  let isStored = false;
  let wanted: readonly Cell[] = [];
  let around: readonly Cell[] = [];
  const drawn = new Map<string, Drawn>();
  const failures = new Map<string, FailedTile>();
  let bytes = 0;

  const frames = tileFrames(parts, (frame, result) => {
    if (!result.ok) events.failed(result.problem);
    else {
      const { value } = result;
      events.decoded(value, isStored || (frame.instance.image?.uncalibrated === true && !profileOf(frame)));
      const path = value.kind === 'grey' ? pathOf(frame.instance.uid, frame.number) : undefined;
      if (value.kind === 'grey' && path !== undefined && !isRanged) {
        ranges.set(path, wider(ranges.get(path), value.range));
        version += 1;
      }
    }
    if (wanted.every((cell) => stateOf(cell).kind !== 'awaited')) isRanged = true;
    events.changed();
  });

  const shownPaths = () => slide.paths.filter((_, at) => shown[at]);
  /** Which path a wanted frame is of */
  const owners = new Map<string, OpticalPath>();
  const ownerKey = (uid: string, number: number) => `${uid}/${number}`;
  const pathOf = (uid: string, number: number) => owners.get(ownerKey(uid, number))?.id;
  const profileOf = ({
    instance,
    number,
  }: {
    readonly instance: TileFrame['instance'];
    readonly number: number;
  }) => owners.get(ownerKey(instance.uid, number))?.profile;

  const windowOf = (at: number): Pair => windows[at] ?? ranges.get(slide.paths[at]?.id ?? '') ?? [0, 255];

  /** Frames of all shown paths at a place; or why there are none. */
  const framesOf = ({ level, cell }: Cell) => {
    const from = slide.levels[level];
    if (!from) return 'absent' as const;
    const found = shownPaths().map((path) => ({ path, tile: tileAt(from, path.id, plane, cell) }));
    const some = found.flatMap(({ path, tile }) =>
      tile.kind === 'frames' ? tile.frames.map((frame) => ({ path, frame })) : [],
    );
    if (some.length > 0) return some;
    return found.some(({ tile }) => tile.kind === 'missing') ? ('missing' as const) : ('absent' as const);
  };

  const keyOf = ({ level, cell }: Cell) => {
    const colour = shownPaths().find(({ isColour }) => isColour);
    return `${level}/${cell}/${plane}/${colour?.id ?? ''}`;
  };

  const stateOf = (cell: Cell): TileState => {
    const key = keyOf(cell);
    const known = drawn.get(key);
    if (known?.version === version || (known && shownPaths().some(({ isColour }) => isColour)))
      return { kind: 'here', canvas: known.canvas };
    const found = framesOf(cell);
    if (typeof found === 'string') return { kind: found };
    const entries = found.map((one) => ({ ...one, entry: frames.entry(one.frame) }));
    for (const { entry } of entries) if (entry?.kind === 'failed') return failedAt(cell, entry.problem);
    const here = entries.flatMap(({ path, frame, entry }) =>
      entry?.kind === 'here' ? [{ path, frame, picture: entry.frame }] : [],
    );
    // What it was like before is shown until the rest is here.
    if (here.length < entries.length)
      return known ? { kind: 'here', canvas: known.canvas } : { kind: 'awaited' };
    return { kind: 'here', canvas: draw(key, cell, here) };
  };

  const failedAt = (cell: Cell, problem: Problem): TileState => {
    const columns = slide.levels[cell.level]?.grid[0] ?? 1;
    const place: Pair = [(cell.cell % columns) + 1, Math.floor(cell.cell / columns) + 1];
    failures.set(`${cell.level}/${cell.cell}`, { level: cell.level, place, problem });
    return { kind: 'failed', problem };
  };

  const draw = (
    key: string,
    { level, cell }: Cell,
    here: readonly {
      readonly path: OpticalPath;
      readonly frame: TileFrame;
      readonly picture: DecodedFrame;
    }[],
  ): HTMLCanvasElement => {
    const from = slide.levels[level];
    const size: Pair = from ? validPixels(from, cell) : [1, 1];
    const before = drawn.get(key);
    const canvas = before?.canvas ?? document.createElement('canvas');
    if (!before) [canvas.width, canvas.height] = size;
    const context = canvas.getContext('2d');
    const tinted: Tinted[] = [];
    for (const { path, frame, picture } of here) {
      if (picture.kind === 'colour')
        context?.putImageData(new ImageData(picture.pixels, picture.columns, picture.rows), ...frame.at);
      else {
        const at = slide.paths.findIndex(({ id }) => id === path.id);
        const isOwn = path.palette && !windows[at];
        tinted.push({
          values: picture.pixels,
          columns: picture.columns,
          at: frame.at,
          window: windowOf(at),
          colour: colours[at] ?? [255, 255, 255],
          ...(isOwn && path.palette && { palette: path.palette }),
        });
      }
    }
    if (tinted.length > 0) context?.putImageData(new ImageData(together(size, tinted), ...size), 0, 0);
    if (!before) bytes += size[0] * size[1] * 4;
    drawn.set(key, { canvas, version, frames: here.map(({ frame }) => frame) });
    // Colours are on the canvas now; values may be wanted in another light.
    if (tinted.length === 0) for (const { frame } of here) if (from && isAlone(frame)) frames.drop(frame);
    return canvas;
  };

  /** Frames that keep to no grid lie in several tiles, each of which wants them. */
  const isAlone = ({ at }: TileFrame) => at[0] === 0 && at[1] === 0;

  const makeRoom = () => {
    const kept = new Set(wanted.map(keyOf));
    for (const [key, { canvas, frames: some }] of drawn) {
      if (bytes <= MOST) return;
      if (kept.has(key)) continue;
      drawn.delete(key);
      bytes -= canvas.width * canvas.height * 4;
      canvas.width = canvas.height = 0;
      some.forEach(frames.drop);
    }
  };

  const ask = () => {
    const asked = wanted.flatMap((cell) => {
      const known = drawn.get(keyOf(cell));
      if (known && (known.version === version || shownPaths().some(({ isColour }) => isColour))) return [];
      const found = framesOf(cell);
      if (typeof found === 'string') return [];
      return found.flatMap(({ path, frame: { instance, number } }) => {
        const { image } = instance;
        if (!image) return [];
        owners.set(ownerKey(instance.uid, number), path);
        return [{ instance, number, image: calibrated(image, path) }];
      });
    });
    const kept = around.flatMap((cell) => {
      const found = framesOf(cell);
      return typeof found === 'string' ? [] : found.map(({ frame }) => frame);
    });
    frames.want(asked, kept);
    makeRoom();
  };

  const calibrated = (image: ImagePixel, { profile }: OpticalPath): ImagePixel => {
    if (!isStored) return profile ? { ...image, profile } : image;
    const { profile: none, ...stored } = image;
    return none ? stored : image;
  };

  /** Nothing is kept of what is drawn. */
  const clear = () => {
    frames.dispose();
    for (const { canvas } of drawn.values()) canvas.width = canvas.height = 0;
    drawn.clear();
    bytes = 0;
  };

  return {
    at: stateOf,
    want(cells, kept = []) {
      [wanted, around] = [cells, kept];
      ask();
    },
    paths: () =>
      slide.paths.map(({ isColour }, at) => ({
        shown: shown[at] ?? false,
        ...(!isColour && { window: windowOf(at), colour: colours[at] ?? [255, 255, 255] }),
      })),
    choose(at, { shown: isShown, window }) {
      const chosen = slide.paths[at];
      if (!chosen) return;
      if (window) windows[at] = window;
      if (isShown !== undefined) shown = choosing(slide.paths, shown, at, isShown);
      version += 1;
      ask();
    },
    plane: () => plane,
    focus(to) {
      plane = to;
      ask();
    },
    failed: () => [...failures.values()],
    forgive() {
      failures.clear();
      frames.forgive();
      ask();
    },
    isStored: () => isStored,
    store(to) {
      if (to === isStored) return;
      isStored = to;
      clear();
      ask();
    },
    isSettled: () => wanted.every((cell) => stateOf(cell).kind !== 'awaited'),
    dispose: clear,
  };
}

/** The first in colour by itself; where none is, all together. */
function firstShown(paths: readonly OpticalPath[]): readonly boolean[] {
  const colour = paths.findIndex(({ isColour }) => isColour);
  return paths.map((_, at) => (colour < 0 ? true : at === colour));
}

/** Pictures in colour are looked at one at a time; values are added to one another, and never to a picture. */
function choosing(
  paths: readonly OpticalPath[],
  shown: readonly boolean[],
  at: number,
  isShown: boolean,
): readonly boolean[] {
  const { isColour } = paths[at] ?? {};
  if (isColour) return isShown ? paths.map((_, one) => one === at) : shown;
  return paths.map((path, one) => (one === at ? isShown : !path.isColour && (shown[one] ?? false)));
}
