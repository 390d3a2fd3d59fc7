import type {
  LayerDrawn,
  PlanesAsked,
  PlanesHandle,
  PlanesLayer,
  PlanesRequest,
  PlaneView,
  SolidRequest,
} from '../../domain/ports/planes';
import type { Frame, Vector } from '../../domain/study/study';
import { cross, minus, times, unitOf } from '../../domain/study/vector';
import { samplesOf, type Plane } from '../../domain/volume/reslice';
import type { Volume } from '../../domain/volume/volume';
import { startWorker } from '../decode/start-worker';
import { fill, type FillParts } from './fill';
import type { DrawJob, LayerNumber, LayerState, MarchJob, Raster, VolumeAnswer, VolumeJob } from './messages';
import { greysLike, greysOf } from './plane-greys';
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
/** Pixels of 3D when it is still; a quarter of them while it is turned */
const SOLID = 500_000;
/** Milliseconds from one drawing of newly arrived slices to the next */
const ARRIVALS = 250;

interface VolumeWorker {
  onmessage: ((event: MessageEvent<VolumeAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(job: VolumeJob, transfer?: Transferable[]): void;
  terminate(): void;
}

/** What is held of one stack */
interface Layer extends PlanesLayer {
  readonly number: LayerNumber;
  readonly rescale: Rescale;
  readonly halvings: 0 | 1 | 2;
}

/**
 * Planes of a volume, and of what lies over it, made in a worker of their own.
 * @param most bytes that the volumes may take @param start a test's own worker
 */
export function openPlanes(
  asked: PlanesAsked,
  parts: FillParts,
  most: number,
  start: () => VolumeWorker = () => startWorker(workerAddress, 'volume'),
): PlanesHandle {
  const { volume, emit } = asked;
  const layers = layersOf(asked, most * (asked.share ?? 1));
  const worker = start();
  let request: PlanesRequest | undefined;
  let last = 0;
  /** What is being drawn: a moving one is waited for, a still one is overtaken */
  let drawing: 'moving' | 'still' | undefined;
  let next = false;
  let arrivals: ReturnType<typeof setTimeout> | undefined;
  /** One place at a time is asked for; where a newer one came meanwhile it is next */
  let probing = false;
  let wanted: Vector | undefined;

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
  let solid: SolidRequest | undefined;
  let marches = 0;
  /** A moving one is waited for, as with planes; a still one is overtaken */
  let marching: 'moving' | 'still' | undefined;
  let marchNext = false;
  const march = (isNew: boolean) => {
    if (solid === undefined) return;
    marchNext = marching === 'moving' && isNew;
    if (marchNext) return;
    marching = solid.moving ? 'moving' : 'still';
    worker.postMessage(marchJob(++marches, solid));
  };
  const probe = (at: Vector) => {
    wanted = probing ? at : undefined;
    if (!probing) worker.postMessage({ kind: 'probe', at });
    probing = true;
  };

  worker.onerror = fail;
  worker.onmessage = ({ data }) => {
    if (data.kind === 'no-memory') return fail();
    if (data.kind === 'probed') {
      probing = false;
      emit({ type: 'probed', at: data.at, values: data.values });
      if (wanted) probe(wanted);
      return;
    }
    if (data.kind === 'marched') {
      if (data.id === marches) marching = undefined;
      putPixels(asked.solid, data);
      emit({ type: 'marched', arrived: data.arrived });
      if (marchNext) march(false);
      return;
    }
    // One that a newer wish came after is still newer than what is on the screen.
    if (data.id === last) drawing = undefined;
    const { rasters, over } = data;
    // All of them in one turn: what lies over a picture is never seen over another.
    for (const raster of rasters) putPixels(layers[raster.layer]?.canvases[raster.name], raster);
    emit({
      type: 'drawn',
      drawn: { ...layerDrawn(data, rasters, 0), ...(over && { over: layerDrawn(over, rasters, 1) }) },
    });
    if (next) send();
  };
  const stops = layers.map(({ number, frames, rescale, halvings, ...layer }) => {
    worker.postMessage({ kind: 'open', layer: number, volume: layer.volume, rescale, halvings });
    return fill(
      { volume: layer.volume, frames },
      parts,
      (job, transfer) =>
        worker.postMessage(
          job.kind === 'slice' || job.kind === 'failed' ? { ...job, layer: number } : job,
          transfer,
        ),
      () => {
        arrivals ??= setTimeout(() => {
          arrivals = undefined;
          draw();
          march(true);
        }, ARRIVALS);
      },
    );
  });

  return {
    shrunk: ([1, 2, 4] as const)[layers[0]?.halvings ?? 0],
    draw(newest) {
      request = newest;
      draw();
    },
    probe,
    march(newest) {
      solid = newest;
      march(true);
    },
    dispose() {
      for (const stop of stops) stop();
      clearTimeout(arrivals);
      worker.onmessage = null;
      worker.terminate();
      for (const { canvases } of layers)
        for (const canvas of Object.values(canvases)) canvas.width = canvas.height = 1;
    },
  };
}

/** What lies over another is of a coarser matrix by nature: it is kept as it is where that leaves half of the memory. */
function layersOf({ over, ...below }: PlanesAsked, most: number): readonly Layer[] {
  const layer = (number: LayerNumber, { volume, frames, canvases }: PlanesLayer, bytes: number): Layer => {
    const own = volume.slices.flatMap(({ at }) => frames[at] ?? []);
    const rescale = rescaleOf(own);
    const halvings = halvingsFor(volume, own, rescale, bytes);
    return { number, volume, frames, canvases, rescale, halvings };
  };
  if (over === undefined) return [layer(0, below, most)];
  const upper = layer(1, over, most / 2);
  const own = over.volume.slices.flatMap(({ at }) => over.frames[at] ?? []);
  const taken = bytesOf(over.volume, own, upper.rescale) / 4 ** upper.halvings;
  return [layer(0, below, Math.max(most / 2, most - taken)), upper];
}

function layerDrawn(
  { arrived, value }: LayerState,
  rasters: readonly Raster[],
  layer: LayerNumber,
): LayerDrawn {
  const names = (part: 'missing' | 'coming') =>
    rasters.filter((raster) => raster.layer === layer && raster[part]).map(({ name }) => name);
  return {
    arrived,
    ...(value !== undefined && { value }),
    missing: names('missing'),
    coming: names('coming'),
  };
}

/** How often width and height are halved for the volume to be held; more than twice says nothing any more. */
export function halvingsFor(
  volume: Volume,
  frames: readonly Frame[],
  rescale: Rescale,
  most: number,
): 0 | 1 | 2 {
  const all = bytesOf(volume, frames, rescale);
  return all <= most ? 0 : all <= 4 * most ? 1 : 2;
}

function bytesOf({ rows, columns }: Volume, frames: readonly Frame[], { own }: Rescale): number {
  const bits = Math.max(...frames.map(({ instance: { image } }) => image?.bitsAllocated ?? 16));
  return rows * columns * frames.length * (own ? (bits > 16 ? 8 : 4) : Math.ceil(bits / 8));
}

function drawJob(id: number, request: PlanesRequest, volume: Volume): DrawJob {
  const { views, at, moving, over } = request;
  const samples = moving ? COARSE : FINE;
  return {
    kind: 'draw',
    id,
    greys: greysLike(request),
    ...(over && { over: greysOf(over) }),
    planes: views.map((view) => ({
      name: view.name,
      plane: planeFor(view, pixelsFor(view, moving, samples, volume)),
      slab: view.slab,
    })),
    samples,
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

function marchJob(
  id: number,
  { middle, right, down, pitch, width, height, moving, ...how }: SolidRequest,
): MarchJob {
  const density = globalThis.devicePixelRatio || 1;
  const fine = Math.min(density, Math.sqrt(SOLID / Math.max(1, width * height)));
  const scale = moving ? fine / 2 : fine;
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ];
  return {
    kind: 'march',
    id,
    view: { middle, right, down, pitch: (pitch * width) / columns, columns, rows },
    preset: how.preset,
    clip: how.clip,
    withoutTable: how.withoutTable,
    isHounsfield: how.isHounsfield,
  };
}

function putPixels(
  canvas: HTMLCanvasElement | undefined,
  { columns, rows, pixels }: Pick<Raster, 'columns' | 'rows' | 'pixels'>,
): void {
  if (canvas === undefined) return;
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
}
