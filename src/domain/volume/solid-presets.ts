/** What is to be seen in 3D. */
export type SolidPreset = 'bone' | 'soft-tissue' | 'vessel' | 'lung' | 'bright';

/** Of Hounsfield units; of other values there is one. */
export const HU_PRESETS: readonly SolidPreset[] = ['bone', 'soft-tissue', 'vessel', 'lung'];

/** HU that the grid of a CT is made for */
export const HU_RANGE = [-1000, 1500] as const;
/** HU from which on there is no air */
export const DENSE = -350;

/** From a value on so much of the light is held up by a millimetre, in this colour */
interface Knot {
  readonly at: number;
  /** 0 to 1 */
  readonly opacity: number;
  /** 0 to 255 */
  readonly colour: readonly [number, number, number];
}

const knot = (at: number, opacity: number, ...colour: readonly [number, number, number]): Knot => ({
  at,
  opacity,
  colour,
});

/** Of Hounsfield units; those of `bright` are shares of the range */
const KNOTS: Readonly<Record<SolidPreset, readonly Knot[]>> = {
  bone: [
    knot(-1000, 0, 150, 90, 60),
    knot(150, 0, 170, 110, 80),
    knot(260, 0.25, 214, 180, 140),
    knot(500, 0.8, 240, 226, 205),
    knot(1500, 1, 255, 250, 240),
  ],
  'soft-tissue': [
    knot(-1000, 0, 160, 110, 90),
    knot(-250, 0, 190, 130, 100),
    knot(-80, 0.12, 214, 160, 124),
    knot(60, 0.4, 205, 120, 96),
    knot(250, 0.6, 232, 204, 176),
    knot(1500, 1, 255, 250, 240),
  ],
  vessel: [
    knot(-1000, 0, 120, 20, 10),
    knot(120, 0, 150, 26, 16),
    knot(180, 0.3, 205, 52, 34),
    knot(320, 0.6, 236, 120, 84),
    knot(600, 0.7, 244, 226, 200),
    knot(1500, 1, 255, 250, 240),
  ],
  lung: [
    knot(-1000, 0, 90, 110, 140),
    knot(-950, 0, 90, 110, 140),
    knot(-880, 0.02, 130, 160, 190),
    knot(-700, 0.05, 170, 196, 214),
    knot(-400, 0.12, 220, 190, 170),
    knot(-200, 0.02, 220, 190, 170),
    knot(-150, 0, 220, 190, 170),
    knot(1500, 0, 220, 190, 170),
  ],
  bright: [
    knot(0, 0, 120, 120, 120),
    knot(0.25, 0, 150, 150, 150),
    knot(0.5, 0.25, 200, 196, 190),
    knot(1, 0.9, 255, 255, 250),
  ],
};

/** For each of the grid's numbers: how much of the light a millimetre holds up, and in which colour. */
export interface Transfer {
  readonly opacity: Float32Array;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

/** @param range of values that the grid's numbers 1 to 255 are */
export function transferOf(preset: SolidPreset, [least, most]: readonly [number, number]): Transfer {
  const made = {
    opacity: new Float32Array(256),
    red: new Uint8Array(256),
    green: new Uint8Array(256),
    blue: new Uint8Array(256),
  };
  for (let number = 1; number < 256; number++) {
    const share = (number - 1) / 254;
    const value = preset === 'bright' ? share : least + share * (most - least);
    const knots = KNOTS[preset];
    const next = knots.findIndex(({ at }) => at >= value);
    const after = knots[next < 0 ? knots.length - 1 : next] as Knot;
    const before = knots[Math.max(0, next < 0 ? knots.length - 1 : next - 1)] as Knot;
    const by =
      after.at > before.at ? Math.min(1, Math.max(0, (value - before.at) / (after.at - before.at))) : 0;
    const mixed = (one: number, other: number) => one + (other - one) * by;
    made.opacity[number] = mixed(before.opacity, after.opacity);
    made.red[number] = mixed(before.colour[0], after.colour[0]);
    made.green[number] = mixed(before.colour[1], after.colour[1]);
    made.blue[number] = mixed(before.colour[2], after.colour[2]);
  }
  return made;
}
