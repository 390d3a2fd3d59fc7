import { behindMessages } from '../../domain/turns';
import type { ImagePixel, ModalityLut } from '../../domain/study/study';
import { reslice, type Resliced } from '../../domain/volume/reslice';
import {
  arrivedOf,
  COMING,
  halved,
  halvedVolume,
  HERE,
  MISSING,
  type Voxels,
} from '../../domain/volume/voxels';
import { plus, times } from '../../domain/study/vector';
import { decodeNative, nativeLength, viewOf } from '../decode/native';
import { storedValues } from '../decode/stored-values';
import { DecodeError, type PixelArray } from '../decode/pixels';
import type { DrawJob, PlaneJob, Raster, SlicePixels, VolumeAnswer, VolumeJob } from './messages';
import { paintPlane } from './paint-plane';
import { sliceValues, type Rescale } from './slice-values';

/** Rows that are drawn before a newer wish is looked for */
const BAND = 64;

interface Room {
  readonly rescale: Rescale;
  readonly halvings: number;
  readonly voxels: Voxels & { readonly slices: (PixelArray | 'failed' | undefined)[] };
}

/** What the volume's worker does, wherever it runs: keeps slices, and makes planes of them. */
export function volumeRoom(answer: (message: VolumeAnswer, transfer: Transferable[]) => void) {
  let room: Room | undefined;
  let newest = 0;

  const put = (at: number, values: PixelArray | 'failed') => {
    if (room) room.voxels.slices[at] = values;
  };

  const draw = async (job: DrawJob) => {
    newest = job.id;
    const rasters: Raster[] = [];
    for (const plane of job.planes) {
      const raster = await rasterOf(plane, job);
      if (raster === undefined) return;
      rasters.push(raster);
    }
    if (room === undefined) return;
    const { voxels } = room;
    const point = { origin: job.at, right: [1, 0, 0], down: [0, 1, 0], columns: 1, rows: 1 } as const;
    const { values, states } = reslice(voxels, point);
    const value = states[0] === HERE ? values[0] : undefined;
    answer(
      {
        kind: 'drawn',
        id: job.id,
        rasters,
        arrived: arrivedOf(voxels),
        ...(value !== undefined && { value }),
      },
      rasters.map(({ pixels }) => pixels.buffer),
    );
  };

  /** Band by band: what is no longer wanted is given up. */
  const rasterOf = async (
    { name, plane, slab }: PlaneJob,
    { id, samples, window, invert }: DrawJob,
  ): Promise<Raster | undefined> => {
    const { columns, rows } = plane;
    const pixels = new Uint8ClampedArray(columns * rows * 4);
    let [missing, coming] = [false, false];
    for (let row = 0; row < rows; row += BAND) {
      const band = {
        ...plane,
        origin: plus(plane.origin, times(plane.down, row)),
        rows: Math.min(BAND, rows - row),
      };
      if (room === undefined) return undefined;
      const made = reslice(room.voxels, band, slab, samples);
      pixels.set(paintPlane(made, columns, window, invert), row * columns * 4);
      missing ||= has(made, MISSING);
      coming ||= has(made, COMING);
      // A picture without a slab is made before anything newer could come.
      if (slab) await behindMessages();
      if (id !== newest) return undefined;
    }
    return { name, columns, rows, pixels, missing, coming };
  };

  return (job: VolumeJob): void => {
    try {
      if (job.kind === 'open') room = opened(job);
      else if (job.kind === 'failed') put(job.at, 'failed');
      else if (job.kind === 'draw') void draw(job);
      else if (room) put(job.at, keptOrFailed(job, room));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      room = undefined;
      answer({ kind: 'no-memory' }, []);
    }
  };
}

const has = ({ states }: Resliced, state: number) => states.includes(state);

function opened({ volume, rescale, halvings }: Extract<VolumeJob, { kind: 'open' }>): Room {
  let small = volume;
  for (let at = 0; at < halvings; at++) small = halvedVolume(small);
  return {
    rescale,
    halvings,
    voxels: { volume: small, slices: volume.slices.map(() => undefined), ...rescale },
  };
}

function keptOrFailed(job: Extract<VolumeJob, { kind: 'slice' }>, room: Room): PixelArray | 'failed' {
  try {
    return kept(job, room);
  } catch (error) {
    if (error instanceof DecodeError) return 'failed';
    throw error;
  }
}

/** Bytes in this machine's order are read where they lie: they are the room's own. */
function nativePixels(
  { bytes, bigEndian }: Extract<SlicePixels, { bytes: unknown }>,
  image: ImagePixel,
): PixelArray {
  const isWhole = bytes.byteLength === nativeLength(image) && image.bitsAllocated % 8 === 0;
  return isWhole && !bigEndian && bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? viewOf(bytes.buffer, image)
    : decodeNative(bytes, image, bigEndian).pixels;
}

/** A slice as it is kept; one that is not of the size that it should be is none. */
function kept(
  given: SlicePixels & { readonly image: ImagePixel; readonly lut: ModalityLut },
  { rescale, halvings }: Room,
): PixelArray | 'failed' {
  const { image, lut } = given;
  const stored = 'pixels' in given ? given.pixels : storedValues(nativePixels(given, image), image);
  let { rows, columns } = image;
  if (stored.length < rows * columns) return 'failed';
  let values = sliceValues(stored, rescale, lut, image.padding);
  for (let at = 0; at < halvings; at++) {
    values = halved(values, rows, columns, rescale.padding);
    rows = Math.ceil(rows / 2);
    columns = Math.ceil(columns / 2);
  }
  return values;
}
