import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Catalogue, CatalogueInstance } from '../../sandbox/catalogue';
import { part10File } from '../../sandbox/imaging/part10';
import { endoscopy } from '../../sandbox/imaging/phantoms/endoscopy';
import { meanDifference, videoPicture } from '../e2e/video';
import { picture, studies, view } from '../e2e/screen';
import { test } from './fixtures';
import { store } from './stow';

const [columns, rows, count] = [160, 128, 50];
const isHere = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;

/** Another coder's video: a left half that grows red by five a picture, a right half that is green. */
function codedByFfmpeg(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'plainfilm-video-'));
  try {
    const drawn = Buffer.concat(Array.from({ length: count }, (_, at) => pictureAt(at)));
    const raw = [
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${columns}x${rows}`,
      '-r',
      '25',
      '-i',
      'pipe:0',
    ];
    const h264 = ['-c:v', 'libx264', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-crf', '12', '-g', '12'];
    const file = join(folder, 'clip.mp4');
    const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', ...raw, ...h264, '-an', file], {
      input: drawn,
    });
    if (status !== 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
    return new Uint8Array(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const colourAt = (at: number, left: boolean) => (left ? [5 * at, 40, 60] : [30, 160, 90]);
const pictureAt = (at: number) =>
  Uint8Array.from(
    { length: columns * rows * 3 },
    (_, sample) => colourAt(at, Math.floor(sample / 3) % columns < columns / 2)[sample % 3] ?? 0,
  );

function filmOf({ studies: all }: Catalogue): CatalogueInstance {
  const film = all.find(({ personId }) => personId === 'isla-fernsby')?.series[0]?.instances[0];
  if (!film) throw new Error('the catalogue has no video');
  return film;
}

test('a video that ffmpeg coded and Orthanc holds shows each picture in its colours', async ({
  page,
  launch,
  catalogue,
  orthanc,
}) => {
  test.skip(!isHere, 'ffmpeg is not here: get it with `apt-get install ffmpeg`');
  const film = filmOf(catalogue);
  const sopInstanceUid = `${film.sopInstanceUid.slice(0, -4)}1234`;
  const file = part10File({
    ...film,
    sopInstanceUid,
    dataset: {
      ...(await film.dataset()),
      '00080018': { vr: 'UI', Value: [sopInstanceUid] },
      '00200013': { vr: 'IS', Value: [2] },
    },
    frames: [codedByFfmpeg()],
  });
  expect(await store(orthanc.root, [file])).toEqual({ stored: 1, refused: 0 });

  await launch({ personId: 'isla-fernsby' });
  await studies(page).first().click();
  await page
    .getByRole('button', { name: /Sigmoid colon/ })
    .nth(1)
    .click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  const position = page.getByRole('slider', { name: 'Position in the video' });
  for (const at of [24, 40]) {
    await position.fill(String(at));
    await expect(picture(page, new RegExp(`image ${at + 1} of 50`))).toBeVisible();
    const shown = await videoPicture(view(page), columns, rows);
    // A picture on differs by five in red over half of it: 0.8 in the mean.
    const [own, next] = [meanDifference(shown, pictureAt(at)), meanDifference(shown, pictureAt(at + 3))];
    expect(own).toBeLessThan(3);
    expect(next).toBeGreaterThan(own);
  }
});

test('the demonstration’s own video comes out of Orthanc as it was drawn', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch({ personId: 'isla-fernsby' });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  expect((await filmOf(catalogue).dataset())['00280008']?.Value).toEqual([String(count)]);
  const { samples } = endoscopy({ columns, rows, frames: count, seed: 'isla' })(0);
  expect(meanDifference(await videoPicture(view(page), columns, rows), samples)).toBeLessThan(3);
});
