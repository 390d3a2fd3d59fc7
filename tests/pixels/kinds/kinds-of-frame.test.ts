import { describe, expect, it } from 'vitest';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { attributesOf } from '../../../src/domain/study/study';
import { describedOf } from '../../../src/rendering/paint/attributes';
import { greyScale } from '../../../src/rendering/paint/grey';
import {
  aFile,
  imageElements,
  raw,
  sequence,
  SYNTAX,
  text,
  us,
  words,
  type Written,
} from '../../dicomweb/part10-file';
import { greys, readKind } from './read-kind';

const PLACES = 32;
type Item = readonly Written[];
const at = (place: number): Written => sequence('00209113', [[text('00200032', 'DS', `0\\0\\${place * 2}`)]]);
const orientation = sequence('00209116', [[text('00200037', 'DS', '1\\0\\0\\0\\1\\0')]]);

/** Two frame types at each of 32 places, each with its own rescale and window, one type after the other or in turns. */
function anEnhancedMr(inTurns: boolean, syntax: string) {
  const kinds = [
    { type: 'M_FFE', slope: '2', intercept: '10', center: '500', width: '1000' },
    { type: 'PHASE', slope: '0.5', intercept: '-100', center: '0', width: '200' },
  ];
  const frames = Array.from({ length: 2 * PLACES }, (_, n) => ({
    kind: kinds[inTurns ? n % 2 : Math.floor(n / PLACES)],
    place: inTurns ? Math.floor(n / 2) : n % PLACES,
  }));
  const perFrame = frames.map(({ kind, place }): Item => [
    sequence('00189226', [[text('00089007', 'CS', `ORIGINAL\\PRIMARY\\M\\${kind?.type}`)]]),
    at(place),
    sequence('00289132', [
      [text('00281050', 'DS', kind?.center ?? ''), text('00281051', 'DS', kind?.width ?? '')],
    ]),
    sequence('00289145', [
      [
        text('00281052', 'DS', kind?.intercept ?? ''),
        text('00281053', 'DS', kind?.slope ?? ''),
        text('00281054', 'LO', 'US'),
      ],
    ]),
  ]);
  return aFile(
    [
      ...imageElements({
        '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.4.1'),
        '00080060': text('00080060', 'CS', 'MR'),
        '00280008': text('00280008', 'IS', String(frames.length)),
        '52009229': sequence('52009229', [
          [
            orientation,
            sequence('00289110', [[text('00280030', 'DS', '1\\1'), text('00180050', 'DS', '2')]]),
          ],
        ]),
        '52009230': sequence('52009230', perFrame),
      }),
      words('7FE00010', new Uint8Array(new Uint16Array(frames.length * 8).map((_, n) => n % 1000).buffer)),
    ],
    syntax,
  );
}

/** Three segments at each place: one of them is not at all of them. */
function aSegmentation(type: 'BINARY' | 'FRACTIONAL') {
  const bits = type === 'BINARY' ? 1 : 8;
  const frames = [1, 2, 3].flatMap((segment) =>
    Array.from({ length: segment === 3 ? 4 : 6 }, (_, place) => ({ segment, place })),
  );
  const labels = ['Liver', 'Spleen', 'Lesion'];
  return aFile([
    ...imageElements({
      '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.66.4'),
      '00080060': text('00080060', 'CS', 'SEG'),
      '00280008': text('00280008', 'IS', String(frames.length)),
      '00280100': us('00280100', bits),
      '00280101': us('00280101', bits),
      '00280102': us('00280102', bits - 1),
      '00620001': text('00620001', 'CS', type),
      '00620002': sequence(
        '00620002',
        labels.map((label, n) => [us('00620004', n + 1), text('00620005', 'LO', label)]),
      ),
      '52009229': sequence('52009229', [[orientation]]),
      '52009230': sequence(
        '52009230',
        frames.map(({ segment, place }) => [at(place), sequence('0062000A', [[us('0062000B', segment)]])]),
      ),
    }),
    raw('7FE00010', 'OB', new Uint8Array((frames.length * 8 * bits) / 8)),
  ]);
}

describe('two kinds of frame in one object', () => {
  it.each([
    ['one after the other', false, SYNTAX.explicit],
    ['in turns', true, SYNTAX.explicit],
    ['in turns, implicit', true, SYNTAX.implicit],
    ['in turns, big endian', true, SYNTAX.big],
  ])('are two stacks, named, each with its own window: %s', async (_, inTurns, syntax) => {
    const kind = await readKind(anEnhancedMr(inTurns, syntax));
    const { instance } = kind;
    const sets = displaySetsOf({ uid: instance.series, modality: 'MR' }, [instance]);
    expect(sets.map(({ frames }) => frames.length)).toEqual([PLACES, PLACES]);
    expect(sets.map(({ label }) => label)).toEqual([
      expect.stringContaining('M_FFE'),
      expect.stringContaining('PHASE'),
    ]);
    const firsts = sets.map(({ frames }) => frames[0]);
    expect(firsts.map((frame) => frame && attributesOf(frame)?.windows[0])).toMatchObject([
      { center: 500, width: 1000 },
      { center: 0, width: 200 },
    ]);
    // PS3.3 C.11.1.1.1 and C.11.2.1.2.1 of a stored value of 200: 410 of 0 to 1000, and 0 of -100 to 100
    const shown = firsts.map((frame) => {
      if (!frame) throw new Error('no frame');
      return greyScale({ range: [0, 999] }, describedOf(frame), {}, { invert: false }).grey(200);
    });
    const right = [(410 - 499.5) / 999 + 0.5, (0 - -0.5) / 199 + 0.5].map((share) => Math.round(share * 255));
    expect(shown).toEqual(right);
    // In order of place in each
    for (const { frames } of sets)
      expect(frames.map((frame) => attributesOf(frame)?.plane?.position[2])).toEqual(
        Array.from({ length: PLACES }, (__, place) => place * 2),
      );
    // What is read of the file is what is shown of it.
    const second = sets[1]?.frames[0]?.number ?? 0;
    expect(await greys(kind, second)).toHaveLength(8);
  });

  it.each(['BINARY', 'FRACTIONAL'] as const)(
    'segments of a %s segmentation are a stack each',
    async (type) => {
      const { instance } = await readKind(aSegmentation(type));
      const sets = displaySetsOf({ uid: instance.series, modality: 'SEG' }, [instance]);
      expect(sets.map(({ frames }) => frames.length)).toEqual([6, 6, 4]);
      expect(sets.map(({ label }) => label)).toEqual([
        expect.stringContaining('Liver'),
        expect.stringContaining('Spleen'),
        expect.stringContaining('Lesion'),
      ]);
      expect(new Set(sets.map(({ id }) => id)).size).toBe(3);
    },
  );
});
