import { cageOf, diaphragm, sectionDistance } from './chest-cage';
import type { Cage, ChestBuild } from './chest-cage';
import { fill } from './grid';
import type { Grid, Point, Shape } from './grid';
import { curve, fillCapsule, fillEllipsoid, fillTube } from './shapes';
import { vesselTree } from './vessel-tree';

const blood = { hu: 45, isBlood: true };
const muscle = { hu: 52 };
const air = { hu: -990 };
const whole = { from: { x: -220, y: -170, z: -230 }, to: { x: 220, y: 170, z: 230 } };
const p = (x: number, y: number, z: number): Point => ({ x, y, z });

/** The lungs' parenchyma, each to the cage, the diaphragm and the middle. */
export function fillLungs(grid: Grid, cage: Cage, build: ChestBuild): void {
  fill(grid, { ...whole, from: p(-200, -150, -190), to: p(200, 150, 140) }, lungShape(cage, build, 0), {
    hu: -865,
  });
}

/** Both lungs, shrunk by `margin` mm. */
function lungShape(cage: Cage, build: ChestBuild, margin: number): Shape {
  const floor = diaphragm(build);
  return (z) => {
    if (z > 136) return undefined;
    const section = sectionDistance(cage, z, -margin);
    const middle = mediastinum(z, cage.spine(z));
    return (x, y) =>
      Math.max(section(x, y), floor(x, y) + margin - z, margin - middle(x, y), apex(x, y, z) + margin);
  };
}

/** Each lung ends above in a dome of its own. */
function apex(x: number, y: number, z: number): number {
  const u = (Math.abs(x) - 46) / 40;
  const v = (y - 26) / 52;
  return (z - 130 + 34 * (u * u + v * v)) * 0.8;
}

/** Distance from the tissue between the lungs: the vertebrae behind, a narrowing band to the breast bone, wider at the neck. */
function mediastinum(z: number, spine: number): (x: number, y: number) => number {
  const wave = 2.5 * Math.sin(z / 17) + 1.5 * Math.sin(z / 7.3 + 1);
  const throat = Math.max(0, z - 76) * 0.1;
  return (x, y) => {
    const u = x / 20;
    const v = (y - spine) / 19;
    const column = (Math.sqrt(u * u + v * v) - 1) * 19;
    const t = Math.min(1, Math.max(0, (y + 58) / 52));
    const waist = Math.min(1, Math.max(0, (y - 6) / (spine - 20)));
    const half = 5 + 11 * t * t * (3 - 2 * t) - 7 * waist + throat + wave * (x > 0 ? 1 : -0.7) * t;
    return Math.min(column, Math.abs(x) - half);
  };
}

/** Liver, spleen, stomach with its air, kidneys: what lies below the diaphragm. */
export function fillAbdomen(grid: Grid, cage: Cage, build: ChestBuild): void {
  const floor = diaphragm(build);
  const below =
    (gap: number): Shape =>
    (z) => {
      const section = sectionDistance(cage, z, -gap);
      return (x, y) => Math.max(section(x, y), z - floor(x, y) + gap);
    };
  const lower = { from: p(-200, -150, -230), to: p(200, 150, -60) };
  fill(grid, lower, below(1), { hu: 32 });
  fill(grid, lower, below(5), { hu: -20 });
  const inside = below(3);
  fill(
    grid,
    { ...lower, to: p(70, 150, -60) },
    (z) => {
      const cavity = inside(z);
      return (
        cavity &&
        ((x, y) => Math.max(cavity(x, y), x - 24 + Math.max(0, (y + 30) * 0.8) - Math.max(0, z + 140) * 0.8))
      );
    },
    { hu: 62 },
  );
  fillEllipsoid(grid, p(92, 48, -140), [34, 40, 52], { hu: 54 }, 0.7);
  fillEllipsoid(grid, p(62, -38, -150), [46, 40, 48], { hu: 36 }, 0.3);
  fillEllipsoid(grid, p(60, -50, -122 + build.raised), [29, 20, 20], air, 0.3);
  for (const side of [1, -1]) {
    fillEllipsoid(grid, p(side * 58, 50, -205), [26, 24, 48], { hu: 38 }, side * 0.6);
    fillEllipsoid(grid, p(side * 44, 42, -205), [12, 12, 24], { hu: -70 });
  }
}

