import type { VideoState } from '../../domain/study/video';

/** "0:07.4", "1:02:07.4": to the tenth of a second, as far as people can tell. */
export function timeWords(seconds: number): string {
  const tenths = Math.max(0, Math.floor(seconds * 10 + 1e-6));
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** "34 of 200 MB"; without the second number where the archive does not say it. */
export function comingWords({
  received,
  expected,
}: Extract<VideoState, { readonly kind: 'coming' }>): string {
  if (received === undefined) return 'Loading the video';
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  return expected === undefined
    ? `Loading the video: ${megabytes(received)} MB`
    : `Loading the video: ${megabytes(received)} of ${megabytes(expected)} MB`;
}

/** What is to be known of a video beside its pictures. */
export function cautions(video: VideoState | undefined, count: number): readonly string[] {
  if (video?.kind !== 'playable') return [];
  return [
    ...(video.otherCount === undefined
      ? []
      : [`Positions are approximate: ${video.otherCount} pictures, not ${count} as its object says`]),
    ...(video.rendered ? ['As the archive renders it, not as it is stored'] : []),
    ...(video.sound ? ['Its sound is not played'] : []),
  ];
}

export const videoTexts = {
  name: 'Video',
  play: 'Play the video',
  pause: 'Pause the video',
  back: 'One picture back',
  on: 'One picture on',
  position: 'Position in the video',
  positionText: (time: string, whole: string, picture: string) => `${time} of ${whole}, ${picture}`,
  ofWhole: (whole: string) => `of ${whole}`,
  speed: 'Speed',
  loading: 'Loading the video',
} as const;
