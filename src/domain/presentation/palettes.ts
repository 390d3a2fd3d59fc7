/** The colour palettes that the standard knows by name (PS3.6 Annex B.1). */
export type PaletteName =
  'hot-iron' | 'pet' | 'hot-metal-blue' | 'pet-20-step' | 'spring' | 'summer' | 'fall' | 'winter';

/** In the standard's order. */
export const PALETTES: readonly PaletteName[] = [
  'hot-iron',
  'pet',
  'hot-metal-blue',
  'pet-20-step',
  'spring',
  'summer',
  'fall',
  'winter',
];

/** Entries where a component bends, and its value there: between two of them it is a straight line, rounded as it is published. */
interface Component {
  readonly bends: readonly (readonly [entry: number, value: number])[];
  readonly rounded: (value: number) => number;
}

const whole = (rounded: Component['rounded'], ...bends: Component['bends']): Component => ({
  bends,
  rounded,
});
const near = Math.round;
// Sums of fractions are a hair beside the whole number that they stand for.
const down = (value: number) => Math.floor(value + 1e-9);
const up = (value: number) => Math.ceil(value - 1e-9);

const COMPONENTS: Readonly<
  Record<Exclude<PaletteName, 'pet-20-step'>, readonly [Component, Component, Component]>
> = {
  'hot-iron': [
    whole(up, [0, 0], [128, 255], [255, 255]),
    whole(down, [0, 0], [128, 0], [255, 255]),
    whole(up, [0, 0], [191, 0], [255, 255]),
  ],
  pet: [
    whole(down, [0, 0], [64, 1], [106, 85], [192, 255], [255, 255]),
    whole(down, [0, 0], [63, 128], [128, 0], [255, 255]),
    whole(down, [0, 0], [128, 255], [129, 252], [192, 0], [255, 255]),
  ],
  'hot-metal-blue': [
    whole(near, [0, 0], [85, 0], [102, 50], [119, 90], [153, 190], [170, 255], [255, 255]),
    whole(near, [0, 0], [119, 0], [238, 224], [255, 255]),
    whole(
      near,
      ...([
        [0, 0],
        [17, 33],
        [42, 83],
        [43, 84],
        [76, 149],
        [93, 183],
        [94, 184],
        [102, 200],
        [119, 150],
        [136, 50],
        [153, 0],
        [170, 0],
        [238, 200],
        [255, 255],
      ] as const),
    ),
  ],
  spring: [
    whole(near, [0, 255], [255, 255]),
    whole(near, [0, 0], [255, 255]),
    whole(near, [0, 255], [255, 0]),
  ],
  summer: [
    whole(near, [0, 0], [255, 0]),
    whole(near, [0, 255], [255, 128]),
    whole(near, [0, 0], [127, 0], [255, 254]),
  ],
  fall: [whole(near, [0, 255], [255, 255]), whole(near, [0, 255], [255, 0]), whole(near, [0, 0], [255, 0])],
  winter: [
    whole(near, [0, 0], [127, 0], [255, 127]),
    whole(near, [0, 0], [255, 255]),
    whole(near, [0, 255], [255, 128]),
  ],
};

/** Twenty flat steps, of 255 / 20 entries each */
const STEPS = [
  0x000000, 0x600050, 0x303050, 0x303070, 0x505080, 0x6060b0, 0x7070c0, 0x8080e0, 0x306030, 0x309030,
  0x50c050, 0x40e040, 0xe0e050, 0xd0d060, 0xd0b040, 0xd09000, 0xc06000, 0xb03000, 0xff0000, 0xffffff,
];

/** @returns 256 colours from the lowest value to the highest, 0xRRGGBB */
export function coloursOf(name: PaletteName): readonly number[] {
  return Array.from({ length: 256 }, (_, entry) => {
    if (name === 'pet-20-step')
      return STEPS[Math.min(STEPS.length - 1, Math.floor((entry * STEPS.length) / 255))] as number;
    const [red, green, blue] = COMPONENTS[name].map((component) => valueAt(component, entry));
    return ((red as number) << 16) | ((green as number) << 8) | (blue as number);
  });
}

function valueAt({ bends, rounded }: Component, entry: number): number {
  const next = Math.max(
    1,
    bends.findIndex(([at]) => at >= entry),
  );
  const [from, low] = bends[next - 1] as readonly [number, number];
  const [to, high] = bends[next] as readonly [number, number];
  return rounded(low + ((high - low) * (entry - from)) / (to - from));
}
