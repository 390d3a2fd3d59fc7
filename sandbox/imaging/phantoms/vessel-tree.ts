import { between, seededRandom } from '../random';
import type { Point } from './grid';

/** One piece of a branching vessel; radius at its far end in mm. */
export interface Branch {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
}

interface Node {
  readonly point: Point;
  readonly parent: number;
  leaves: number;
}

/**
 * A tree that grows from `root` towards seeded points of the organ, each joined to the nearest part that does not lead
 * it back: radii follow Murray's law (r³ adds up at a fork), so that it looks as vessels do.
 * @param inside whether a point is in the organ @param spread draws a candidate point
 */
export function vesselTree(
  seed: string,
  root: Point,
  count: number,
  tip: number,
  spread: (random: () => number) => Point,
  inside: (point: Point) => boolean,
): Branch[] {
  const random = seededRandom(`vessels ${seed}`);
  const targets: Point[] = [];
  for (let tries = 0; targets.length < count && tries < count * 40; tries += 1) {
    const point = spread(random);
    if (inside(point)) targets.push(point);
  }
  const nodes: Node[] = [{ point: root, parent: -1, leaves: 0 }];
  targets.sort((a, b) => distance(a, root) - distance(b, root));
  for (const target of targets) {
    const parent = nearest(nodes, target, root);
    const start = nodes[parent];
    if (!start) continue;
    const bend = 0.12 * distance(start.point, target);
    const middle = {
      x: (start.point.x + target.x) / 2 + between(random, -bend, bend),
      y: (start.point.y + target.y) / 2 + between(random, -bend, bend),
      z: (start.point.z + target.z) / 2 + between(random, -bend, bend),
    };
    nodes.push({ point: middle, parent, leaves: 0 });
    nodes.push({ point: target, parent: nodes.length - 1, leaves: 0 });
    for (let at = nodes.length - 1; at >= 0; at = nodes[at]?.parent ?? -1) {
      const node = nodes[at];
      if (node) node.leaves += 1;
    }
  }
  return nodes.flatMap((node) => {
    const from = nodes[node.parent];
    return from ? [{ from: from.point, to: node.point, radius: tip * Math.cbrt(node.leaves) }] : [];
  });
}

/** The node to join: near, and not far from the root for what it adds (a compromise between short vessels and short ways). */
function nearest(nodes: readonly Node[], target: Point, root: Point): number {
  let best = 0;
  let least = Infinity;
  const reach = distance(target, root);
  nodes.forEach((node, index) => {
    const length = distance(node.point, target);
    const detour = distance(node.point, root) + length - reach;
    const cost = length + 0.9 * detour;
    if (cost < least) {
      least = cost;
      best = index;
    }
  });
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2);
}
