import type { Locator } from '@playwright/test';
import type { Catalogue, CatalogueInstance } from '../../sandbox/catalogue';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { renderedFrame } from '../../sandbox/imaging/rendering/render';

/** How a painted picture differs from the picture that the hospital holds. */
export interface Likeness {
  /** Mean difference of the greys of 64 × 64 fields, 0 to 255 */
  readonly meanDifference: number;
  /** 1 where both rise and fall together; a mirrored or turned picture is far from it */
  readonly correlation: number;
  /** Spread of the painted greys; 0 is a blank */
  readonly spread: number;
}

/**
 * The picture as the generator renders it, by other code than the viewer's.
 * @param window centre and width; the object's own when absent
 */
export async function heldPicture(
  instance: CatalogueInstance,
  window?: readonly [number, number],
): Promise<Uint8Array> {
  const asked = { mediaTypes: ['image/png'], ...(window && { window }) } as const;
  return (await renderedFrame(instance, 0, asked, createCodecs())).bytes;
}

/** Instances of a person's study in the order in which they are shown: each series along its normal, else as it is. */
export async function instancesOf(
  { studies }: Catalogue,
  personId: string,
  description: RegExp,
): Promise<readonly CatalogueInstance[]> {
  const study = studies.find((each) => each.personId === personId && description.test(each.description));
  if (study === undefined) throw new Error(`${personId} has no study like ${description.source}`);
  const series = await Promise.all(study.series.map(({ instances }) => fromTheHead(instances)));
  return series.flat();
}

/** The generator's slices are axial and numbered from the head down, which is how they are shown. */
async function fromTheHead(instances: readonly CatalogueInstance[]): Promise<readonly CatalogueInstance[]> {
  const placed = await Promise.all(
    instances.map(async (instance) => {
      const dataset = await instance.dataset();
      const [rows, imagePositionPatient] = [dataset['00280010'], dataset['00200032']?.Value];
      return { instance, isPicture: rows !== undefined, z: Number(imagePositionPatient?.[2] ?? 0) };
    }),
  );
  // Key objects, presentation states and reports lie in studies too.
  return placed
    .filter(({ isPicture }) => isPicture)
    .sort((a, b) => b.z - a.z)
    .map(({ instance }) => instance);
}

/** Where a fitted picture stands in its view: mammograms hang with the chest wall at an edge. */
export type Side = 'left' | 'middle' | 'right';

/** Compares what a viewport's canvas shows, fitted and unturned, with a held picture. */
export async function likeness(view: Locator, held: Uint8Array, side: Side = 'middle'): Promise<Likeness> {
  return view
    .locator('canvas')
    .first()
    .evaluate(compare, { png: [...held], side });
}

/** Runs in the page. */
async function compare(
  element: HTMLElement | SVGElement,
  { png, side }: { readonly png: readonly number[]; readonly side: Side },
): Promise<Likeness> {
  if (!(element instanceof HTMLCanvasElement)) throw new Error('not a canvas');
  const size = 64;
  const reference = await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }));
  const scale = Math.min(element.width / reference.width, element.height / reference.height);
  const [width, height] = [reference.width * scale, reference.height * scale];

  const greys = (picture: CanvasImageSource, x: number, y: number, w: number, h: number) => {
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x, y, w, h, 0, 0, size, size);
    const { data } = context.getImageData(0, 0, size, size);
    return Float64Array.from({ length: size * size }, (_, at) => data[4 * at] ?? 0);
  };
  const free = element.width - width;
  const left = { left: 0, middle: free / 2, right: free }[side];
  const painted = greys(element, left, (element.height - height) / 2, width, height);
  const wanted = greys(reference, 0, 0, reference.width, reference.height);

  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(painted), mean(wanted)];
  let [products, squaresA, squaresB, differences] = [0, 0, 0, 0];
  for (let at = 0; at < painted.length; at += 1) {
    const [one, other] = [painted[at] ?? 0, wanted[at] ?? 0];
    products += (one - a) * (other - b);
    squaresA += (one - a) ** 2;
    squaresB += (other - b) ** 2;
    differences += Math.abs(one - other);
  }
  return {
    meanDifference: differences / painted.length,
    correlation: products / Math.max(1e-9, Math.sqrt(squaresA * squaresB)),
    spread: Math.sqrt(squaresA / painted.length),
  };
}
