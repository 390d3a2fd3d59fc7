import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { subtractionOf } from '../../../src/domain/study/subtraction';
import { asStored } from '../../../src/domain/presentation/view-state';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import type { DecodedFrame } from '../../../src/rendering/decode/pixels';
import { valuesOf } from '../../../src/rendering/paint/picture-values';
import { difference } from '../../../src/rendering/subtraction/difference';
import { stackSubtraction, subtractor } from '../../../src/rendering/subtraction/subtracted';
import { decoded, readKind, type Kind } from '../../pixels/kinds/read-kind';

/** Subtraction runs with what is right at points, read where they lie. */
const folder = fileURLToPath(new URL('../../../../shared/cases', import.meta.url));
const isHere = existsSync(join(folder, 'curves-slides-colour'));
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

const read = (path: string) => readKind(new Uint8Array(readFileSync(join(folder, path))));
const angio = (name: string, file: string) => read(`curves-slides-colour/${name}/dicom/${file}`);
const expected = (name: string) =>
  JSON.parse(readFileSync(join(folder, 'curves-slides-colour', name, 'expect.json'), 'utf8')) as Expected;

type Points = Readonly<Record<string, readonly { at: readonly [number, number]; difference: number }[]>>;
interface Expected {
  readonly differences: Points;
  readonly runs?: readonly {
    readonly file: string;
    readonly differences?: Points;
    readonly not_subtracted?: readonly number[];
  }[];
  readonly tolerance?: number;
}

async function open(kind: Kind) {
  const { instance } = kind;
  const frames = await Promise.all(instance.frames.map((_, at) => decoded(kind, at + 1)));
  const [displaySet] = displaySetsOf({ uid: instance.series, modality: 'XA' }, [instance]);
  if (!displaySet) throw new Error('no run');
  const held = new Map(displaySet.frames.map((frame) => [frame, frames[frame.number - 1]]));
  const { subtracted } = subtractor(displaySet.frames, { get: (frame) => held.get(frame) });
  const pictureAt = (number: number, chosen?: boolean) => {
    const at = displaySet.frames.findIndex((frame) => frame.number === number);
    const frame = displaySet.frames[at];
    const plain = frame && held.get(frame);
    const found = stackSubtraction(displaySet, at, { ...asStored, subtraction: chosen });
    if (!frame || !plain) throw new Error('no frame');
    return found && subtracted({ frame, decoded: plain }, found);
  };
  return { instance, frames, pictureAt };
}

const at = ({ pixels, columns }: DecodedFrame, [column, row]: readonly [number, number]) =>
  pixels[row * columns + column] ?? NaN;

function compare(
  points: Points,
  pictureAt: (number: number) => { decoded: DecodedFrame } | undefined,
  most = 0.01,
) {
  for (const [frame, places] of Object.entries(points)) {
    const picture = pictureAt(Number(frame.replace('frame ', '')));
    for (const { at: place, difference: right } of places)
      expect(Math.abs((picture ? at(picture.decoded, place) : 0) - right)).toBeLessThanOrEqual(most);
  }
}

describe.runIf(isHere)('a subtraction run', () => {
  it('is shown less its first frame, and that as it is', async () => {
    const { instance, pictureAt } = await open(await angio('x01-mask-first-frame', 'dsa.dcm'));
    expect(instance).toMatchObject({ subtracted: true });
    expect(instance.notApplied).toBeUndefined();
    compare(expected('x01-mask-first-frame').differences, pictureAt);
    expect(pictureAt(1)).toBeUndefined();
    // The object's window is for its values as they are stored: here the range of the differences is.
    const picture = pictureAt(2);
    if (!picture) throw new Error('not subtracted');
    const values = valuesOf(picture);
    expect(values?.meaning.basis).toEqual({ kind: 'difference' });
    expect(values?.modality(-280)).toBe(-280);
  });

  it.each(['1-two.dcm', '2-tid.dcm', '3-contrast-averaged.dcm'])(
    '%s is by its own operation',
    async (file) => {
      const { pictureAt } = await open(await angio('x02-mask-of-two-averaged', file));
      const run = expected('x02-mask-of-two-averaged').runs?.find((one) => one.file === file);
      if (!run?.differences) throw new Error('nothing expected');
      compare(run.differences, pictureAt, 0.51);
      for (const number of run.not_subtracted ?? []) expect(pictureAt(number)).toBeUndefined();
    },
  );

  it('that recommends to be seen as it is opens so, and can be subtracted', async () => {
    const { instance, pictureAt } = await open(await angio('x02-mask-of-two-averaged', '4-native.dcm'));
    expect(instance.subtracted).toBeUndefined();
    expect(instance.notApplied).toBeUndefined();
    expect(pictureAt(5)).toBeUndefined();
    expect(pictureAt(5, true)).toBeDefined();
  });

  it('whose mask is not there is shown as it is, which is named', async () => {
    const { instance, pictureAt } = await open(await angio('x02-mask-of-two-averaged', '5-no-such-mask.dcm'));
    expect(instance.notApplied).toEqual(['missing mask']);
    expect(pictureAt(5)).toBeUndefined();
  });

  it('has its mask moved down by rows, and by columns to the left (PS3.3 C.7.6.10.1.2)', async () => {
    const kind = await angio('x03-sub-pixel-shift', 'dsa.dcm');
    const { instance, frames } = await open(kind);
    const { differences, tolerance = 1.5 } = expected('x03-sub-pixel-shift');
    for (const [name, places] of Object.entries(differences)) {
      const number = Number(name.replace('frame ', ''));
      const found = subtractionOf({ instance, number });
      const [contrast, mask] = [frames[number - 1], frames[(found?.masks[0] ?? 1) - 1]];
      const stages = instance.frames[number - 1];
      if (!found || contrast?.kind !== 'grey' || mask?.kind !== 'grey' || !stages) throw new Error('no mask');
      // What is expected was made with columns to the right, as its words say.
      const [down, right] = found.shift;
      const { pixels } = difference([contrast], [mask], [down, -right], stages);
      for (const {
        at: [column, row],
        difference: value,
      } of places)
        expect(Math.abs((pixels[row * contrast.columns + column] ?? NaN) - value)).toBeLessThanOrEqual(
          tolerance,
        );
    }
  });

  it('of the handed pictures loses its bars and keeps its vessel', async () => {
    const [file = ''] = readdirSync(join(folder, 'pictures/05-dsa-mask/dicom'));
    const { instance, frames, pictureAt } = await open(await read(`pictures/05-dsa-mask/dicom/${file}`));
    const [mask] = frames;
    for (const number of [2, 3, 4, 5, 6]) {
      const [picture, contrast] = [pictureAt(number), frames[number - 1]];
      if (!picture || !mask || !contrast) throw new Error('not subtracted');
      const right = Array.from(contrast.pixels, (value, n) => value - (mask.pixels[n] ?? 0));
      expect(Array.from(picture.decoded.pixels)).toEqual(right);
    }
    expect(instance.notApplied).toBeUndefined();
  });
});
