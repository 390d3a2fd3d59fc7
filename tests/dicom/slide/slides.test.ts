import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { slidePartFrom } from '../../../src/dicom/slide/part';
import { slideOf } from '../../../src/domain/slide/build';
import { corners, lengthBetween, turnedBy } from '../../../src/domain/slide/place';
import type { Pair, Slide, SlideLevel } from '../../../src/domain/slide/slide';
import { tileAt, validPixels } from '../../../src/domain/slide/tiles';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import type { DecodedFrame } from '../../../src/rendering/decode/pixels';
import { decodeFrame } from '../../../src/rendering/decode/decode-frame';
import { readKind, type Kind } from '../../pixels/kinds/read-kind';
import { nodeCodecs } from '../../rendering/node-codecs';

/** Slides with what is seen at places of them, computed elsewhere, read where they lie. */
const folder = fileURLToPath(new URL('../../../../shared/cases/curves-slides-colour', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: shared/cases is not beside this checkout.');

interface Colours {
  readonly level: number;
  readonly pixel: Pair;
  readonly tile: number;
  readonly seen_srgb?: readonly number[];
}
interface Place {
  readonly um_from_top_left: Pair;
  readonly levels: readonly Colours[];
}
interface LevelFacts {
  readonly file: string;
  readonly level?: number;
  readonly matrix?: Pair;
  readonly tile?: number;
  readonly frames?: number | Pair;
  readonly um_per_pixel?: Pair;
  readonly across?: number;
  readonly down?: number;
}
interface Length {
  readonly from_um: Pair;
  readonly to_um: Pair;
  readonly length_um: number;
}
interface Series {
  readonly files: readonly LevelFacts[];
  readonly places: readonly Place[];
  readonly tolerance?: number;
  readonly area_um?: Pair;
  readonly corners?: Readonly<Record<'top_left_mm' | 'top_right_mm' | 'bottom_left_mm', Pair>>;
  readonly measure?: Length | readonly Length[];
}

const expectedOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, name, 'expect.json'), 'utf8')) as Series & {
    readonly series?: readonly Series[];
    readonly fail?: readonly number[];
  };

interface Read {
  readonly slide: Slide;
  readonly displaySet: DisplaySet;
  readonly objects: ReadonlyMap<string, Kind>;
}

/** All slides of a case, in the order of their series. */
async function slidesIn(
  name: string,
  keep: (file: string) => boolean = () => true,
): Promise<readonly Read[]> {
  const files = readdirSync(join(folder, name, 'dicom'))
    .filter(keep)
    .sort();
  const kinds = await Promise.all(
    files.map((file) => readKind(new Uint8Array(readFileSync(join(folder, name, 'dicom', file))))),
  );
  const objects = new Map(kinds.map((kind) => [kind.instance.uid as string, kind]));
  const series = [...new Set(kinds.map(({ instance }) => instance.series))];
  return series.flatMap((uid) => {
    const instances = kinds.flatMap(({ instance }) => (instance.series === uid ? [instance] : []));
    return displaySetsOf({ uid, modality: 'SM' }, instances).map((displaySet) => {
      const slide = slideOf(displaySet.frames.flatMap(({ instance }) => slidePartFrom(instance) ?? []));
      if (!slide) throw new Error('no slide');
      return { slide, displaySet, objects };
    });
  });
}

const codecs = nodeCodecs();

async function framesAt(read: Read, level: SlideLevel, path: string, cell: number) {
  const tile = tileAt(level, path, 0, cell);
  if (tile.kind !== 'frames') return tile.kind;
  const [frame] = tile.frames;
  const object = frame && read.objects.get(frame.instance.uid);
  const image = frame?.instance.image;
  if (!object || !image) throw new Error('no frame');
  const profile = read.slide.paths.find(({ id }) => id === path)?.profile;
  const { transferSyntax } = object.part10;
  return decodeFrame(
    {
      bytes: new Uint8Array(object.part10.frame(frame.number)),
      transferSyntax,
      image: { ...image, ...(profile && { profile }) },
    },
    codecs,
  );
}

const cellOf = ({ tile, grid }: SlideLevel, [x, y]: Pair) =>
  Math.floor(y / tile[1]) * grid[0] + Math.floor(x / tile[0]);

/** The pixel of a level that lies at a place, µm from the slide's left upper corner. */
const pixelAt = ({ pitch, offset }: SlideLevel, [x, y]: Pair): Pair => [
  Math.floor((x - offset[0]) / pitch[0] + 1e-6),
  Math.floor((y - offset[1]) / pitch[1] + 1e-6),
];

