import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toSrgb } from '../../../src/rendering/decode/icc/to-srgb';
import { decoded, readKind } from '../../pixels/kinds/read-kind';

/** Pictures with a profile, and what littlecms makes of them, read where they lie. */
const folder = fileURLToPath(new URL('../../../../shared/cases/curves-slides-colour', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

interface Colour {
  readonly at: readonly [number, number];
  readonly stored: readonly number[];
  readonly srgb: readonly number[];
}
interface Expected {
  readonly files: Readonly<Record<string, readonly Colour[] | { readonly colours: readonly Colour[] }>>;
  readonly tolerance: number;
}
const CASES = [
  'c01-adobe-endoscopy',
  'c02-p3-photograph-jpeg',
  'c03-linear-dermatology',
  'c04-without-profile',
  'c05-broken-profile',
];
const files = isHere
  ? CASES.flatMap((name) => {
      const { files: all, tolerance } = JSON.parse(
        readFileSync(join(folder, name, 'expect.json'), 'utf8'),
      ) as Expected;
      return Object.entries(all).map(([file, given]) => ({
        name,
        file,
        tolerance,
        colours: 'colours' in given ? given.colours : given,
      }));
    })
  : [];
const read = (name: string, file: string) =>
  readKind(new Uint8Array(readFileSync(join(folder, name, 'dicom', file))));

describe.runIf(isHere)('Colours of pictures with and without a profile', () => {
  it.each(files)('are those of littlecms: $name $file', async ({ name, file, colours, tolerance }) => {
    const picture = await decoded(await read(name, file));
    for (const {
      at: [column, row],
      srgb,
    } of colours) {
      const place = (row * picture.columns + column) * 4;
      const found = Array.from(picture.pixels.slice(place, place + 3));
      found.forEach((part, n) =>
        expect(
          Math.abs(part - (srgb[n] ?? NaN)),
          `${column}, ${row}: ${found.join()} for ${srgb.join()}`,
        ).toBeLessThanOrEqual(tolerance),
      );
    }
  });

  it.each(files.filter(({ name }) => name.startsWith('c05')))(
    'say where a profile cannot be used: $file',
    async ({ name, file }) => {
      const picture = await decoded(await read(name, file));
      const isUsed = file.startsWith('8-') || file.startsWith('9-');
      expect(picture).toMatchObject({ kind: 'colour' });
      expect('profile' in picture).toBe(!isUsed);
    },
  );

  it.each([
    ['1-none.dcm', true],
    ['2-colour-space-only.dcm', undefined],
    ['3-srgb.dcm', undefined],
    ['4-empty.dcm', true],
  ])('say where there is none: %s', async (file, uncalibrated) => {
    const { instance } = await read('c04-without-profile', file);
    expect(instance.image?.uncalibrated).toBe(uncalibrated);
  });
});

describe('A profile that is no profile', () => {
  it.each([0, 1, 4, 127, 128, 131, 132, 4096])('of %i bytes is refused', (length) => {
    expect(toSrgb(new Uint8Array(length))).toBe('unusable');
    expect(toSrgb(new Uint8Array(length).fill(255))).toBe('unusable');
  });
});
