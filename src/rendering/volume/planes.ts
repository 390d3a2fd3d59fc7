import type { PlanesAsked, PlanesHandle, PlanesRequest, PlaneView } from '../../domain/ports/planes';
import type { Frame, Vector } from '../../domain/study/study';
import { cross, minus, times, unitOf } from '../../domain/study/vector';
import { samplesOf, type Plane } from '../../domain/volume/reslice';
import type { Volume } from '../../domain/volume/volume';
import { startWorker } from '../decode/start-worker';
import { fill, type FillParts } from './fill';
import type { DrawJob, Raster, VolumeAnswer, VolumeJob } from './messages';
import { rescaleOf, type Rescale } from './slice-values';
import workerAddress from './worker?worker&url';

/** Pixels of a plane while a hand is on it, and when it is still */
const MOVING = 400 * 400;
const STILL = 1000 * 1000;
/** Samples of a plane's slab while a hand is on it, and when it is still */
const MOVING_SAMPLES = 1_500_000;
const STILL_SAMPLES = 30_000_000;
/** Of a slab, for each voxel that it goes through */
const COARSE = 1;
const FINE = 2;
/** Milliseconds from one drawing of newly arrived slices to the next */
const ARRIVALS = 250;

interface VolumeWorker {
  onmessage: ((event: MessageEvent<VolumeAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(job: VolumeJob, transfer?: Transferable[]): void;
  terminate(): void;
}

/**
 * Planes of a volume, made in a worker of their own.
 * @param most bytes that the volume may take @param start a test's own worker
 */
export function openPlanes(
  { volume, frames, canvases, emit }: PlanesAsked,
  parts: FillParts,
  most: number,
  start: () => VolumeWorker = () => startWorker(workerAddress, 'volume'),
): PlanesHandle {
  const own = volume.slices.flatMap(({ at }) => frames[at] ?? []);
  const rescale = rescaleOf(own);
  const halvings = halvingsFor(volume, own, rescale, most);
  const worker = start();
  let request: PlanesRequest | undefined;
  let last = 0;
  /** What is being drawn: a moving one is waited for, a still one is overtaken */
  let drawing: 'moving' | 'still' | undefined;
  let next = false;
  let arrivals: ReturnType<typeof setTimeout> | undefined;

  const fail = () => emit({ type: 'failed' });
  const send = () => {
    if (request === undefined) return;
    next = false;
    drawing = request.moving ? 'moving' : 'still';
    worker.postMessage(drawJob(++last, request, volume));
  };
  const draw = () => {
    if (drawing === 'moving') next = true;
    else send();
  };

  worker.onerror = fail;
  worker.onmessage = ({ data }) => {
    if (data.kind === 'no-memory') return fail();
    // One that a newer wish came after is still newer than what is on the screen.
    if (data.id === last) drawing = undefined;
    for (const raster of data.rasters) put(canvases[raster.name], raster);
    const { arrived, value, rasters } = data;
    const names = (part: 'missing' | 'coming') =>
      rasters.filter((raster) => raster[part]).map(({ name }) => name);
    emit({
      type: 'drawn',
      drawn: {
        arrived,
        ...(value !== undefined && { value }),
        missing: names('missing'),
        coming: names('coming'),
      },
    });
    if (next) send();
  };
  worker.postMessage({ kind: 'open', volume, rescale, halvings });
  const stop = fill(
    { volume, frames },
    parts,
    (job, transfer) => worker.postMessage(job, transfer),
    () => {
      arrivals ??= setTimeout(() => {
        arrivals = undefined;
        draw();
      }, ARRIVALS);
    },
  );

  return {
    shrunk: ([1, 2, 4] as const)[halvings] ?? 4,
    draw(wanted) {
      request = wanted;
      draw();
    },
    dispose() {
      stop();
      clearTimeout(arrivals);
      worker.onmessage = null;
      worker.terminate();
      for (const canvas of Object.values(canvases)) canvas.width = canvas.height = 1;
    },
  };
}

/** How often width and height are halved for the volume to be held; more than twice says nothing any more. */
export function halvingsFor(
  { rows, columns }: Volume,
  frames: readonly Frame[],
  { own }: Rescale,
  most: number,
): 0 | 1 | 2 {
  const bits = Math.max(...frames.map(({ instance: { image } }) => image?.bitsAllocated ?? 16));
  const bytes = own ? (bits > 16 ? 8 : 4) : Math.ceil(bits / 8);
  const all = rows * columns * frames.length * bytes;
  return all <= most ? 0 : all <= 4 * most ? 1 : 2;
}

function drawJob(id: number, { views, window, invert, at, moving }: PlanesRequest, volume: Volume): DrawJob {
  const samples = moving ? COARSE : FINE;
  return {
    kind: 'draw',
    id,
    planes: views.map((view) => ({
      name: view.name,
      plane: planeFor(view, pixelsFor(view, moving, samples, volume)),
      slab: view.slab,
    })),
    samples,
    window,
    invert,
    at,
  };
}

/** Pixels that there is time for */
function pixelsFor(
  { right, down, slab }: PlaneView,
  moving: boolean,
  samples: number,
  volume: Volume,
): number {
  const each = slab ? samplesOf({ volume }, unitOf(cross(right, down)), slab.thickness, samples) : 1;
  return Math.min(moving ? MOVING : STILL, (moving ? MOVING_SAMPLES : STILL_SAMPLES) / each);
}

/** @param most pixels @returns the plane of a view, at most as fine as the screen */
export function planeFor(
  { middle, right, down, width, height, pitch }: PlaneView,
  most: number,
  density = globalThis.devicePixelRatio || 1,
): Plane {
  const scale = Math.min(density, Math.sqrt(most / Math.max(1, width * height)));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const [across, along] = [times(right, (pitch * width) / columns), times(down, (pitch * height) / rows)];
  const half = (by: Vector, count: number) => times(by, (count - 1) / 2);
  return {
    origin: minus(minus(middle, half(across, columns)), half(along, rows)),
    right: across,
    down: along,
    columns,
    rows,
  };
}

function put(canvas: HTMLCanvasElement, { columns, rows, pixels }: Raster): void {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
}
