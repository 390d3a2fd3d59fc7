import type { Problem } from '../domain/problem';
import type { ImagePixel } from '../domain/study/study';

/** Bytes a decoded or plain frame may have: the largest mammogram is a tenth of it */
export const LARGEST_FRAME = 512 * 1024 * 1024;

type Shape = Pick<ImagePixel, 'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated' | 'photometric'>;

/** Whose two neighbours share their chroma (PS3.3 C.7.6.3.1.2), and who are written for it and have it all */
const SUBSAMPLED = new Set(['YBR_FULL_422', 'YBR_PARTIAL_422']);
const IN_EITHER = new Set([...SUBSAMPLED, 'YBR_FULL']);

/** Bytes of one frame as plain samples (PS3.5 §8.1.1, §8.2) by its attributes, without the padding to an even length. */
export const plainLength = (image: Shape): number =>
  SUBSAMPLED.has(image.photometric) && image.samplesPerPixel === 3
    ? lengthOfPairs(image)
    : lengthOfAll(image);

/** Every pixel with all of its samples */
function lengthOfAll({ rows, columns, samplesPerPixel, bitsAllocated }: Shape): number {
  return Math.ceil((rows * columns * samplesPerPixel * bitsAllocated) / 8);
}

/** Four samples for every two pixels */
const lengthOfPairs = ({ rows, columns, bitsAllocated }: Shape): number =>
  rows * Math.ceil(columns / 2) * 4 * (bitsAllocated / 8);

/** The same of rows of odd length that follow each other without a gap, so that a pair may lie in two of them */
const lengthOfRun = ({ rows, columns, bitsAllocated }: Shape): number =>
  rows * columns * 2 * (bitsAllocated / 8);

/** Of pixels that share their chroma: whether each row has whole pairs, or all of them are one run of pairs */
export type Pairs = 'rows' | 'run';

/**
 * How plain samples of so many bytes lie: of YBR the label and the length contradict each other in files that were decoded or
 * encoded and kept their label, and then the length tells. So it does of rows of odd length, which pairs should not have
 * (PS3.3 C.7.6.3.1): some writers fill each row, others go on in the next one.
 * @param bytes of one frame, or more than it has
 */
export function plainLayout(
  bytes: number,
  image: Shape,
): { readonly length: number; readonly pairs?: Pairs } {
  const [all, rows, run] = [lengthOfAll(image), lengthOfPairs(image), lengthOfRun(image)];
  if (!IN_EITHER.has(image.photometric) || image.samplesPerPixel !== 3) return { length: all };
  const isLabelled = SUBSAMPLED.has(image.photometric);
  // Of one column a filled row is longer than all samples are.
  if (isLabelled && image.columns === 1 && isLength(bytes, rows)) return { length: rows, pairs: 'rows' };
  if (bytes >= all) return { length: all };
  if (run < rows && bytes >= run && bytes < rows && (isLabelled || isLength(bytes, run)))
    return { length: run, pairs: 'run' };
  return isLabelled || isLength(bytes, rows) ? { length: rows, pairs: 'rows' } : { length: all };
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
  return isLength(bytes, plainLayout(bytes, image).length);
}

const isLength = (bytes: number, length: number): boolean =>
  bytes === length || (length % 2 === 1 && bytes === length + 1);
