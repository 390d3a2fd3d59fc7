/** A point or a direction in the patient, mm: x to the left, y to the back, z to the head (PS3.3 C.7.6.2.1.1). */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A block of the body: HU of each voxel, and beside it how much of the voxel is blood (0…255), for contrast medium. */
export interface Grid {
  readonly size: readonly [number, number, number];
  /** mm between voxel centres along x, y, z */
  readonly spacing: readonly [number, number, number];
  /** Centre of the first voxel */
  readonly origin: Point;
  readonly hu: Int16Array;
  readonly blood: Uint8Array;
}

/** A box in mm. */
export interface Box {
  readonly from: Point;
  readonly to: Point;
}

/** What fills a shape. */
export interface Tissue {
  readonly hu: number;
  readonly isBlood?: boolean;
}

/** An empty (air) block over `box`, voxels of `spacing` mm. */
export function airGrid(box: Box, spacing: readonly [number, number, number]): Grid {
  const [dx, dy, dz] = spacing;
  const size = [
    Math.round((box.to.x - box.from.x) / dx),
    Math.round((box.to.y - box.from.y) / dy),
    Math.round((box.to.z - box.from.z) / dz),
  ] as const;
  const count = size[0] * size[1] * size[2];
  return {
    size,
    spacing,
    origin: box.from,
    hu: new Int16Array(count).fill(-1000),
    blood: new Uint8Array(count),
  };
}

/** Signed distance in mm from a shape at height `z`, negative inside; may be approximate away from the edge. */
export type Shape = (z: number) => ((x: number, y: number) => number) | undefined;

/**
 * Fills a shape, its edge blended over one voxel so that neither slices nor projections show steps. A shape that answers
 * `undefined` for a height has nothing there.
 */
export function fill(grid: Grid, box: Box, shape: Shape, tissue: Tissue): void {
  const [nx, ny] = grid.size;
  const [dx, dy, dz] = grid.spacing;
  const [x0, x1] = span(box.from.x, box.to.x, grid.origin.x, dx, nx);
  const [y0, y1] = span(box.from.y, box.to.y, grid.origin.y, dy, ny);
  const [z0, z1] = span(box.from.z, box.to.z, grid.origin.z, dz, grid.size[2]);
  const inverse = 1 / ((dx + dy) / 2);
  const blood = tissue.isBlood ? 255 : 0;
  for (let k = z0; k <= z1; k += 1) {
    const section = shape(grid.origin.z + k * dz);
    if (!section) continue;
    for (let j = y0; j <= y1; j += 1) {
      const y = grid.origin.y + j * dy;
      let at = (k * ny + j) * nx + x0;
      for (let i = x0; i <= x1; i += 1, at += 1) {
        const cover = 0.5 - section(grid.origin.x + i * dx, y) * inverse;
        if (cover > 0) blend(grid, at, cover < 1 ? cover : 1, tissue.hu, blood);
      }
    }
  }
}

function blend(grid: Grid, at: number, cover: number, hu: number, blood: number): void {
  const before = grid.hu[at] ?? 0;
  grid.hu[at] = before + (hu - before) * cover;
  const bloodBefore = grid.blood[at] ?? 0;
  grid.blood[at] = bloodBefore + (blood - bloodBefore) * cover;
}

function span(from: number, to: number, origin: number, step: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor((from - origin) / step) - 1);
  return [first, Math.min(count - 1, Math.ceil((to - origin) / step) + 1)];
}

/** HU between the voxels, trilinear; air outside. @param contrast HU that pure blood gains */
export function sample(grid: Grid, x: number, y: number, z: number, contrast: number): number {
  const [nx, ny, nz] = grid.size;
  const fx = (x - grid.origin.x) / grid.spacing[0];
  const fy = (y - grid.origin.y) / grid.spacing[1];
  const fz = (z - grid.origin.z) / grid.spacing[2];
  const i = Math.floor(fx);
  const j = Math.floor(fy);
  const k = Math.floor(fz);
  if (i < 0 || j < 0 || k < 0 || i >= nx - 1 || j >= ny - 1 || k >= nz - 1) return -1000;
  const at = (k * ny + j) * nx + i;
  const up = at + nx * ny;
  const low = mix(along(grid, at, fx - i, contrast), along(grid, at + nx, fx - i, contrast), fy - j);
  const high = mix(along(grid, up, fx - i, contrast), along(grid, up + nx, fx - i, contrast), fy - j);
  return mix(low, high, fz - k);
}

function along({ hu, blood }: Grid, at: number, t: number, contrast: number): number {
  const first = (hu[at] ?? 0) + ((blood[at] ?? 0) * contrast) / 255;
  const second = (hu[at + 1] ?? 0) + ((blood[at + 1] ?? 0) * contrast) / 255;
  return first + (second - first) * t;
}

/** Linear between `a` (t = 0) and `b` (t = 1). */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
