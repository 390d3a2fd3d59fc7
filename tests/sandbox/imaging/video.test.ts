import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createByteStore } from '../../../sandbox/imaging/byte-store';
import { createCodecs } from '../../../sandbox/imaging/codecs/codecs';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { sharing, type Region } from '../../../sandbox/imaging/region';
import { peopleOf } from '../../../sandbox/imaging/people';
import { endoscopyFormat, endoscopyStudies } from '../../../sandbox/imaging/studies/endoscopy';
import { endoscopy } from '../../../sandbox/imaging/phantoms/endoscopy';
import { studyOf } from '../../../sandbox/imaging/study-plan';

const region: Region = {
  seed: 'video',
  scale: 'small',
  today: '2026-11-21',
  codecs: createCodecs(),
  store: createByteStore(undefined),
  shared: sharing(),
};

function film() {
  const [plan] = endoscopyStudies(region, peopleOf('video', region.today));
  const [instance] = plan ? (studyOf(region, plan).series[0]?.instances ?? []) : [];
  if (!instance) throw new Error('no video was planned');
  return instance;
}

describe('a video of the demonstration', () => {
  it('is one stream over several fragments, which the file gives back whole', async () => {
    const stream = await film().frame(0);
    const read = readDicomFile(await film().part10());
    expect(read.numberOfFrames).toBe(1);
    expect(Buffer.from(read.frame(0).subarray(0, stream.length)).equals(Buffer.from(stream))).toBe(true);
    expect(stream.length).toBeGreaterThan(65_536);
  });

  const decoder = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
  it.skipIf(!decoder)(
    `shows another decoder what was drawn, in each of its pictures${decoder ? '' : ' (skipped: ffmpeg is not here)'}`,
    async () => {
      const { columns, rows, frames, seed } = endoscopyFormat(region);
      const { stdout } = spawnSync(
        'ffmpeg',
        ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
        { input: await film().frame(0), maxBuffer: 1e9 },
      );
      const size = columns * rows * 3;
      expect(stdout.length).toBe(size * frames);
      const drawn = endoscopy({ columns, rows, frames, seed });
      for (const at of [0, 17, 25, frames - 1]) {
        const { samples } = drawn(at);
        const shown = stdout.subarray(at * size, (at + 1) * size);
        const mean = samples.reduce((sum, value, to) => sum + Math.abs(value - (shown[to] ?? 0)), 0) / size;
        // Colour is kept at half the resolution: edges differ, fields do not.
        expect(mean).toBeLessThan(2.5);
      }
    },
  );
});
