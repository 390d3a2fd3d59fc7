import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { courseFrom, frameRateOf } from '../../../src/dicom/image/course';
import { USUAL_RATE } from '../../../src/domain/presentation/limits';
import { pathOf, playableRate, stayOf } from '../../../src/domain/study/course';
import { commandTexts } from '../../../src/texts/en/commands';
import { readKind } from '../../pixels/kinds/read-kind';

const COUNT = 4;
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const vector = (...times: number[]) => ({ '00181065': element('DS', ...times) });
const time = (ms: number) => ({ '00181063': element('DS', ms) });
const cine = (rate: number) => ({ '00180040': element('IS', rate) });
const recommended = (rate: number) => ({ '00082144': element('IS', rate) });
const sweeps = { '00181244': element('US', 1) };
const trim = (from: number, to: number) => ({
  '00082142': element('IS', from),
  '00082143': element('IS', to),
});

/** Milliseconds from a frame to the next over one round, at the speed that the object says, and what is said of that. */
function played(dataset: Dataset, count = COUNT) {
  const frameRate = frameRateOf(dataset, count);
  const course = courseFrom(dataset, count) ?? {};
  const speed = playableRate(frameRate ?? USUAL_RATE);
  const path = pathOf(course, count);
  const stays = path.map((at) => stayOf({ frameRate, course }, at, speed));
  return {
    path: path.map((at) => at + 1),
    stays: stays.map(Math.round),
    speed,
    said: commandTexts.rate(speed),
  };
}

describe('the speed that is said is the speed that is played', () => {
  it.each<[string, Dataset, readonly number[], string]>([
    ['nothing said: the usual one', {}, [67, 67, 67, 67], '15/s'],
    ['a frame time', time(100), [100, 100, 100, 100], '10/s'],
    ['a cine rate', cine(8), [125, 125, 125, 125], '8/s'],
    [
      'a recommended rate before the others',
      { ...recommended(5), ...cine(8), ...time(100) },
      [200, 200, 200, 200],
      '5/s',
    ],
    ['a cine rate before a frame time', { ...cine(20), ...time(40) }, [50, 50, 50, 50], '20/s'],
    ['a vector', vector(0, 100, 100, 300), [100, 100, 300, 300], '5/s'],
    [
      'a vector before rates',
      { ...vector(0, 100, 100, 300), ...cine(30), ...recommended(30) },
      [100, 100, 300, 300],
      '5/s',
    ],
    ['a frame time before a vector', { ...vector(0, 100, 100, 300), ...time(40) }, [40, 40, 40, 40], '25/s'],
    [
      'a vector that the frames point at before a frame time',
      { ...vector(0, 100, 100, 300), ...time(40), '00280009': element('AT', '00181065') },
      [100, 100, 300, 300],
      '5/s',
    ],
    [
      'a frame time that the frames point at',
      { ...vector(0, 100, 100, 300), ...time(40), '00280009': element('AT', '00181063') },
      [40, 40, 40, 40],
      '25/s',
    ],
    ['a vector that is too short is none', vector(0, 100, 100), [67, 67, 67, 67], '15/s'],
    ['a vector of nothing is none', vector(0, 0, 0, 0), [67, 67, 67, 67], '15/s'],
    [
      'a vector beside a frame time, which goes before it',
      { ...vector(0, 1, 1, 900), ...time(200) },
      [200, 200, 200, 200],
      '5/s',
    ],
    ['slower than one a second', time(4000), [4000, 4000, 4000, 4000], '0.25/s'],
    ['a frame a minute, and no slower', time(600_000), [60_000, 60_000, 60_000, 60_000], '0.017/s'],
    ['no faster than any screen', time(1), [8, 8, 8, 8], '120/s'],
    ['no rate that cannot be', { ...cine(0), ...time(0) }, [67, 67, 67, 67], '15/s'],
    ['a rate with a fraction', time(33.3667), [33, 33, 33, 33], '30/s'],
  ])('%s', (_, dataset, stays, said) => {
    const round = played(dataset);
    expect([round.stays, round.said]).toEqual([stays, said]);
  });

  it.each<[string, Dataset, readonly number[], readonly number[]]>([
    ['there and back', { ...sweeps, ...time(100) }, [1, 2, 3, 4, 3, 2], [100, 100, 100, 100, 100, 100]],
    [
      'there and back by a vector',
      { ...sweeps, ...vector(0, 100, 200, 300) },
      [1, 2, 3, 4, 3, 2],
      [100, 200, 300, 300, 300, 200],
    ],
    ['trimmed', { ...trim(2, 3), ...time(100) }, [2, 3], [100, 100]],
    [
      'trimmed, by a vector whose slow frames are off',
      { ...trim(1, 2), ...vector(0, 50, 50, 5000) },
      [1, 2],
      [50, 50],
    ],
    [
      'trimmed, there and back',
      { ...trim(2, 4), ...sweeps, ...time(100) },
      [2, 3, 4, 3],
      [100, 100, 100, 100],
    ],
    ['trimmed at its beginning', { '00082142': element('IS', 3), ...time(100) }, [3, 4], [100, 100]],
    ['trimmed at its end', { '00082143': element('IS', 2), ...time(100) }, [1, 2], [100, 100]],
    ['by a trim backwards: all of it', { ...trim(3, 2), ...time(100) }, [1, 2, 3, 4], [100, 100, 100, 100]],
    [
      'by a trim that cannot be: all of it',
      { ...trim(3, 9), ...time(100) },
      [1, 2, 3, 4],
      [100, 100, 100, 100],
    ],
  ])('%s, and the mean of a round is what is said', (_, dataset, path, stays) => {
    const round = played(dataset);
    expect([round.path, round.stays]).toEqual([path, stays]);
    const mean = round.stays.reduce((sum, stay) => sum + stay, 0) / round.stays.length;
    expect(1000 / mean).toBeCloseTo(round.speed, 1);
  });
});

const folder = fileURLToPath(
  new URL('../../../../shared/cases/curves-slides-colour/x05-frame-time-vector/dicom', import.meta.url),
);
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

describe.runIf(isHere)('runs with times of their own', () => {
  const VECTOR = [67, 67, 67, 67, 67, 67, 67, 67, 500, 500, 500, 500];
  const all = (ms: number) => new Array<number>(12).fill(ms);
  it.each<[string, readonly number[]]>([
    ['1-vector.dcm', VECTOR],
    ['2-vector-but-pointer-to-frame-time.dcm', all(200)],
    ['3-cine-rate-only.dcm', all(125)],
    ['4-no-rate.dcm', all(67)],
    ['5-vector-too-short.dcm', all(67)],
    ['6-sweeping.dcm', [...VECTOR, ...VECTOR.slice(1, -1).reverse()]],
    ['7-trimmed.dcm', new Array<number>(7).fill(100)],
  ])('%s goes by as it says', async (file, stays) => {
    const { instance } = await readKind(new Uint8Array(readFileSync(join(folder, file))));
    const { frameRate, course = {} } = instance;
    const path = pathOf(course, instance.frames.length);
    const speed = playableRate(frameRate ?? USUAL_RATE);
    expect(path.map((at) => Math.round(stayOf({ frameRate, course }, at, speed)))).toEqual(stays);
  });
});
