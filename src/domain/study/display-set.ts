import { frameOrder, type FrameOrder } from './order';
import type { SeriesUid, StudyUid } from '../ids';
import type { Frame, Instance, Series } from './study';
import { isVideo } from './video';

/** What can be drawn, and by which part of the rendering. Later: wsi, ecg, document, volume. */
export type DisplaySetKind = 'stack' | 'video' | 'unsupported';

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
  /** In display order */
  readonly frames: readonly Frame[];
  /** By what the frames are ordered, which is said where it was guessed */
  readonly order: FrameOrder;
  /** Positions in `frames` before which a slice is missing by geometry */
  readonly gaps: readonly number[];
  /** Frames a second where the object says so: it moves by nature */
  readonly frameRate?: number;
  /** More of it is known of than has arrived: `frames` are a part, and their number says nothing */
  readonly partial?: true;
  /** Why it cannot be shown, for the kind `unsupported` */
  readonly why?: string;
}

/** Modalities whose images are views of their own, not slices of one pile. */
const SINGLE_VIEW = new Set(['CR', 'DX', 'MG', 'PX', 'IO', 'RG', 'XC']);

/** Splits a series into what hangs together: each projection and each multi-frame object alone, slices by orientation and size. */
export function displaySetsOf(series: Series, instances: readonly Instance[]): readonly DisplaySet[] {
  const piles = new Map<string, Instance[]>();
  for (const instance of instances) {
    const key = pileOf(instance);
    piles.set(key, [...(piles.get(key) ?? []), instance]);
  }
  return [...piles].map(([key, pile]) => displaySet(series, key, pile)).sort(byFirstInstance);
}

function pileOf(instance: Instance): string {
  const { image } = instance;
  if (image === undefined) return `none:${instance.sopClass}`;
  if (SINGLE_VIEW.has(instance.modality) || instance.frames.length > 1 || isVideo(instance))
    return instance.uid;
  const plane = instance.frames[0]?.plane;
  // A tilt within a pile is the same to a tenth; a localiser's three planes are piles of their own.
  const orientation = plane ? [...plane.row, ...plane.column].map((part) => part.toFixed(1)).join(',') : '';
  return `${image.rows}x${image.columns}x${image.samplesPerPixel}:${orientation.replaceAll('-0.0', '0.0')}`;
}

function displaySet(series: Series, key: string, pile: readonly Instance[]): DisplaySet {
  const first = pile[0];
  const unordered = pile.flatMap((instance) =>
    instance.frames.map((_, at): Frame => ({ instance, number: at + 1 })),
  );
  const { frames, order, gaps } = frameOrder(unordered);
  const shown = first?.image !== undefined;
  return {
    id: `${series.uid}/${key}`,
    study: first?.study ?? ('' as StudyUid),
    series: series.uid,
    kind: kindOf(first),
    modality: series.modality,
    label: labelOf(series, first),
    frames: shown ? frames : [],
    order,
    gaps,
    ...(first?.frameRate && { frameRate: first.frameRate }),
    ...(!shown && { why: 'This object holds no picture.' }),
  };
}

function kindOf(instance: Instance | undefined): DisplaySetKind {
  if (instance?.image === undefined) return 'unsupported';
  return isVideo(instance) ? 'video' : 'stack';
}

function labelOf(series: Series, instance: Instance | undefined): string {
  const view = [instance?.laterality ?? series.laterality, instance?.view].filter(Boolean).join(' ');
  return view || series.description || instance?.seriesDescription || `Series ${series.number ?? ''}`.trim();
}

const byFirstInstance = (a: DisplaySet, b: DisplaySet) =>
  (a.frames[0]?.instance.instanceNumber ?? Infinity) - (b.frames[0]?.instance.instanceNumber ?? Infinity) ||
  0;
