import type { Frame, Instance } from './study';
import { isVideo } from './video';
import { isWaveform } from '../waveform/waveform';

/** What can be drawn, and by which part of the rendering. */
export type DisplaySetKind = 'stack' | 'video' | 'waveform' | 'slide' | 'unsupported';

type KindFacts = Pick<Instance, 'sopClass' | 'image' | 'waveform' | 'slide'>;

/** What a kind of object is and needs, wherever it stands. How it is drawn is the rendering's own table. */
export interface ObjectKind {
  /** By SOP Class and content, never by the modality that an object says */
  accepts(instance: KindFacts): boolean;
  /** It hangs in a view and can be looked at */
  readonly hangs: boolean;
  /** Each instance is a display set of its own, whatever else is in its series */
  readonly alone: boolean;
  /** How its pictures are gone through where there are several; curves and slides bring their own, as on a paper */
  readonly controls: 'track' | 'player' | 'paper' | 'none';
  /** It comes as frames, each of which can be asked for, and fail, by itself; as tiles of what is looked at; as one stream; or at once */
  readonly arrives: 'frames' | 'tiles' | 'stream' | 'whole' | 'never';
}

/** One entry a kind. The first that accepts an object is its kind. */
export const KINDS: Readonly<Record<DisplaySetKind, ObjectKind>> = {
  video: { accepts: isVideo, hangs: true, alone: true, controls: 'player', arrives: 'stream' },
  slide: {
    accepts: ({ slide, image }) => slide !== undefined && image !== undefined,
    hangs: true,
    alone: false,
    controls: 'paper',
    arrives: 'tiles',
  },
  stack: {
    accepts: ({ image }) => image !== undefined,
    hangs: true,
    alone: false,
    controls: 'track',
    arrives: 'frames',
  },
  waveform: { accepts: isWaveform, hangs: true, alone: true, controls: 'paper', arrives: 'whole' },
  unsupported: { accepts: () => true, hangs: false, alone: false, controls: 'none', arrives: 'never' },
};

/** What an object is, by its class and what is in it. */
export function kindOf(instance: KindFacts): DisplaySetKind {
  const kinds = Object.entries(KINDS) as readonly (readonly [DisplaySetKind, ObjectKind])[];
  return kinds.find(([, { accepts }]) => accepts(instance))?.[0] ?? 'unsupported';
}

/** What frames that somebody put together are: of one kind that needs all of its instance, or single pictures. */
export function kindOfFrames(frames: readonly Frame[]): DisplaySetKind {
  const [first] = frames;
  if (first === undefined) return 'unsupported';
  const kind = kindOf(first.instance);
  const isOne = frames.every(({ instance }) => instance.uid === first.instance.uid);
  return KINDS[kind].alone && !isOne ? 'stack' : kind;
}

/** Whether a display set hangs in a view, and can be looked at. */
export const isPicture = ({ kind }: { readonly kind: DisplaySetKind }): boolean => KINDS[kind].hangs;
