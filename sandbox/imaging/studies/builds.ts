import type { ChestBuild } from '../phantoms/chest-cage';

/** The chests behind the region's chest pictures. */
export const chestBuilds = {
  ariaNow: { seed: 'aria', breadth: 1, hasBreasts: true, heart: 1, nodule: 15, raised: 0 },
  /** Eight months ago: no nodule, a slightly shallower breath */
  ariaBefore: { seed: 'aria', breadth: 1, hasBreasts: true, heart: 1, nodule: 0, raised: 6 },
  /** An older man with a large heart */
  bram: { seed: 'bram', breadth: 1.08, hasBreasts: false, heart: 1.16, nodule: 0, raised: 4 },
  /** A man with a nodule that is to be treated */
  harkaway: { seed: 'harkaway', breadth: 1.05, hasBreasts: false, heart: 1.04, nodule: 22, raised: 0 },
  /** Any other man */
  man: { seed: 'man', breadth: 1.04, hasBreasts: false, heart: 1.02, nodule: 0, raised: 0 },
} as const satisfies Record<string, ChestBuild>;
