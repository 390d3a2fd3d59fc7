import { ribPoint, vertebraHeight } from './chest-cage';
import type { Cage, ChestBuild } from './chest-cage';
import { fill, mix } from './grid';
import type { Grid, Point } from './grid';
import { boxAround, curve, fillCapsule, fillEllipsoid, fillPlate, fillTube } from './shapes';

const cortex = { hu: 1050 };
const marrow = { hu: 260 };
const vertebra = { hu: 430 };
const spongiosa = { hu: 150 };
const cartilage = { hu: 120 };
const disc = { hu: 85 };

/** Spine, ribs with their cartilages, breast bone, collar bones, shoulder blades and the heads of the arm bones. */
export function fillBones(grid: Grid, cage: Cage, build: ChestBuild): void {
  for (let number = -2; number <= 16; number += 1) fillVertebra(grid, cage, number);
  for (const side of [1, -1] as const) {
    for (let number = 1; number <= 12; number += 1) fillRib(grid, cage, number, side);
    fillShoulder(grid, cage, side, build.breadth);
  }
  fillSternum(grid, cage);
}

function fillVertebra(grid: Grid, cage: Cage, number: number): void {
  const z = vertebraHeight(number);
  const y = cage.spine(z);
  const size = 1 + number * 0.028;
  const half = (vertebraHeight(number) - vertebraHeight(number + 1)) * 0.39;
  const body = (rx: number, ry: number, h: number, tissue: { hu: number }, at = z) =>
    fill(
      grid,
      boxAround({ x: 0, y, z: at }, rx, ry, h),
      (level) => {
        const above = Math.abs(level - at) - h;
        // Waisted, as vertebral bodies are
        const waist = 1 - 0.09 * Math.cos(((level - at) / h) * 1.4);
        if (above > 1) return undefined;
        return (x, py) => Math.max((Math.sqrt((x / rx) ** 2 + ((py - y) / ry) ** 2) / waist - 1) * ry, above);
      },
      tissue,
    );
  body(16.5 * size, 14 * size, half + 4, disc, z - 3);
  body(16.5 * size, 14 * size, half, vertebra);
  body(15.2 * size, 12.7 * size, half - 1.2, spongiosa);
  fillArch(grid, { x: 0, y: y + 14 * size, z }, size);
}

function fillArch(grid: Grid, back: Point, size: number): void {
  for (const side of [1, -1]) {
    const pedicle = { x: side * 11 * size, y: back.y - 3, z: back.z + 3 };
    const facet = { x: side * 13 * size, y: back.y + 13, z: back.z + 2 };
    fillCapsule(grid, pedicle, facet, 4.2, 4.6, vertebra);
    fillCapsule(grid, pedicle, facet, 2.4, 2.8, spongiosa);
    fillCapsule(grid, facet, { x: side * 29 * size, y: back.y + 17, z: back.z + 4 }, 4, 4.2, vertebra);
    fillCapsule(grid, facet, { x: 0, y: back.y + 22, z: back.z - 6 }, 3.4, 3, vertebra);
  }
  const tip = { x: 0, y: back.y + 42, z: back.z - 20 };
  fillCapsule(grid, { x: 0, y: back.y + 22, z: back.z - 5 }, tip, 3.4, 3, vertebra);
  fillEllipsoid(grid, { x: 0, y: back.y + 8, z: back.z }, [8.5, 7.5, 11], { hu: 25 });
}

function fillRib(grid: Grid, cage: Cage, number: number, side: 1 | -1): void {
  const steps = 64;
  const points = Array.from({ length: steps + 1 }, (_, k) => ribPoint(cage, number, side, k / steps));
  const tall = number === 1 ? 5.5 : number < 11 ? 6.6 : 5;
  strip(grid, points, 3.3, tall, cortex);
  strip(grid, points, 1.9, tall - 1.6, marrow);
  const front = points[steps];
  if (!front || number > 10) return;
  const sternum = {
    x: side * 14,
    y: sternumFront(cage, 60 - number * 13) + 3,
    z: Math.max(-62, 92 - number * 19),
  };
  const middle = {
    x: mix(front.x, sternum.x, 0.5),
    y: Math.min(front.y, sternum.y) - 1,
    z: Math.min(front.z, sternum.z) + 3,
  };
  fillTube(grid, curve([front, middle, sternum], 6), 5, 5, cartilage);
}

/** A band standing on edge: `thin` mm half across (radially), `tall` mm half along z. */
function strip(
  grid: Grid,
  points: readonly Point[],
  thin: number,
  tall: number,
  tissue: { hu: number },
): void {
  points.forEach((point, index) => {
    const next = points[index + 1] ?? point;
    const before = points[index - 1] ?? point;
    const turn = Math.atan2(next.y - before.y, next.x - before.x);
    const step = Math.hypot(next.x - before.x, next.y - before.y, next.z - before.z) / 2;
    fillEllipsoid(grid, point, [Math.max(step * 1.5, thin), thin, tall], tissue, turn);
  });
}

function sternumFront(cage: Cage, z: number): number {
  return cage.centre(z) - cage.halfDepth(z) - 8;
}

function fillSternum(grid: Grid, cage: Cage): void {
  const bone = (shrink: number, tissue: { hu: number }) =>
    fill(
      grid,
      { from: { x: -30, y: -130, z: -70 }, to: { x: 30, y: 10, z: 92 } },
      (z) => {
        const half = (z > 52 ? 15 + (z - 52) * 0.28 : z < -45 ? 8 : 14) - shrink;
        const y0 = sternumFront(cage, Math.min(z, 66)) + (z > 66 ? (z - 66) * 0.35 : 0);
        const end = Math.max(z - 88, -66 - z) + shrink;
        if (end > 1) return undefined;
        return (x, y) => Math.max(Math.abs(x) - half, Math.abs(y - y0) - (5.5 - shrink), end);
      },
      tissue,
    );
  bone(0, { hu: 560 });
  bone(1.5, { hu: 130 });
}

function fillShoulder(grid: Grid, cage: Cage, side: 1 | -1, breadth: number): void {
  const at = (x: number, y: number, z: number): Point => ({ x: side * x * breadth, y, z });
  const clavicle = curve([at(17, -30, 92), at(55, -48, 106), at(95, -26, 117), at(142, 4, 124)], 10);
  fillTube(grid, clavicle, 7, 6, cortex);
  fillTube(grid, clavicle, 4.6, 3.6, marrow);
  const depth = (z: number) => cage.centre(z) + cage.halfDepth(z);
  const glenoid = at(146, 30, 96);
  const medial = at(102, depth(60) + 24, 104);
  const tip = at(128, depth(-20) + 4, -8);
  fillPlate(grid, [glenoid, medial, tip], 4, { hu: 420 });
  fillTube(grid, [tip, at(136, 55, 40), glenoid], 4.5, 7, { hu: 600 });
  fillTube(grid, curve([medial, at(130, 62, 118), at(160, 24, 128)], 8), 4, 7, { hu: 600 });
  fillTube(grid, [glenoid, at(132, -6, 112)], 7, 5, { hu: 560 });
  fillEllipsoid(grid, at(168, 24, 98), [23, 23, 23], cortex);
  fillEllipsoid(grid, at(168, 24, 98), [21, 21, 21], { hu: 230 });
  fillTube(grid, [at(172, 24, 90), at(200, 22, 30), at(250, 20, -40)], 15, 12, cortex);
  fillTube(grid, [at(172, 24, 90), at(200, 22, 30), at(250, 20, -40)], 9, 6, { hu: 60 });
}