function colourAt(frame: DecodedFrame, { tile }: SlideLevel, [x, y]: Pair): readonly number[] {
  const at = ((y % tile[1]) * frame.columns + (x % tile[0])) * 4;
  return Array.from(frame.pixels.slice(at, at + 3));
}

const NAMES = [
  's01-three-levels-full',
  's02-sparse-uneven',
  's03-missing-level',
  's05-icc-large-effect',
  's06-jpeg-rgb-no-marker',
  's07-label-overview',
  's08-concatenation',
  's09-turned-not-square',
  's10-bad-tiles',
];
const series = isHere
  ? NAMES.flatMap((name) => {
      const { series: several, ...own } = expectedOf(name);
      return (several ?? [own]).map((expected, at) => ({
        name,
        at,
        expected: { ...expected, tolerance: expected.tolerance ?? own.tolerance ?? 0 },
      }));
    })
  : [];

describe.runIf(isHere)('Slides with known places', () => {
  it.each(series)('have the levels that they say: $name $at', async ({ name, at, expected }) => {
    const { slide, displaySet } = (await slidesIn(name))[at] ?? {};
    expect(displaySet?.kind).toBe('slide');
    const facts = expected.files.filter(({ matrix }) => matrix);
    const others = expected.files.length - facts.length;
    expect(slide?.levels.length).toBe(facts.length + Math.min(1, others));
    for (const { matrix, tile, across, down, um_per_pixel: pitch, frames } of facts) {
      const level = slide?.levels.find((one) => String(one.matrix) === String(matrix));
      expect(level).toMatchObject({ matrix, tile: [tile, tile], grid: [across, down] });
      expect(level?.parts.reduce((sum, part) => sum + part.frames, 0)).toBe(frames);
      level?.pitch.forEach((length, axis) => expect(length).toBeCloseTo(pitch?.[axis as 0 | 1] ?? NaN, 5));
      expect(level?.offset).toEqual([0, 0]);
    }
    if (expected.area_um)
      slide?.size.forEach((length, axis) =>
        expect(length).toBeCloseTo(expected.area_um?.[axis as 0 | 1] ?? NaN, 6),
      );
    expect(slide?.shortfalls).toEqual({ outside: 0, doubled: 0, unusable: 0, missing: [] });
  });

  it.each(series)(
    'have the colours of littlecms at their places: $name $at',
    async ({ name, at, expected }) => {
      const read = (await slidesIn(name))[at];
      if (!read) throw new Error('no slide');
      const [path] = read.slide.paths;
      let compared = 0;
      for (const { um_from_top_left: place, levels } of expected.places)
        for (const { level: number, pixel, tile, seen_srgb: srgb } of levels) {
          // A level is told by its place among those that there are.
          const numbers = [
            ...new Set(expected.places.flatMap((one) => one.levels.map(({ level }) => level))),
          ].sort((a, b) => a - b);
          const level = read.slide.levels[numbers.indexOf(number)];
          if (!level || !path) throw new Error('no level');
          const where = `level ${number} at ${place.join()} µm`;
          expect(pixelAt(level, place), where).toEqual(pixel);
          const cell = cellOf(level, pixel);
          expect(cell + 1, where).toBe(tile);
          const found = await framesAt(read, level, path.id, cell);
          if (srgb === undefined) {
            expect(typeof found === 'object' && !found.ok, where).toBe(true);
            continue;
          }
          if (typeof found === 'string' || !found.ok) throw new Error(`${where}: ${JSON.stringify(found)}`);
          colourAt(found.value, level, pixel).forEach((part, n) =>
            expect(Math.abs(part - (srgb[n] ?? NaN)), `${where} ${n}`).toBeLessThanOrEqual(
              expected.tolerance,
            ),
          );
          compared += 1;
        }
      expect(compared).toBeGreaterThan(3);
    },
  );

  it.each(series.filter(({ expected }) => expected.measure))(
    'are measured in µm at any level: $name $at',
    ({ expected }) => {
      for (const { from_um: from, to_um: to, length_um: length } of [expected.measure ?? []].flat())
        expect(lengthBetween(from, to)).toBeCloseTo(length, 2);
    },
  );

  it.each(series.filter(({ expected }) => expected.corners))(
    'lie on the glass where they say: $name $at',
    async ({ name, at, expected }) => {
      const { slide } = (await slidesIn(name))[at] ?? {};
      const [topLeft, topRight, bottomLeft] = (slide && corners(slide)) ?? [];
      const found = { top_left_mm: topLeft, top_right_mm: topRight, bottom_left_mm: bottomLeft };
      for (const [corner, place] of Object.entries(expected.corners ?? {}))
        place.forEach((one, axis) =>
          expect(found[corner as keyof typeof found]?.[axis as 0 | 1], corner).toBeCloseTo(one, 6),
        );
    },
  );

  it('say which of them is turned', async () => {
    const turned = (await slidesIn('s09-turned-not-square')).map(({ slide }) => turnedBy(slide));
    expect(turned).toEqual([undefined, { by: 90, mirrored: true }]);
  });

  it('have glass where no tile is stored, and nothing of a tile beyond their matrix', async () => {
    const [read] = await slidesIn('s02-sparse-uneven');
    const absent = read?.slide.levels.map((level) =>
      Array.from({ length: level.grid[0] * level.grid[1] }, (_, at) => at).flatMap((cell) =>
        tileAt(level, '1', 0, cell).kind === 'absent' ? [cell + 1] : [],
      ),
    );
    expect(absent).toEqual([[3, 20, 48], [4], []]);
    const [fine] = read?.slide.levels ?? [];
    expect(fine && [validPixels(fine, 7), validPixels(fine, 40)]).toEqual([
      [1900 - 7 * 256, 256],
      [256, 1300 - 5 * 256],
    ]);
  });

  it.each([5, 9, 14])('keep a tile that cannot be decoded to itself: %i', async (tile) => {
    const [read] = await slidesIn('s10-bad-tiles');
    const level = read?.slide.levels[0];
    const found = read && level && (await framesAt(read, level, '1', tile - 1));
    expect(found).toMatchObject({ ok: false, problem: { kind: 'undecodable' } });
  });

  it('have their label and their whole glass beside them, never among their levels', async () => {
    const all = await slidesIn('s07-label-overview');
    expect(all.map(({ displaySet }) => displaySet.frames.length)).toEqual([1]);
    expect(all[0]?.displaySet.aside?.map(({ slide }) => slide?.holds).sort()).toEqual(['label', 'overview']);
  });

  it('find a tile in the part of a concatenation that has it, and say which part is not here', async () => {
    const [read] = await slidesIn('s08-concatenation');
    const numbers = [1, 31, 32, 48].map((tile) => {
      const found = read && tileAt(read.slide.levels[0], '1', 0, tile - 1);
      return found?.kind === 'frames'
        ? [found.frames[0]?.instance.instanceNumber, found.frames[0]?.number]
        : found;
    });
    expect(numbers).toEqual([
      [5, 1],
      [5, 31],
      [4, 1],
      [4, 17],
    ]);
    const [lacking] = await slidesIn('s08-concatenation', (file) => !file.startsWith('a-'));
    expect(lacking?.slide.shortfalls.missing).toEqual([{ number: 2, of: 2 }]);
    expect(lacking && tileAt(lacking.slide.levels[0], '1', 0, 31)).toEqual({ kind: 'missing' });
  });

  it('have each optical path with its name, its light and its own frames', async () => {
    const all = await slidesIn('s04-fluorescence');
    expect(all).toHaveLength(1);
    const [read] = all;
    const {
      files,
      places,
      frame_of: frameOf,
    } = JSON.parse(readFileSync(join(folder, 's04-fluorescence', 'expect.json'), 'utf8')) as {
      readonly files: readonly [
        {
          readonly optical_paths: readonly {
            readonly id: string;
            readonly words: string;
            readonly nm: number;
          }[];
        },
      ];
      readonly places: readonly {
        readonly um_from_top_left: Pair;
        readonly pixel: Pair;
        readonly tile: number;
        readonly stored: Readonly<Record<string, number>>;
      }[];
      readonly frame_of: Readonly<Record<string, number>>;
    };
    if (!read) throw new Error('no slide');
    const [level] = read.slide.levels;
    expect(read.slide.paths.map(({ id, words, wavelength: nm }) => ({ id, words, nm }))).toEqual(
      files[0].optical_paths,
    );
    for (const [words, number] of Object.entries(frameOf)) {
      const [path = '', tile = 0] = words.split(' tile ');
      expect(tileAt(level, path, 0, Number(tile) - 1), words).toMatchObject({ frames: [{ number }] });
    }
    for (const { um_from_top_left: place, pixel, tile, stored } of places) {
      expect(pixelAt(level, place)).toEqual(pixel);
      expect(cellOf(level, pixel) + 1).toBe(tile);
      for (const [path, value] of Object.entries(stored)) {
        const found = await framesAt(read, level, path, tile - 1);
        if (typeof found === 'string' || !found.ok) throw new Error('no frame');
        const at = (pixel[1] % level.tile[1]) * found.value.columns + (pixel[0] % level.tile[0]);
        expect(found.value.pixels[at]).toBe(value);
      }
    }
  });
});