/** Heart, great vessels, gullet. Their blood takes contrast medium. */
export function fillHeart(grid: Grid, build: ChestBuild): void {
  const s = build.heart;
  const low = build.raised * 0.5;
  const at = (x: number, y: number, z: number) => p(x, y, z + low);
  fillEllipsoid(grid, at(16, -36, -52), [63 * s, 47 * s, 50 * s], { hu: -80 }, -0.35);
  fillEllipsoid(grid, at(30, -30, -58), [50 * s, 40 * s, 44 * s], muscle, -0.6);
  fillEllipsoid(grid, at(-20, -24, -50), [29 * s, 32 * s, 40 * s], muscle);
  fillEllipsoid(grid, at(-20, -24, -50), [26 * s, 29 * s, 37 * s], blood);
  fillEllipsoid(grid, at(40, -24, -60), [28 * s, 21 * s, 32 * s], blood, -0.7);
  fillEllipsoid(grid, at(12, -52, -60), [32 * s, 18 * s, 34 * s], blood, -0.3);
  fillEllipsoid(grid, at(6, 12, -34), [34 * s, 20 * s, 26 * s], blood);
  fillTube(
    grid,
    curve([at(4, -20, -38), p(-14, -24, -4), p(-12, -16, 32), p(6, 4, 50), p(22, 26, 42), p(27, 44, 22)]),
    16,
    13,
    blood,
  );
  fillTube(
    grid,
    curve([p(27, 44, 22), p(26, 46, -40), p(20, 44, -110), p(8, 30, -170), p(4, 22, -230)]),
    13,
    10.5,
    blood,
  );
  fillTube(grid, curve([at(16, -48, -30), p(20, -30, -4), p(14, -8, 12)]), 15, 13, blood);
  fillTube(grid, curve([p(14, -8, 12), p(-14, 2, 6), p(-40, 8, 2)]), 12, 9.5, blood);
  fillTube(grid, curve([p(16, -8, 14), p(34, 10, 16), p(44, 20, 4)]), 12, 10, blood);
  fillTube(grid, curve([p(-24, -14, 78), p(-26, -14, 30), at(-24, -18, -20)]), 8.5, 9.5, blood);
  fillTube(grid, curve([at(-14, 4, -80), p(-20, 8, -130), p(-18, 14, -230)]), 12, 11, blood);
  fillTube(grid, curve([p(-24, -14, 78), p(-40, -18, 104), p(-90, -30, 112)]), 7, 5, blood);
  fillTube(grid, curve([p(-22, -16, 70), p(10, -28, 80), p(44, -22, 104), p(90, -30, 112)]), 6.5, 5, blood);
  fillTube(grid, curve([p(-4, -6, 50), p(-16, -2, 86), p(-24, 8, 130), p(-26, 10, 220)]), 6.5, 4, blood);
  fillTube(grid, curve([p(10, 4, 52), p(18, 4, 90), p(24, 8, 130), p(26, 10, 220)]), 4.5, 4, blood);
  fillTube(grid, curve([p(22, 20, 46), p(30, 22, 90), p(60, 6, 118), p(100, -8, 112)]), 5.5, 4.5, blood);
}

/** Windpipe and main bronchi down to the segments, with their walls; the gullet behind. */
export function fillAirways(grid: Grid): void {
  fillTube(grid, curve([p(2, 26, 200), p(4, 36, 100), p(8, 40, 20), p(18, 38, -60), p(24, 20, -120)]), 7, 7, {
    hu: 36,
  });
  const tubes: [Point[], number, number][] = [
    [[p(0, 12, 240), p(0, 16, 150), p(0, 22, 80), p(0, 26, 20)], 8.6, 8.6],
    [[p(0, 26, 22), p(-20, 24, 4), p(-36, 20, -8)], 7.4, 6.4],
    [[p(0, 26, 22), p(22, 26, 2), p(42, 26, -12)], 6.8, 5.8],
    [[p(-32, 20, 0), p(-48, 14, 20), p(-58, 12, 40)], 4.6, 2.6],
    [[p(-36, 20, -8), p(-44, 18, -36), p(-56, 30, -66)], 5, 2.4],
    [[p(-40, 18, -22), p(-62, -14, -44)], 3.4, 2],
    [[p(42, 26, -12), p(58, 10, 8), p(66, -4, 32)], 4.4, 2.4],
    [[p(42, 26, -12), p(50, 28, -40), p(64, 38, -70)], 4.8, 2.4],
  ];
  for (const [points, ra, rb] of tubes) fillTube(grid, curve(points), ra + 1.5, rb + 1.1, { hu: 15 });
  for (const [points, ra, rb] of tubes) fillTube(grid, curve(points), ra, rb, air);
}

/** Arteries and veins from each hilum to the pleura. @param count ends of each tree */
export function fillLungVessels(grid: Grid, build: ChestBuild, count: number): void {
  const shape = lungShape(cageOf(build), build, 4);
  const inside =
    (side: number) =>
    ({ x, y, z }: Point) => {
      const heart = ((x - 16) / 66) ** 2 + ((y + 36) / 50) ** 2 + ((z + 52) / 52) ** 2;
      return Math.sign(x) === side && heart > 1 && (shape(z)?.(x, y) ?? 1) < 0;
    };
  for (const side of [1, -1]) {
    const spread = (random: () => number): Point =>
      p(side * (20 + random() * 115), -95 + random() * 195, -160 + random() * 285);
    const trees: [string, Point][] = [
      ['artery', p(side * 44, 16, 2)],
      ['vein', p(side * 36, 4, -24)],
    ];
    for (const [kind, root] of trees)
      for (const { from, to, radius } of vesselTree(
        `${build.seed} ${kind} ${side}`,
        root,
        count,
        0.7,
        spread,
        inside(side),
      ))
        fillCapsule(grid, from, to, Math.min(radius * 1.04, 8), Math.min(radius, 8), blood);
  }
}
