import type { Course } from './course';
import { KINDS, kindOf, type DisplaySetKind } from './kinds';
import { fromTop } from './eye-order';
import { frameOrder, type FrameOrder } from './order';
import { toldApart } from './geometry-apart';
import { partGaps } from './parts';
import { scaleDiffers } from './pixel-shape';
import type { SeriesUid, StudyUid } from '../ids';
import { stacksOf, type Stack } from './stacks';
import {
  attributesOf,
  type Distinction,
  type Frame,
  type FrameAttributes,
  type Instance,
  type Series,
} from './study';

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
  /** What it is made of, where that has no pictures to hang */
  readonly objects?: readonly Instance[];
  /** By what the frames are ordered, which is said where it was guessed */
  readonly order: FrameOrder;
  /** Positions in `frames` before which a slice is missing by geometry */
  readonly gaps: readonly number[];
  /** A millimetre does not take the same room in all of its frames, when each fills the view */
  readonly scaleDiffers?: true;
  /** Frames a second where the object says so: it moves by nature */
  readonly frameRate?: number;
  /** So many frames one after the other are of one place, at the parts of a heartbeat: they are played by themselves */
  readonly cycle?: number;
  /** How they go by, where the object says more than a rate */
  readonly course?: Course;
  /** Of a slide: pictures of its label and its whole glass, which may name somebody. They are none of its frames */
  readonly aside?: readonly Instance[];
  /** More of it is known of than has arrived: `frames` are a part, and their number says nothing */
  readonly partial?: true;
}

/** Splits a series into what hangs together (`stacks.ts`), pictures made for looking at before raw ones. */
export function displaySetsOf(series: Series, instances: readonly Instance[]): readonly DisplaySet[] {
  const aside = instances.filter(({ slide }) => slide && slide.holds !== 'tissue');
  const all = stacksOf(instances).map((stack) => displaySet(series, stack));
  const slides = all.map((one) => (one.kind === 'slide' ? slideOf(one, aside) : one));
  const isSlide = slides.some(({ kind, frames }) => kind === 'slide' && frames.length > 0);
  // Pictures that go with a slide are none of their own; without it they still say that they are here.
  const shown = slides.filter(({ kind, frames }) => kind !== 'slide' || frames.length > 0 || !isSlide);
  return rawLast(toldApart(shown.sort(byFirstInstance)));
}

/** Its levels, the largest first. */
function slideOf(displaySet: DisplaySet, aside: readonly Instance[]): DisplaySet {
  const levels = displaySet.frames.filter(({ instance }) => !aside.includes(instance));
  const frames = [...levels].sort((a, b) => b.instance.frames.length - a.instance.frames.length);
  return { ...displaySet, frames, order: 'number', gaps: [], ...(aside.length > 0 && { aside }) };
}

function displaySet(series: Series, { key, frames: unordered, apart }: Stack): DisplaySet {
  const first = unordered[0]?.instance;
  const { frames, order, gaps } = fromTop(frameOrder(unordered));
  const kind = first ? kindOf(first) : 'unsupported';
  const { hangs } = KINDS[kind];
  const scale = kind !== 'slide' && hangs && scaleDiffers(frames);
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
    ...(!hangs && { objects: unordered.map(({ instance }) => instance) }),
    order,
    gaps: withAbsent(
      frames,
      apart.some(({ kind }) => kind === 'part') ? [] : together(gaps, partGaps(frames)),
    ),
    ...(scale && { scaleDiffers: true as const }),
    ...cycleOf(frames),
    ...(first?.frameRate && { frameRate: first.frameRate }),
    ...(first?.course && isWhole(first, frames) && { course: first.course }),
  };
}

/** What a manifest lists, and its archive does not have, is missing whatever the geometry says. */
function withAbsent(frames: readonly Frame[], gaps: readonly number[]): readonly number[] {
  const absent = frames.flatMap(({ instance }, at) => (instance.absent ? [at] : []));
  return together(gaps, absent);
}

const together = (some: readonly number[], others: readonly number[]): readonly number[] =>
  others.length > 0 ? [...new Set([...some, ...others])].sort((a, b) => a - b) : some;

function labelOf(series: Series, instance: Instance | undefined, apart: readonly Distinction[]): string {
  const position = instance?.view && (VIEWS[instance.view] ?? instance.view);
  const view = [instance?.laterality ?? series.laterality, position].filter(Boolean).join(' ');
  const eye = /^OP/.test(series.modality) && EYES[instance?.laterality ?? series.laterality ?? ''];
  const described = series.description || instance?.seriesDescription;
  const usual = eye
    ? [eye, described].filter(Boolean).join(', ')
    : view || series.description || instance?.seriesDescription || `Series ${series.number ?? ''}`.trim();
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

const EYES: Readonly<Record<string, string>> = { R: 'Right eye', L: 'Left eye', B: 'Both eyes' };

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
  // "Anterior" by itself
  detector: (value) => (typeof value === 'number' ? `detector ${value}` : value),
  phase: (value) => `phase ${value}`,
  rotation: (value) => `rotation ${value}`,
  'rr-interval': (value) => `R-R interval ${value}`,
  'image-type': String,
  derivation: String,
  'inversion-time': (value) => `TI ${value} ms`,
  'flip-angle': (value) => `flip ${value}°`,
  diffusion: String,
  contrast: (value) => `contrast ${value}`,
  voltage: (value) => `${value} kV`,
  kernel: String,
  thickness: (value) => `${value} mm`,
  // A part of an object that is there twice
  part: (value) => `part ${value} again`,
};

const nameOf = ({ kind, value }: Distinction): string => NAMES[kind](value);

/** How many moments of a heartbeat stand together at each place, where that is as many everywhere. */
function cycleOf(frames: readonly Frame[]): Pick<DisplaySet, 'cycle'> {
  const all = frames.map((frame) => attributesOf(frame));
  if (all.some((one) => one?.beat === undefined)) return {};
  const begins = all.flatMap((one, at) => (at > 0 && isOfOnePlace(one, all[at - 1]) ? [] : [at]));
  const cycle = begins[1] ?? frames.length;
  const isEven = frames.length === cycle * begins.length && begins.every((at, n) => at === n * cycle);
  return cycle > 1 && begins.length > 1 && isEven ? { cycle } : {};
}

/** mm; closer than this two pictures are at the same place */
const SAME_PLACE = 1e-3;

const isOfOnePlace = (one: FrameAttributes | undefined, other: FrameAttributes | undefined): boolean =>
  (one?.plane?.position ?? []).every(
    (part, at) => Math.abs(part - (other?.plane?.position[at] ?? NaN)) < SAME_PLACE,
  );

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
