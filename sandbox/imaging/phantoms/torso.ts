/** A place in the patient, mm: to the left, to the back, to the head */
type Place = readonly [x: number, y: number, z: number];

interface Ball {
  readonly at: Place;
  /** Half axes, mm */
  readonly axes: Place;
  /** HU, and uptake as SUV */
  readonly hu: number;
  readonly suv: number;
}

const ball = (at: Place, axes: Place, hu: number, suv: number): Ball => ({ at, axes, hu, suv });

/** The last that a place lies in counts. The body is an ellipse whatever the height; legs and arms there are none. */
const ORGANS: readonly Ball[] = [
  ball([-78, -5, 55], [62, 78, 100], -820, 0.4),
  ball([78, -5, 55], [62, 78, 100], -820, 0.4),
  ball([18, -25, 20], [46, 40, 52], 45, 3.1),
  ball([20, -24, 20], [24, 20, 30], 40, 1.4),
  ball([-62, -20, -72], [78, 70, 62], 62, 2.3),
  ball([78, 25, -60], [34, 26, 46], 52, 1.9),
  ball([-66, 52, -128], [26, 22, 48], 35, 4.2),
  ball([66, 52, -122], [26, 22, 48], 35, 4.4),
  ball([0, 68, 0], [24, 22, 400], 260, 1.6),
  ball([0, 92, 0], [9, 9, 400], 60, 1),
  ball([-96, -42, 88], [13, 12, 13], 35, 8.6),
  ball([-30, 6, 62], [10, 9, 12], 42, 5.4),
  ball([86, 38, 20], [6, 6, 6], 25, 2.2),
];

const BODY: Pick<Ball, 'hu' | 'suv'> = { hu: 20, suv: 0.9 };
const FAT = -95;
const AXES = [182, 124] as const;

const isIn = ({ at, axes }: Ball, [x, y, z]: Place): boolean =>
  ((x - at[0]) / axes[0]) ** 2 + ((y - at[1]) / axes[1]) ** 2 + ((z - at[2]) / axes[2]) ** 2 < 1;

/** A torso with a hot nodule in the right lung and a hot node beside it: HU and SUV at a place. */
export function torsoAt(place: Place): { readonly hu: number; readonly suv: number } {
  const [x, y] = place;
  const skin = Math.hypot(x / AXES[0], y / AXES[1]);
  // The table
  if (skin > 1) return y > 138 && y < 146 && Math.abs(x) < 200 ? { hu: 80, suv: 0 } : { hu: -1000, suv: 0 };
  const within = ORGANS.findLast((organ) => isIn(organ, place));
  if (within) return within;
  const rib =
    Math.abs(skin - 0.86) < 0.03 && Math.sin(place[2] / 7 + Math.abs(x) / 40) > 0.35 && Math.abs(y) < 112;
  if (rib && place[2] > -60) return { hu: 420, suv: 1.2 };
  return skin > 0.9 ? { hu: FAT, suv: 0.3 } : BODY;
}

/** mm */
const BLUR = 5;

/** SUV as a PET sees it: a camera's own blur of some millimetres. */
export function uptakeAt([x, y, z]: Place): number {
  const corners = [
    [BLUR, BLUR, BLUR],
    [BLUR, -BLUR, -BLUR],
    [-BLUR, BLUR, -BLUR],
    [-BLUR, -BLUR, BLUR],
  ] as const;
  const around = corners.map(([dx, dy, dz]) => torsoAt([x + dx / 2, y + dy / 2, z + dz / 2]).suv);
  return (torsoAt([x, y, z]).suv * 2 + around.reduce((sum, one) => sum + one)) / 6;
}

/** Counts of a heart's wall at a share of its beat, about the middle of a slice, mm. */
export function heartCounts(x: number, y: number, slice: number, beat: number): number {
  const squeeze = 1 - 0.28 * Math.sin(Math.PI * beat) ** 2;
  const outer = (34 - slice * 0.22 * slice * 0.2) * (0.92 + 0.08 * squeeze);
  const inner = Math.max(0, outer - 11) * squeeze;
  const radius = Math.hypot(x, y);
  const angle = Math.atan2(y, x);
  const wall = radius < outer && radius > inner ? 620 : 40;
  // Less in the inferior wall
  const defect = angle > 0.9 && angle < 2.1 && wall > 100 ? 0.55 : 1;
  return wall * defect;
}
