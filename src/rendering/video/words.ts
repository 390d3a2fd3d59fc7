import type { VideoContainer } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import { videoCodingOf } from '../../domain/study/video';
import type { Container } from './container';

/** By the code of a track's samples, where the transfer syntax says nothing */
const BY_CODE: readonly (readonly [RegExp, string])[] = [
  [/"avc[13]/, 'MPEG-4 AVC (H.264)'],
  [/"(hvc1|hev1)/, 'HEVC (H.265)'],
  [/"mp4v/, 'MPEG-4 Visual'],
];

/** What a video is, for somebody who is to find another way of playing it. */
export function wordsFor(
  { instance: { image, frames, frameRate } }: Frame,
  { mediaType, name }: Container,
): { readonly coding?: string; readonly container?: VideoContainer; readonly what: string } {
  const coding =
    videoCodingOf(image?.transferSyntax ?? '') ?? BY_CODE.find(([code]) => code.test(mediaType))?.[1];
  return {
    ...(coding !== undefined && { coding }),
    ...(name && { container: name }),
    what: [
      image && `${image.columns} × ${image.rows} pixels`,
      `${frames.length} pictures`,
      frameRate && `${Number(frameRate.toFixed(2))} a second`,
    ]
      .filter(Boolean)
      .join(', '),
  };
}
