import type { Problem } from '../domain/problem';
import type { ImagePixel } from '../domain/study/study';

/** Bytes a decoded or plain frame may have: the largest mammogram is a tenth of it */
export const LARGEST_FRAME = 512 * 1024 * 1024;

const SUBSAMPLED = new Set(['YBR_FULL_422', 'YBR_PARTIAL_422']);

/** Bytes of one frame as plain samples (PS3.5 §8.1.1, §8.2), without the padding to an even length. */
export function plainLength(
  image: Pick<ImagePixel, 'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated' | 'photometric'>,
): number {
  // Two pixels share their chroma: four samples for every two of them (PS3.3 C.7.6.3.1.2).
  if (SUBSAMPLED.has(image.photometric) && image.samplesPerPixel === 3)
    return image.rows * Math.ceil(image.columns / 2) * 4 * (image.bitsAllocated / 8);
  const pixels = image.rows * image.columns;
  return Math.ceil((pixels * image.samplesPerPixel * image.bitsAllocated) / 8);
}

/** A size that is more than may be taken into memory, told from the header before anything is asked for. */
export function sizeProblem(image: ImagePixel): Problem | undefined {
  const length = plainLength(image);
  if (length <= LARGEST_FRAME) return undefined;
  return {
    kind: 'impossible-size',
    what: `a frame of ${image.rows} × ${image.columns} pixels, ${length} bytes`,
  };
}

/** Whether so many bytes are one plain frame: exactly, or with the byte that makes an odd length even. */
export function isPlainLength(bytes: number, image: ImagePixel): boolean {
  const length = plainLength(image);
  return bytes === length || (length % 2 === 1 && bytes === length + 1);
}
