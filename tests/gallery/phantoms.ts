import { chestXray, type ChestView } from '../../sandbox/imaging/phantoms/chest-xray';
import { ctSlicer } from '../../sandbox/imaging/phantoms/ct-slices';
import { headMrSlicer, type MrContrast } from '../../sandbox/imaging/phantoms/head-mr';
import type { Picture } from '../../sandbox/imaging/phantoms/image';
import { mammogram, type MammogramView } from '../../sandbox/imaging/phantoms/mammogram';
import { thorax } from '../../sandbox/imaging/phantoms/thorax';
import { chestBuilds } from '../../sandbox/imaging/studies/builds';
import type { DisplaySet } from '../../src/domain/study/display-set';

export type PictureOf = (displaySet: DisplaySet, at: number) => Picture;

/** The pictures of the fixtures' display sets, by what their labels say; each is computed once, when it is first seen. */
export function phantomPictures(): PictureOf {
  const seen = new Map<string, Picture>();
  const grid = once(() => thorax(chestBuilds.ariaNow, 1.5));
  const ct = once(() =>
    ctSlicer(grid(), {
      size: 512,
      pixelSpacing: 0.7,
      centre: { x: 0, y: 0 },
      contrast: 140,
      noise: 14,
      seed: 'ct',
    }),
  );

  const compute = ({ modality, label, frames }: DisplaySet, at: number): Picture => {
    const share = frames.length > 1 ? at / (frames.length - 1) : 0.5;
    if (modality === 'CT') return ct()(-170 + share * 300);
    if (modality === 'MR') {
      const contrast = (['FLAIR', 'T2', 'T1'] as const).find((name) => label.includes(name)) ?? 'T1';
      return headMrSlicer({
        size: 320,
        fieldOfView: 230,
        contrast: contrast satisfies MrContrast,
        seed: 'head',
      })(-50 + share * 110);
    }
    if (modality === 'MG') {
      const [laterality, view] = label.split(' ') as ['L' | 'R', MammogramView];
      const format = { columns: 700, rows: 900, pixelSpacing: 0.25, hasCalcifications: true, seed: 'breast' };
      return mammogram({ ...format, laterality, view });
    }
    const view: ChestView = label.startsWith('L') ? 'LL' : 'PA';
    return chestXray(grid(), view, { columns: 1024, rows: 1250, pixelSpacing: 0.34, seed: 'film' });
  };

  return (displaySet, at) => {
    const key = `${displaySet.id} ${at}`;
    const known = seen.get(key) ?? compute(displaySet, at);
    seen.set(key, known);
    return known;
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
