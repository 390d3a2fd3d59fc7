import { err, ok, type Result } from '../../domain/problem';
import { slideOf } from '../../domain/slide/build';
import type { Pair } from '../../domain/slide/slide';
import { areaOf, tileAt, validPixels } from '../../domain/slide/tiles';
import type { Instance } from '../../domain/study/study';
import type { Shared } from '../shared';
import { tileFrame } from './tile-frames';
import { together } from './tint';

/** Pixels of a side: a photograph of a label has fewer */
const LARGEST = 4096;

/** Paints a picture that goes with a slide, whole: they are as slides are, of one level. Rejects only with the signal's reason. */
export async function paintAside(
  instance: Instance,
  parts: Pick<Shared, 'source' | 'pool'>,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<Result<true>> {
  const picture = slideOf((await parts.source.slideParts?.([instance], signal)) ?? []);
  const path = picture?.paths[0];
  if (!picture || !path) return err({ kind: 'no-picture' });
  const [level] = picture.levels;
  const share = Math.min(1, LARGEST / Math.max(...level.matrix));
  [canvas.width, canvas.height] = [Math.ceil(level.matrix[0] * share), Math.ceil(level.matrix[1] * share)];
  const context = canvas.getContext('2d');
  const paint = async (cell: number): Promise<Result<true>> => {
    const tile = tileAt(level, path.id, 0, cell);
    const [frame] = tile.kind === 'frames' ? tile.frames : [];
    const image = instance.image;
    if (!frame || !image) return ok(true);
    const profiled = path.profile ? { ...image, profile: path.profile } : image;
    const decoded = await tileFrame(frame, profiled, parts, () => 0, signal);
    if (!decoded.ok) return decoded;
    const { value } = decoded;
    const size: Pair = validPixels(level, cell);
    const grey = { columns: value.columns, at: [0, 0], colour: [255, 255, 255] } as const;
    const pixels =
      value.kind === 'colour'
        ? new ImageData(value.pixels, value.columns, value.rows)
        : new ImageData(together(size, [{ ...grey, values: value.pixels, window: value.range }]), ...size);
    const own = document.createElement('canvas');
    [own.width, own.height] = size;
    own.getContext('2d')?.putImageData(pixels, 0, 0);
    const { from } = areaOf(level, cell);
    const at = (axis: 0 | 1) => (from[axis] / level.pitch[axis]) * share;
    context?.drawImage(own, at(0), at(1), size[0] * share, size[1] * share);
    return ok(true);
  };
  const cells = Array.from({ length: level.grid[0] * level.grid[1] }, (_, at) => at);
  const all = await Promise.all(cells.map(paint));
  return all.find((one) => !one.ok) ?? ok(true);
}
