import { fillBones } from './chest-bones';
import { cageOf, sectionDistance } from './chest-cage';
import type { Cage, ChestBuild } from './chest-cage';
import { fillAbdomen, fillAirways, fillHeart, fillLungVessels, fillLungs } from './chest-organs';
import { airGrid, fill } from './grid';
import type { Grid, Point } from './grid';
import { noise3 } from './noise';
import { fillCapsule, fillEllipsoid, fillTube } from './shapes';

const p = (x: number, y: number, z: number): Point => ({ x, y, z });

/**
 * The trunk from the neck to the kidneys as a block of HU: skin, fat, muscle, bones, lungs with branching vessels and
 * airways, heart and great vessels, upper abdomen. Everything else about the chest is taken from it: slices, and the
 * projections of the X-rays.
 * @param voxel mm; 0.9 for pictures, more for a quick look
 */
export function thorax(build: ChestBuild, voxel: number): Grid {
  const box = { from: p(-216, -165, -222), to: p(216, 142, 222) };
  const grid = airGrid(box, [voxel, voxel * 1.25, voxel * 1.25]);
  const cage = cageOf(build);
  fillBody(grid, cage, build);
  fillAbdomen(grid, cage, build);
  fillLungs(grid, cage, build);
  textureLungs(grid, build);
  fillLungVessels(grid, build, voxel > 2 ? 260 : 900);
  fillHeart(grid, build);
  fillAirways(grid);
  fillBones(grid, cage, build);
  if (build.nodule > 0) fillNodule(grid, p(-82, -2, 58), build.nodule);
  return grid;
}

/** Skin, the fat under it and the muscles of the chest wall; neck, shoulders, breasts. The arms are held out of the way. */
function fillBody(grid: Grid, cage: Cage, build: ChestBuild): void {
  if (build.hasBreasts) fillBreasts(grid, cage, 0, 30);
  fillLayer(grid, cage, build, 0, 30);
  if (build.hasBreasts) fillBreasts(grid, cage, 1.8, -96);
  fillLayer(grid, cage, build, 1.8, -98);
  if (build.hasBreasts) fillGland(grid, cage);
  fillLayer(grid, cage, build, 14, 54);
  fill(grid, whole, (z) => (z > 140 ? undefined : sectionDistance(cage, z, 1)), { hu: -60 });
}

const whole = { from: p(-216, -165, -230), to: p(216, 145, 230) };

/** Everything within `depth` mm of the skin's outside. */
function fillLayer(grid: Grid, cage: Cage, build: ChestBuild, depth: number, hu: number): void {
  fill(
    grid,
    whole,
    (z) => {
      const trunk = sectionDistance(cage, Math.min(z, 66), 30 - depth);
      const fade = Math.max(0, z - 92) * 1.1;
      const neck = Math.max(0, 96 - z) * 1.6;
      const r = 58 - depth;
      return (x, y) => {
        const v = (y - 22) * 0.94;
        return Math.min(trunk(x, y) + fade, Math.sqrt(x * x + v * v) - r + neck);
      };
    },
    { hu },
  );
  for (const side of [1, -1]) {
    const at = (x: number, y: number, z: number) => p(side * x * build.breadth, y, z);
    fillEllipsoid(grid, at(150, 22, 92), [58 - depth, 52 - depth, 48 - depth], { hu });
    fillTube(grid, [at(172, 22, 86), at(214, 20, 30), at(270, 20, -20)], 46 - depth, 42 - depth, { hu });
    fillCapsule(grid, at(24, 34, 144), at(150, 24, 110), 44 - depth, 33 - depth, { hu });
  }
}

/** Lying or pressed to the detector: flat, thick below and thinning out upwards, on the wall of the chest. */
function fillBreasts(grid: Grid, cage: Cage, shrink: number, hu: number): void {
  for (const side of [1, -1])
    fill(
      grid,
      { from: p(side * 74 - 80, -165, -115), to: p(side * 74 + 80, 0, 60) },
      (z) => {
        const w = ((z + 52) / (z < -52 ? 52 : 96)) ** 2;
        if (w >= 1) return undefined;
        const width = cage.halfWidth(z) + 30;
        const front = cage.centre(z);
        const depth = cage.halfDepth(z) + 28;
        return (x, y) => {
          const u = (x - side * 72) / 68;
          const left = 1 - u * u - w;
          if (left <= 0) return 9;
          const wall = front - depth * Math.sqrt(Math.max(0, 1 - (x / width) ** 2));
          const height = 34 * (z < -52 ? Math.sqrt(left) * 0.55 + left * 0.45 : left);
          return Math.max(wall - height + shrink - y, y - wall - 12);
        };
      },
      { hu },
    );
}

function fillGland(grid: Grid, cage: Cage): void {
  const y = cage.centre(-50) - cage.halfDepth(-50) - 20;
  for (const side of [1, -1]) {
    fillEllipsoid(grid, p(side * 68, y, -50), [32, 13, 30], { hu: 2 });
    for (let k = 0; k < 9; k += 1) {
      const turn = (k / 9) * 2 * Math.PI;
      const far = p(side * 68 + 36 * Math.cos(turn), y + 6, -50 + 36 * Math.sin(turn));
      fillCapsule(grid, p(side * 68, y - 8, -50), far, 5, 2, { hu: 12 });
    }
  }
}

/** Parenchyma is not one grey: denser towards the back where it hangs, and grainy. */
function textureLungs(grid: Grid, build: ChestBuild): void {
  const coarse = noise3(`${build.seed} lung`, 9);
  const [nx, ny, nz] = grid.size;
  for (let k = 0, at = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1) {
      const y = grid.origin.y + j * grid.spacing[1];
      for (let i = 0; i < nx; i += 1, at += 1) {
        const hu = grid.hu[at] ?? 0;
        if (hu > -820 || hu < -900) continue;
        const x = grid.origin.x + i * grid.spacing[0];
        const z = grid.origin.z + k * grid.spacing[2];
        grid.hu[at] = hu + y * 0.28 + coarse(x, y, z) * 22;
      }
    }
}

/** Solid, lobulated, with a few spicules: the thing a radiologist is asked to find. */
function fillNodule(grid: Grid, at: Point, diameter: number): void {
  const r = diameter / 2;
  const soft = { hu: 42 };
  fillEllipsoid(grid, at, [r, r * 0.9, r], soft);
  fillEllipsoid(grid, p(at.x - r * 0.5, at.y + r * 0.4, at.z + r * 0.3), [r * 0.7, r * 0.7, r * 0.6], soft);
  for (let k = 0; k < 9; k += 1) {
    const turn = (k / 9) * 2 * Math.PI;
    const tip = p(
      at.x + Math.cos(turn) * r * 2.1,
      at.y + Math.sin(turn) * r * 1.9,
      at.z + Math.sin(turn * 2.3) * r,
    );
    fillCapsule(grid, at, tip, 1.6, 0.3, soft);
  }
}
