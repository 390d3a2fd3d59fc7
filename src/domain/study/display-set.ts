import type { Course } from './course';
import { KINDS, kindOf, type DisplaySetKind } from './kinds';
import { frameOrder, type FrameOrder } from './order';
import { toldApart } from './geometry-apart';
import { scaleDiffers } from './pixel-shape';
import type { SeriesUid, StudyUid } from '../ids';
import { stacksOf, type Stack } from './stacks';
import type { Distinction, Frame, Instance, Series } from './study';

/** What hangs in one viewport: the frames of a series that belong on one pile. */
export interface DisplaySet {
  /** Unique within the study and the same whenever the same instances come */
  readonly id: string;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly kind: DisplaySetKind;
  readonly modality: string;
  /** In words for thumbnails and overlays: "T2 FLAIR", "L MLO" */
  readonly label: string;
  /** What tells it from other stacks of its series: a b-value, an echo, a segment */
  readonly apart?: readonly Distinction[];
  /** As the detector gave it (FOR PROCESSING): never hangs before what was made for looking at */
  readonly raw?: true;
  /** In display order */
  readonly frames: readonly Frame[];
  /** By what the frames are ordered, which is said where it was guessed */
  readonly order: FrameOrder;
  /** Positions in `frames` before which a slice is missing by geometry */
  readonly gaps: readonly number[];
  /** A millimetre does not take the same room in all of its frames, when each fills the view */
  readonly scaleDiffers?: true;
  /** Frames a second where the object says so: it moves by nature */
  readonly frameRate?: number;
  /** How they go by, where the object says more than a rate */
  readonly course?: Course;
  /** More of it is known of than has arrived: `frames` are a part, and their number says nothing */
  readonly partial?: true;
}

/** Splits a series into what hangs together (`stacks.ts`), pictures made for looking at before raw ones. */
export function displaySetsOf(series: Series, instances: readonly Instance[]): readonly DisplaySet[] {
  const all = stacksOf(instances).map((stack) => displaySet(series, stack));
  return rawLast(toldApart(all.sort(byFirstInstance)));
}

function displaySet(series: Series, { key, frames: unordered, apart }: Stack): DisplaySet {
  const first = unordered[0]?.instance;
  const { frames, order, gaps } = frameOrder(unordered);
  const kind = first ? kindOf(first) : 'unsupported';
  const { hangs } = KINDS[kind];
  const scale = hangs && scaleDiffers(frames);
  const isRaw = first?.intent === 'FOR PROCESSING';
  return {
    id: `${series.uid}/${key}`,
    study: first?.study ?? ('' as StudyUid),
    series: series.uid,
    kind,
    modality: series.modality,
    label: labelOf(series, first, apart),
    ...(apart.length > 0 && { apart }),
    ...(isRaw && { raw: true as const }),
    frames: hangs ? frames : [],
    order,
    gaps,
    ...(scale && { scaleDiffers: true as const }),
    ...(first?.frameRate && { frameRate: first.frameRate }),
    ...(first?.course && isWhole(first, frames) && { course: first.course }),
  };
}

function labelOf(series: Series, instance: Instance | undefined, apart: readonly Distinction[]): string {
  const position = instance?.view && (VIEWS[instance.view] ?? instance.view);
  const view = [instance?.laterality ?? series.laterality, position].filter(Boolean).join(' ');
  const usual =
    view || series.description || instance?.seriesDescription || `Series ${series.number ?? ''}`.trim();
  const name = instance?.intent === 'FOR PROCESSING' ? `${usual} (raw)` : usual;
  return [name, ...apart.map(nameOf), ...pairWords(instance)].join(' · ');
}

/** "plane A", "LAO 30", "RAO 60 CRA 20": as it is said at the table, where two are looked at */
function pairWords(instance: Instance | undefined): readonly string[] {
  const { pair, angles } = instance ?? {};
  if (!pair) return [];
  const isLeft = pair.side === 'left';
  const [primary = 0, secondary = 0] = (angles ?? []).map(Math.round);
  const directions = [
    primary !== 0 && `${primary > 0 ? 'LAO' : 'RAO'} ${Math.abs(primary)}`,
    secondary !== 0 && `${secondary > 0 ? 'CRA' : 'CAU'} ${Math.abs(secondary)}`,
  ].filter((one) => one !== false);
  const name = pair.kind === 'biplane' ? `plane ${isLeft ? 'A' : 'B'}` : `${isLeft ? 'left' : 'right'} view`;
  return [name, ...(directions.length > 0 ? [directions.join(' ')] : [])];
}

/** View Position (0018,5101) whose term nobody says; PA, AP and the mammogram's views are said as they are written */
const VIEWS: Readonly<Record<string, string>> = {
  LL: 'Lateral',
  RL: 'Right lateral',
  LLD: 'Left decubitus',
  RLD: 'Right decubitus',
  LLO: 'Left oblique',
  RLO: 'Right oblique',
};

/** As it is called at a scanner */
const NAMES: Readonly<Record<Distinction['kind'], (value: string | number) => string>> = {
  stack: (value) => `stack ${value}`,
  'frame-type': String,
  segment: (value) => `segment ${value}`,
  'b-value': (value) => `b ${value}`,
  echo: (value) => `echo ${value}`,
  'echo-time': (value) => `TE ${value} ms`,
  'energy-window': (value) => `energy window ${value}`,
  detector: (value) => `detector ${value}`,
  'image-type': String,
};

const nameOf = ({ kind, value }: Distinction): string => NAMES[kind](value);

/** Every frame of an object, in its own order: what is said of their times is then said of these. */
const isWhole = (instance: Instance, frames: readonly Frame[]) =>
  frames.length === instance.frames.length && frames.every(({ number }, at) => number === at + 1);

/** Raw pictures after those made for looking at, else as they stand. */
export const rawLast = (displaySets: readonly DisplaySet[]): readonly DisplaySet[] =>
  [...displaySets].sort((a, b) => Number(a.raw ?? false) - Number(b.raw ?? false));

const byFirstInstance = (a: DisplaySet, b: DisplaySet) =>
  (a.frames[0]?.instance.instanceNumber ?? Infinity) - (b.frames[0]?.instance.instanceNumber ?? Infinity) ||
  (a.frames[0]?.number ?? 0) - (b.frames[0]?.number ?? 0) ||
  0;
