import { behindMessages } from '../../domain/turns';
import type { ImagePixel, ModalityLut, Vector } from '../../domain/study/study';
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
import { plainLength } from '../../dicom/frame-size';
import { decodeNative, viewOf } from '../decode/native';
import { storedValues } from '../decode/stored-values';
import { DecodeError, type PixelArray } from '../decode/pixels';
import type {
  DrawJob,
  LayerNumber,
  LayerState,
  PlaneJob,
  Raster,
  SlicePixels,
  VolumeAnswer,
  VolumeJob,
} from './messages';
import { paintPlane } from './paint-plane';
import type { PlaneGreys } from './plane-greys';
import { sliceValues, type Rescale } from './slice-values';
import { solidRoom } from './solid-room';

/** Rows that are drawn before a newer wish is looked for */
const BAND = 64;

/** One stack, and what is known of its values */
export interface Room {
  readonly rescale: Rescale;
  readonly halvings: number;
  readonly voxels: Voxels & { readonly slices: (PixelArray | 'failed' | undefined)[] };
}

/** What the volume's worker does, wherever it runs: keeps slices, and makes planes of them. */
export function volumeRoom(answer: (message: VolumeAnswer, transfer: Transferable[]) => void) {
  let rooms: Partial<Record<LayerNumber, Room>> = {};
  let newest = 0;

  const noMemory = (error: unknown) => {
    if (!(error instanceof RangeError)) throw error;
    rooms = {};
    answer({ kind: 'no-memory' }, []);
  };
  const solid = solidRoom(() => rooms[0]?.voxels, answer);

  const put = (layer: LayerNumber, at: number, values: PixelArray | 'failed') => {
    const room = rooms[layer];
    if (room) room.voxels.slices[at] = values;
  };

  const draw = async (job: DrawJob) => {
    newest = job.id;
    const rasters: Raster[] = [];
    for (const plane of job.planes)
      for (const [layer, greys] of [[0, job.greys] as const, [1, job.over] as const]) {
        if (greys === undefined) continue;
        const raster = await rasterOf(plane, layer, greys, job);
        if (raster === undefined) return;
        rasters.push(raster);
      }
    const [below, over] = [rooms[0], job.over && rooms[1]];
    if (below === undefined) return;
    answer(
      {
        kind: 'drawn',
        id: job.id,
        rasters,
        ...stateOf(below, job.at),
        ...(over && { over: stateOf(over, job.at) }),
      },
      rasters.map(({ pixels }) => pixels.buffer),
    );
  };

  /** Band by band: what is no longer wanted is given up. */
  const rasterOf = async (
    { name, plane, slab }: PlaneJob,
    layer: LayerNumber,
    greys: PlaneGreys,
    { id, samples }: DrawJob,
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
      const room = rooms[layer];
      if (room === undefined) return undefined;
      const made = reslice(room.voxels, band, slab, samples);
      pixels.set(paintPlane(made, columns, greys, layer === 1), row * columns * 4);
      missing ||= has(made, MISSING);
      coming ||= has(made, COMING);
      // A picture without a slab is made before anything newer could come.
      if (slab) await behindMessages();
      if (id !== newest) return undefined;
    }
    return { name, layer, columns, rows, pixels, missing, coming };
  };

  return (job: VolumeJob): void => {
    try {
      if (job.kind === 'draw') return void draw(job);
      if (job.kind === 'march') return void solid(job).catch(noMemory);
      if (job.kind === 'probe') {
        const values = [rooms[0], rooms[1]].flatMap((room) => (room ? [valueIn(room, job.at)] : []));
        return answer({ kind: 'probed', at: job.at, values }, []);
      }
      const { layer = 0 } = job;
      const room = rooms[layer];
      if (job.kind === 'open') rooms[layer] = opened(job);
      else if (job.kind === 'failed') put(layer, job.at, 'failed');
      else if (room) put(layer, job.at, keptOrFailed(job, room));
    } catch (error) {
      noMemory(error);
    }
  };
}

const has = ({ states }: Resliced, state: number) => states.includes(state);

/** The modality value at a place; `undefined` where there is none. */
function valueIn({ voxels }: Room, at: Vector): number | undefined {
  const point = { origin: at, right: [1, 0, 0], down: [0, 1, 0], columns: 1, rows: 1 } as const;
  const { values, states } = reslice(voxels, point);
  return states[0] === HERE ? values[0] : undefined;
}

function stateOf(room: Room, at: Vector): LayerState {
  const value = valueIn(room, at);
  return { arrived: arrivedOf(room.voxels), ...(value !== undefined && { value }) };
}

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
  const isWhole = bytes.byteLength === plainLength(image) && image.bitsAllocated % 8 === 0;
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
