import { withExtremes } from '../../domain/overlay/dose';
import type { EncodedFrames, OverlayAnswer, OverlayJob } from './messages';
import { openOverlay, type OpenOverlay } from './open-overlay';
import { extremesOf, readObject, type OpenObject } from './read-object';

/** What an overlay's worker does, wherever it runs: reads one object, and draws it over picture after picture. */
export function overlayRoom(answer: (message: OverlayAnswer, transfer: Transferable[]) => void) {
  let open: OpenOverlay | undefined;
  let take: ((frame: number, pixels: ArrayLike<number> | undefined) => void) | undefined;

  const opened = (object: OpenObject, encoded?: EncodedFrames) => {
    open = openOverlay(object);
    answer({ kind: 'opened', legend: open.legend, ...(encoded && { encoded }) }, []);
  };

  /** Frames that are decoded elsewhere: what needs all of them is opened when they are here. */
  const openEncoded = (object: OpenObject, encoded: EncodedFrames) => {
    const decoded = new Map<number, ArrayLike<number>>();
    const waiting = new Set(encoded.frames.flatMap((frame, at) => (frame ? [at] : [])));
    const values = (frame: number) => decoded.get(frame);
    const { overlay } = object;
    take = (frame, pixels) => {
      waiting.delete(frame);
      if (pixels) decoded.set(frame, pixels);
      if (waiting.size > 0 || open) return;
      const extremes = () => extremesOf(values, encoded.frames.length);
      opened({ overlay: overlay.kind === 'dose' ? withExtremes(overlay, extremes()) : overlay, values });
    };
    if (overlay.kind === 'segmentation') opened({ overlay, values }, encoded);
    else answer({ kind: 'encoded', encoded }, []);
  };

  return async (job: OverlayJob): Promise<void> => {
    switch (job.kind) {
      case 'open': {
        const read = await readObject(job.content, job.expected);
        if (read.kind !== 'read') return answer(read, []);
        const { object } = read;
        return object.encoded ? openEncoded(object, object.encoded) : opened(object);
      }
      case 'frame':
        return take?.(job.frame, job.pixels);
      case 'draw': {
        if (!open) return;
        const drawn = open.draw(job.slice, job.look);
        const raster = drawn.ok ? drawn.raster : undefined;
        return answer({ kind: 'drawn', id: job.id, drawn }, raster ? [raster.pixels.buffer] : []);
      }
      case 'values':
        if (open) answer({ kind: 'values', id: job.id, values: open.valuesAt(job.slice, job.point) }, []);
    }
  };
}
