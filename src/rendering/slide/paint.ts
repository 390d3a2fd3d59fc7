import type { Pair, Slide } from '../../domain/slide/slide';
import { areaOf, cellsIn, type Area } from '../../domain/slide/tiles';
import { placeAt, seen, type Camera } from './camera';
import type { Cell, SlideTiles } from './tiles';

export interface Inks {
  /** Where there is no tissue */
  readonly glass: string;
  readonly ground: string;
  readonly hatch: string;
}

/** CSS pixels between two lines of a hatching */
const HATCH = 9;

/**
 * Paints what is in view: coarser levels where the one that is looked at has not come, glass where nothing is stored, hatched
 * what cannot be shown. @returns tiles of the level that are awaited, and those that are not here at all
 */
export function paintSlide(
  context: CanvasRenderingContext2D,
  slide: Slide,
  tiles: SlideTiles,
  {
    camera,
    view,
    ratio,
    level,
  }: { readonly camera: Camera; readonly view: Pair; readonly ratio: number; readonly level: number },
  inks: Inks,
): { readonly awaited: number; readonly missing: number; readonly painted: number } {
  const scale = ratio / camera.pitch;
  const [left, top] = placeAt(camera, view, [0, 0]);
  const rect = ([x, y]: Pair, [width, height]: Pair) => {
    const [x0, y0] = [Math.round((x - left) * scale), Math.round((y - top) * scale)];
    return [
      x0,
      y0,
      Math.round((x + width - left) * scale) - x0,
      Math.round((y + height - top) * scale) - y0,
    ] as const;
  };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = inks.ground;
  context.fillRect(0, 0, view[0] * ratio, view[1] * ratio);
  context.fillStyle = inks.glass;
  context.fillRect(...rect([0, 0], slide.size));
  context.imageSmoothingQuality = 'high';

  const counts = { awaited: 0, missing: 0, painted: 0 };
  const area = seen(camera, view);
  const own = slide.levels[level];
  if (!own) return counts;
  const states = cellsIn(own, area).map((cell) => ({ cell, state: tiles.at({ level, cell }) }));
  const isWhole = states.every(({ state: { kind } }) => kind === 'here' || kind === 'absent');
  if (!isWhole)
    for (let coarser = slide.levels.length - 1; coarser > level; coarser -= 1) {
      const from = slide.levels[coarser];
      for (const cell of from ? cellsIn(from, area) : []) {
        const state = tiles.at({ level: coarser, cell });
        if (!from || state.kind !== 'here') continue;
        const { from: place, size } = areaOf(from, cell);
        counts.painted += 1;
        context.drawImage(state.canvas, ...rect(place, size));
      }
    }
  for (const { cell, state } of states) {
    const { from, size } = areaOf(own, cell);
    const place = rect(from, size);
    if (state.kind === 'here') {
      counts.painted += 1;
      context.drawImage(state.canvas, ...place);
    } else if (state.kind === 'absent') {
      context.fillStyle = inks.glass;
      context.fillRect(...place);
    } else if (state.kind === 'awaited') counts.awaited += 1;
    else {
      if (state.kind === 'missing') counts.missing += 1;
      hatched(context, place, inks.hatch, ratio);
    }
  }
  return counts;
}

function hatched(
  context: CanvasRenderingContext2D,
  [x, y, width, height]: readonly [number, number, number, number],
  colour: string,
  ratio: number,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * ratio;
  context.beginPath();
  const step = HATCH * ratio;
  for (let along = 0; along < width + height; along += step) {
    context.moveTo(x + along, y);
    context.lineTo(x + along - height, y + height);
  }
  context.stroke();
  context.strokeRect(x, y, width, height);
  context.restore();
}

/** The tiles of the coarsest level, where they are so few that they are had first, whatever is looked at */
const FEW = 12;
/** Around the view, as a share of it: what a hand is likely to want next */
const AROUND = 0.25;

/** What is wanted of a slide, the soonest first: what covers the view at once, then what is sharp. */
export interface Wanted {
  readonly now: readonly Cell[];
  /** Around the view: asked for when nothing else is */
  readonly around: readonly Cell[];
}

export function wantedFor(slide: Slide, camera: Camera, view: Pair, level: number): Wanted {
  const last = slide.levels.length - 1;
  const coarsest = slide.levels[last];
  const { from, size } = seen(camera, view);
  const cellsOf = (at: number, area: Area) => {
    const own = slide.levels[at];
    return own ? cellsIn(own, area).map((cell) => ({ level: at, cell })) : [];
  };
  const whole = coarsest && last !== level && coarsest.grid[0] * coarsest.grid[1] <= FEW;
  const under = whole ? cellsOf(last, { from: [0, 0], size: slide.size }) : [];
  const own = cellsOf(level, { from, size });
  const here = new Set(own.map(({ cell }) => cell));
  const wide: Area = {
    from: [from[0] - size[0] * AROUND, from[1] - size[1] * AROUND],
    size: [size[0] * (1 + 2 * AROUND), size[1] * (1 + 2 * AROUND)],
  };
  return { now: [...under, ...own], around: cellsOf(level, wide).filter(({ cell }) => !here.has(cell)) };
}
