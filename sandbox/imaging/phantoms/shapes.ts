import { fill, mix } from './grid';
import type { Box, Grid, Point, Shape, Tissue } from './grid';

/** A table `[[at, value], …]` in ascending order, linear between, constant beyond. */
export function profile(table: readonly (readonly [number, number])[]): (at: number) => number {
  return (at) => {
    const next = table.findIndex(([position]) => position >= at);
    const [last] = table.slice(-1);
    if (next < 0) return last?.[1] ?? 0;
    const after = table[next];
    const before = table[next - 1];
    if (!after || !before) return after?.[1] ?? 0;
    const t = (at - before[0]) / (after[0] - before[0]);
    // Smoothstep: outlines of a body have no corners
    return mix(before[1], after[1], t * t * (3 - 2 * t));
  };
}

/** Box of half-widths around a centre. */
export function boxAround(centre: Point, rx: number, ry: number, rz: number): Box {
  return {
    from: { x: centre.x - rx, y: centre.y - ry, z: centre.z - rz },
    to: { x: centre.x + rx, y: centre.y + ry, z: centre.z + rz },
  };
}

/** Ellipsoid; `turn` in radians rotates it about the z axis. */
export function fillEllipsoid(
  grid: Grid,
  centre: Point,
  [rx, ry, rz]: readonly [number, number, number],
  tissue: Tissue,
  turn = 0,
): void {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const reach = Math.max(rx, ry);
  const least = Math.min(rx, ry, rz);
  const shape: Shape = (z) => {
    const above = (z - centre.z) / rz;
    const w = above * above;
    if (w > 1.2) return undefined;
    return (x, y) => {
      const u = x - centre.x;
      const v = y - centre.y;
      const a = (u * cos + v * sin) / rx;
      const b = (v * cos - u * sin) / ry;
      return (Math.sqrt(a * a + b * b + w) - 1) * least;
    };
  };
  fill(grid, boxAround(centre, reach, reach, rz), shape, tissue);
}

/** A segment whose radius goes from `ra` to `rb`, mm, rounded at its ends. */
export function fillCapsule(grid: Grid, a: Point, b: Point, ra: number, rb: number, tissue: Tissue): void {
  const ax = b.x - a.x;
  const ay = b.y - a.y;
  const az = b.z - a.z;
  const squared = ax * ax + ay * ay + az * az || 1e-6;
  const r = Math.max(ra, rb);
  const box: Box = {
    from: { x: Math.min(a.x, b.x) - r, y: Math.min(a.y, b.y) - r, z: Math.min(a.z, b.z) - r },
    to: { x: Math.max(a.x, b.x) + r, y: Math.max(a.y, b.y) + r, z: Math.max(a.z, b.z) + r },
  };
  const shape: Shape = (z) => (x, y) => {
    const px = x - a.x;
    const py = y - a.y;
    const pz = z - a.z;
    const t = Math.min(1, Math.max(0, (px * ax + py * ay + pz * az) / squared));
    const ex = px - t * ax;
    const ey = py - t * ay;
    const ez = pz - t * az;
    return Math.sqrt(ex * ex + ey * ey + ez * ez) - (ra + (rb - ra) * t);
  };
  fill(grid, box, shape, tissue);
}

/** A tube through points; the radius goes evenly from the first to the last. */
export function fillTube(grid: Grid, points: readonly Point[], ra: number, rb: number, tissue: Tissue): void {
  const count = points.length - 1;
  for (let k = 0; k < count; k += 1) {
    const a = points[k];
    const b = points[k + 1];
    if (a && b) fillCapsule(grid, a, b, mix(ra, rb, k / count), mix(ra, rb, (k + 1) / count), tissue);
  }
}

/** A smooth curve through points (Catmull–Rom), `steps` pieces between neighbours. */
export function curve(points: readonly Point[], steps = 8): Point[] {
  const at = (index: number) =>
    points[Math.min(points.length - 1, Math.max(0, index))] ?? { x: 0, y: 0, z: 0 };
  const out: Point[] = [];
  for (let k = 0; k < points.length - 1; k += 1) {
    for (let s = 0; s < steps; s += 1) {
      const t = s / steps;
      const axis = (name: keyof Point) => {
        const [p0, p1, p2, p3] = [at(k - 1)[name], at(k)[name], at(k + 1)[name], at(k + 2)[name]];
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
      };
      out.push({ x: axis('x'), y: axis('y'), z: axis('z') });
    }
  }
  return [...out, at(points.length - 1)];
}

/** A plate over a triangle, `thickness` mm thick, rounded at its rim. */
export function fillPlate(
  grid: Grid,
  corners: readonly [Point, Point, Point],
  thickness: number,
  tissue: Tissue,
): void {
  const [a, b, c] = corners;
  // Ribs of the plate close enough together to merge: simpler than a point-to-triangle distance, and as smooth
  const steps = 24;
  for (let s = 0; s <= steps; s += 1) {
    const t = s / steps;
    const from = { x: mix(a.x, b.x, t), y: mix(a.y, b.y, t), z: mix(a.z, b.z, t) };
    const to = { x: mix(a.x, c.x, t), y: mix(a.y, c.y, t), z: mix(a.z, c.z, t) };
    fillCapsule(grid, from, to, thickness / 2, thickness / 2, tissue);
  }
}
