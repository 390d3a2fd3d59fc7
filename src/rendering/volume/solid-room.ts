import { behindMessages } from '../../domain/turns';
import { march, seenBlocks } from '../../domain/volume/march';
import { bodyOf, solidGrid, type SolidGrid } from '../../domain/volume/solid-grid';
import { DENSE, HU_RANGE, transferOf, type Transfer } from '../../domain/volume/solid-presets';
import { arrivedOf, type Voxels } from '../../domain/volume/voxels';
import type { MarchJob, VolumeAnswer } from './messages';

/** Rows that are drawn before a newer wish is looked for */
const BAND = 32;

/** What a solid was drawn with last: it is the same while only the way it is looked at changes. */
interface Made {
  readonly of: string;
  readonly transfer: Transfer;
  readonly body: Uint8Array | undefined;
  readonly blocks: Uint8Array;
}

/** Makes 3D of the volume that a worker keeps: its grid when it is first asked for, and again when much more has come. */
export function solidRoom(
  voxels: () => Voxels | undefined,
  answer: (message: VolumeAnswer, transfer: Transferable[]) => void,
) {
  let grid: SolidGrid | undefined;
  let body: Uint8Array | undefined;
  let made: Made | undefined;
  let built = 0;
  let newest = 0;

  const prepared = ({ preset, withoutTable, isHounsfield }: MarchJob, of: SolidGrid): Made => {
    const key = `${preset} ${withoutTable} ${built}`;
    if (made?.of === key) return made;
    const transfer = transferOf(preset, of.range);
    if (withoutTable && isHounsfield)
      body ??= bodyOf(of, 1 + ((DENSE - of.range[0]) / (of.range[1] - of.range[0])) * 254);
    const cut = withoutTable && isHounsfield ? body : undefined;
    made = { of: key, transfer, body: cut, blocks: seenBlocks(of, transfer, cut) };
    return made;
  };

  return async (job: MarchJob): Promise<void> => {
    newest = job.id;
    const now = voxels();
    if (now === undefined) return;
    const arrived = arrivedOf(now);
    const isWhole = arrived.here + arrived.failed === arrived.all;
    if (!grid || (arrived.here > built && (isWhole || arrived.here >= 2 * built))) {
      grid = solidGrid(now, job.isHounsfield ? HU_RANGE : undefined);
      body = undefined;
      built = arrived.here;
    }
    const { transfer, body: cut, blocks } = prepared(job, grid);
    const { columns, rows } = job.view;
    const pixels = new Uint8ClampedArray(columns * rows * 4);
    for (let from = 0; from < rows; from += BAND) {
      const band = [from, Math.min(rows, from + BAND)] as const;
      pixels.set(march(grid, transfer, job.view, job.clip, cut, band, blocks), from * columns * 4);
      await behindMessages();
      if (job.id !== newest) return;
    }
    answer({ kind: 'marched', id: job.id, columns, rows, pixels, arrived: { ...arrived, here: built } }, [
      pixels.buffer,
    ]);
  };
}
