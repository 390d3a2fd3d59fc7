import type { Instance } from './study';

/** How a video is coded, as the people who look after browsers call it. */
export type VideoCoding = 'MPEG-2' | 'MPEG-4 AVC (H.264)' | 'HEVC (H.265)';

const ROOT = '1.2.840.10008.1.2.4.';

/** PS3.5 A.4.5 to A.4.10; the fragmentable ones of 2021 end in .1. */
const CODINGS: Readonly<Record<string, VideoCoding>> = {
  100: 'MPEG-2',
  101: 'MPEG-2',
  102: 'MPEG-4 AVC (H.264)',
  103: 'MPEG-4 AVC (H.264)',
  104: 'MPEG-4 AVC (H.264)',
  105: 'MPEG-4 AVC (H.264)',
  106: 'MPEG-4 AVC (H.264)',
  107: 'HEVC (H.265)',
  108: 'HEVC (H.265)',
};

/** `undefined` for a transfer syntax that is none of a video. */
export function videoCodingOf(transferSyntax: string): VideoCoding | undefined {
  return transferSyntax.startsWith(ROOT)
    ? CODINGS[transferSyntax.slice(ROOT.length).replace(/\.1$/, '')]
    : undefined;
}

/** Video Endoscopic, Microscopic and Photographic Image Storage (PS3.4 B.5) */
const VIDEO_CLASSES = new Set(['1.1.1', '1.2.1', '1.4.1'].map((end) => `1.2.840.10008.5.1.4.1.1.77.${end}`));

/**
 * Whether an instance's pictures are one video. Some archives do not say how they store it: then its class does, or
 * the colour space that only videos have (PS3.3 C.7.6.3.1.2).
 */
export function isVideo({ sopClass, image }: Pick<Instance, 'sopClass' | 'image'>): boolean {
  if (image === undefined) return false;
  if (image.transferSyntax !== undefined) return videoCodingOf(image.transferSyntax) !== undefined;
  return VIDEO_CLASSES.has(sopClass) || image.photometric === 'YBR_PARTIAL_420';
}

/** A video's own bytes. */
export interface VideoStream {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The archive coded it anew for browsers (PS3.18 8.7.4): it is not what is stored */
  readonly rendered: boolean;
}

/** How much of a video is here. */
export interface VideoProgress {
  /** Bytes */
  readonly received: number;
  /** Absent where the archive does not say how many there are */
  readonly expected?: number;
}

/** A video in a viewport, as far as it is known. */
export type VideoState =
  | ({ readonly kind: 'coming' } & Partial<VideoProgress>)
  | {
      readonly kind: 'playable';
      /** Seconds */
      readonly duration: number;
      /** Pictures a second at its own speed */
      readonly rate: number;
      /** How many pictures its stream has, where that is another number than its object says */
      readonly otherCount?: number;
      /** There is a sound track; it is not played */
      readonly sound: boolean;
      /** The archive coded it anew for browsers */
      readonly rendered: boolean;
    };
