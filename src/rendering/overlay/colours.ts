import type { Palette } from '../../domain/study/study';
import type { Rgb } from '../../domain/presentation/presentation-state';

const STEPS = 256;

/** Colours at shares from 0 to 1, straight lines between them. */
const between = (stops: readonly (readonly [number, Rgb])[]) =>
  Array.from({ length: STEPS }, (_, at): Rgb => {
    const share = at / (STEPS - 1);
    const next = Math.max(
      1,
      stops.findIndex(([place]) => place >= share),
    );
    const [from, low] = stops[next - 1] ?? [0, [0, 0, 0]];
    const [to, high] = stops[next] ?? [1, low];
    const part = (share - from) / (to - from || 1);
    const channel = (index: 0 | 1 | 2) => Math.round(low[index] + (high[index] - low[index]) * part);
    return [channel(0), channel(1), channel(2)];
  });

/** Doses: from cold to hot, as planning systems have them */
export const DOSE_COLOURS = between([
  [0, [0, 0, 160]],
  [0.25, [0, 110, 255]],
  [0.45, [0, 200, 200]],
  [0.6, [0, 200, 60]],
  [0.75, [235, 220, 0]],
  [0.9, [255, 140, 0]],
  [1, [235, 30, 30]],
]);

/** Maps without colours of their own: as light as they are high, in grey as in colour */
const MAP_COLOURS = between([
  [0, [20, 8, 60]],
  [0.3, [110, 20, 110]],
  [0.55, [210, 60, 70]],
  [0.8, [250, 160, 40]],
  [1, [255, 250, 190]],
]);

/** The colours of a map, from its first to its last: its own where it has some. */
export function mapColours(palette: Palette | undefined): readonly Rgb[] {
  if (!palette) return MAP_COLOURS;
  // Some writers declare 16 bits and store 8.
  const tables = [palette.red, palette.green, palette.blue];
  const scale = tables.some((table) => Array.from(table).some((entry) => entry > 255)) ? 1 / 257 : 1;
  const last = palette.red.length - 1;
  return Array.from({ length: STEPS }, (_, at): Rgb => {
    const entry = Math.round((at / (STEPS - 1)) * last);
    const channel = (table: ArrayLike<number>) => Math.round((table[entry] ?? 0) * scale);
    return [channel(palette.red), channel(palette.green), channel(palette.blue)];
  });
}

export const colourFor = (colours: readonly Rgb[], share: number): Rgb =>
  colours[Math.round(Math.min(1, Math.max(0, share)) * (colours.length - 1))] ?? [0, 0, 0];
