/*
 * Our own pattern after SMPTE RP 133 and TG18-QC: eleven steps of grey, 5 % in black and 95 % in white, squares of low contrast at
 * three greys, and lines of one and of two pixels. Grey values are 0 to 255, and drawn as they are: no window, no theme.
 */

export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly grey: number;
}

/** Units of the pattern: it is a square of so many */
export const SIDE = 512;
const percent = (share: number) => Math.round((share * 255) / 100);

/** From 0 to 100 % in eleven steps, along the top */
const STEPS: readonly Patch[] = Array.from({ length: 11 }, (_, at) => ({
  x: Math.round((at * SIDE) / 11),
  y: 0,
  width: Math.ceil(SIDE / 11),
  height: 112,
  grey: percent(at * 10),
}));

const within = (outer: Patch, grey: number, share = 0.5): Patch => ({
  x: outer.x + (outer.width * (1 - share)) / 2,
  y: outer.y + (outer.height * (1 - share)) / 2,
  width: outer.width * share,
  height: outer.height * share,
  grey,
});

const BLACK: Patch = { x: 24, y: 136, width: 220, height: 150, grey: 0 };
const WHITE: Patch = { x: 268, y: 136, width: 220, height: 150, grey: 255 };

/** Squares in a dark, a middle and a light grey, each three steps of 255 from what is around it */
const FAINT: readonly Patch[] = [10, 50, 90].flatMap((share, at) => {
  const ground: Patch = { x: 24 + at * 160, y: 310, width: 144, height: 90, grey: percent(share) };
  return [ground, within(ground, percent(share) + 3)];
});

/** In the order in which they are painted, over a middle grey */
export const PATCHES: readonly Patch[] = [
  ...STEPS,
  BLACK,
  within(BLACK, percent(5)),
  WHITE,
  within(WHITE, percent(95)),
  ...FAINT,
];

/** Where the lines stand, in units; they are one and two device pixels wide, whatever the size of the pattern */
const LINES = [
  { x: 24, width: 108, pitch: 1, upright: true },
  { x: 142, width: 108, pitch: 1, upright: false },
  { x: 262, width: 108, pitch: 2, upright: true },
  { x: 380, width: 108, pitch: 2, upright: false },
] as const;
const LINES_AT = { y: 418, height: 76 };

const css = (grey: number) => `rgb(${grey} ${grey} ${grey})`;

/** Paints the pattern over all of a canvas. @param side its width and height, device pixels */
export function paintPattern(context: CanvasRenderingContext2D, side: number): void {
  const scale = side / SIDE;
  const fill = (x: number, y: number, width: number, height: number, grey: number) => {
    context.fillStyle = css(grey);
    context.fillRect(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
  };
  fill(0, 0, side, side, percent(50));
  for (const { x, y, width, height, grey } of PATCHES)
    fill(x * scale, y * scale, width * scale, height * scale, grey);
  for (const { x, width, pitch, upright } of LINES) {
    const [left, top] = [Math.round(x * scale), Math.round(LINES_AT.y * scale)];
    const [wide, high] = [Math.round(width * scale), Math.round(LINES_AT.height * scale)];
    fill(left, top, wide, high, 0);
    const end = upright ? wide : high;
    for (let at = 0; at < end; at += pitch * 2) {
      const thick = Math.min(pitch, end - at);
      if (upright) fill(left + at, top, thick, high, 255);
      else fill(left, top + at, wide, thick, 255);
    }
  }
}
