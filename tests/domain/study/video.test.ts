import { describe, expect, it } from 'vitest';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { seriesUid } from '../../../src/domain/ids';
import { isVideo, videoCodingOf } from '../../../src/domain/study/video';
import { anInstance, aPixel } from '../instances';

const syntax = (end: string) => `1.2.840.10008.1.2.4.${end}`;
const stored = (end: string) => anInstance({ image: aPixel({ transferSyntax: syntax(end) }) });

describe('a video is told', () => {
  it.each([
    ['100', 'MPEG-2'],
    ['101.1', 'MPEG-2'],
    ['102', 'MPEG-4 AVC (H.264)'],
    ['106', 'MPEG-4 AVC (H.264)'],
    ['108', 'HEVC (H.265)'],
  ])('by its transfer syntax .%s', (end, coding) => {
    expect(videoCodingOf(syntax(end))).toBe(coding);
    expect(isVideo(stored(end))).toBe(true);
  });

  it.each(['50', '70', '90', '109', '110', '201'])('from a picture in .%s', (end) => {
    expect(isVideo(stored(end))).toBe(false);
  });

  it('by its class where the archive does not say how it is stored, and not against its transfer syntax', () => {
    const sopClass = '1.2.840.10008.5.1.4.1.1.77.1.1.1';
    const unknown = aPixel({ transferSyntax: undefined });
    expect(isVideo({ sopClass, image: unknown })).toBe(true);
    expect(isVideo({ sopClass, image: aPixel({ transferSyntax: syntax('50') }) })).toBe(false);
  });

  it('by the colour space that only videos have', () => {
    const image = aPixel({ transferSyntax: undefined, photometric: 'YBR_PARTIAL_420' });
    expect(isVideo({ sopClass: '1.2.840.10008.5.1.4.1.1.3.1', image })).toBe(true);
  });
});

it('hangs by itself, each video alone', () => {
  const series = { uid: seriesUid('1.2.1'), modality: 'ES' };
  const film = (uid: string, numberOfFrames: number) =>
    anInstance({ uid, modality: 'ES', numberOfFrames, image: aPixel({ transferSyntax: syntax('102') }) });
  const sets = displaySetsOf(series, [film('1', 50), film('2', 1), anInstance({ uid: '3', modality: 'ES' })]);
  expect(sets.map(({ kind, frames }) => [kind, frames.length])).toEqual([
    ['video', 50],
    ['video', 1],
    ['stack', 1],
  ]);
});
