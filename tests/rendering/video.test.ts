import { problemWords } from '../../src/texts/en/problems';
import { describe, expect, it } from 'vitest';
import { mp4Of } from '../../sandbox/imaging/video/mp4';
import { planesOf } from '../../sandbox/imaging/video/planes';
import type { Frame } from '../../src/domain/study/study';
import { containerOf } from '../../src/rendering/video/container';
import { mp4From } from '../../src/rendering/video/mp4';
import { timelineOf } from '../../src/rendering/video/timeline';
import { wordsFor } from '../../src/rendering/video/words';
import { anInstance } from '../domain/instances';

const grey = (value: number) =>
  planesOf({ columns: 16, rows: 16, samples: new Uint8Array(16 * 16 * 3).fill(value) });
const clip = (count: number) =>
  mp4Of({
    width: 16,
    height: 16,
    framesPerSecond: 25,
    pictures: Array.from({ length: count }, (_, at) => grey(at)),
  });

const renamed = (bytes: Uint8Array, from: string, to: string) =>
  Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));

const film = (count: number): readonly Frame[] => {
  const instance = anInstance({ uid: '1', numberOfFrames: count });
  return Array.from({ length: count }, (_, at) => ({ instance, number: at + 1 }));
};

describe('the index of an MP4', () => {
  it('says how it is coded and how many pictures it has', () => {
    expect(mp4From(clip(30))).toEqual({ codec: 'avc1.42c028', pictures: 30, sound: false });
  });

  it('is found behind the pictures too', () => {
    const whole = clip(3);
    const type = whole.subarray(0, 32);
    const index = whole.subarray(32, 32 + new DataView(whole.buffer).getUint32(32));
    const data = whole.subarray(32 + index.length);
    expect(mp4From(Buffer.concat([type, data, index]))).toMatchObject({ pictures: 3 });
  });

  it.each([0, 7, 8, 40, 200, 400])('that breaks off after %d bytes is none, or says less', (length) => {
    const cut = mp4From(clip(3).subarray(0, length));
    expect(cut?.pictures).toBeUndefined();
  });

  it('tells a sound track by its handler', () => {
    const both = renamed(clip(2), 'vide', 'soun');
    expect(mp4From(both)).toEqual({ sound: true });
  });

  it('is read to its end in bounded time whatever its sizes say', () => {
    const bytes = clip(3);
    for (let at = 0; at < 600; at += 1)
      for (const value of [0, 1, 255]) expect(() => mp4From(bytes.with(at, value))).not.toThrow();
  });
});

describe('what a video is kept in', () => {
  const packets = (length: number) =>
    Uint8Array.from({ length: 188 * length }, (_, at) => (at % 188 === 0 ? 0x47 : 0));

  it.each([
    ['an MP4', clip(2), 'video/mp4; codecs="avc1.42c028"', undefined],
    ['MPEG transport packets', packets(3), 'video/mp2t', 'transport-stream'],
    ['an MPEG program', Uint8Array.of(0, 0, 1, 0xba, 0), 'video/mpeg', 'program-stream'],
    ['NAL units alone', Uint8Array.of(0, 0, 0, 1, 0x67), 'video/mpeg', 'elementary-stream'],
    ['a file that breaks off', clip(2).subarray(0, 100), 'video/mp4', 'no-index'],
  ])('is told of %s', (_, bytes, mediaType, name) => {
    expect(containerOf(bytes)).toMatchObject({ mediaType, ...(name && { name }) });
  });

  it('is named beside the coding where a browser cannot play it', () => {
    const [frame] = film(1500);
    if (!frame) throw new Error('no frame');
    const { coding, container, what } = wordsFor(frame, containerOf(packets(3)));
    expect([coding, container]).toEqual([undefined, 'transport-stream']);
    expect(problemWords({ kind: 'unplayable', container: 'transport-stream', what })).toContain(
      '(unknown coding in an MPEG transport stream)',
    );
    expect(wordsFor(frame, containerOf(clip(2))).coding).toBe('MPEG-4 AVC (H.264)');
  });
});

describe('places in a video', () => {
  it('lead to their picture and back, all of them', () => {
    const line = timelineOf(film(1500), 60, 1500);
    expect(line.rate).toBe(25);
    expect(line.otherCount).toBeUndefined();
    for (let at = 0; at < 1500; at += 1) {
      expect(line.positionAt(line.timeOf(at))).toBe(at);
      // As a browser says them: when the picture begins, rounded to a microsecond
      expect(line.positionAt(Math.round((at / 25) * 1e6) / 1e6)).toBe(at);
    }
  });

  it('are a share of the length, and said to be, where the object has another count than the stream', () => {
    const line = timelineOf(film(100), 4, 120);
    expect(line).toMatchObject({ rate: 30, otherCount: 120 });
    expect(line.positionAt(2)).toBe(50);
  });

  it('are those of the chosen pictures alone where a key object chose some', () => {
    const chosen = film(100).filter(({ number }) => number === 10 || number === 60);
    const line = timelineOf(chosen, 4, 100);
    expect([line.timeOf(0), line.timeOf(1)]).toEqual([9.25 / 25, 59.25 / 25]);
    expect([0, 1, 2.4, 3].map((time) => line.positionAt(time))).toEqual([0, 0, 1, 1]);
  });
});
