import { describe, expect, it } from 'vitest';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import { hangByProtocol } from '../../../src/domain/hanging/hang-by-protocol';
import { slotsOf } from '../../../src/domain/hanging/hanging-protocol';
import { HANGING_PROTOCOLS } from '../../../src/domain/hanging/hanging-protocols';
import { mammogramOrientation, mammogramPlacings } from '../../../src/domain/hanging/mammogram-hanging';
import { edgeLetters } from '../../../src/domain/presentation/orientation';
import { attributesOf } from '../../../src/domain/study/study';
import { viewPositionOf } from '../../../src/domain/study/view-position';
import { aSeries, anInstance, ctSlices, frameAttributes, type GivenInstance } from '../../fakes';

type Side = 'L' | 'R';

function projection(name: string, given: GivenInstance): DisplaySet {
  const instance = anInstance({ uid: `${name}.1`, series: name, ...given });
  const [one] = displaySetsOf(aSeries({ uid: name, modality: instance.modality }), [instance]);
  if (!one) throw new Error('no display set');
  return one;
}

const breast = (laterality: Side, view: string, given: GivenInstance = {}, study = 'now') =>
  projection(`${study} ${laterality} ${view}`, { modality: 'MG', laterality, view, ...given });
const film = (name: string, view: string, given: GivenInstance = {}) =>
  projection(name, { modality: 'DX', view, ...given });
const [RCC, LCC, RMLO, LMLO] = [breast('R', 'CC'), breast('L', 'CC'), breast('R', 'MLO'), breast('L', 'MLO')];
const before = (['CC', 'MLO'] as const).flatMap((view) =>
  (['R', 'L'] as const).map((side) => breast(side, view, {}, 'before')),
);

function ct(series: string, description: string, count = 5): DisplaySet {
  const [one] = displaySetsOf(
    aSeries({ uid: series, modality: 'CT', description }),
    ctSlices(count, { series }),
  );
  if (!one) throw new Error('no display set');
  return one;
}

const names = (sets: readonly DisplaySet[]) => (ids: readonly (string | undefined)[] | undefined) =>
  ids?.map((id) => sets.find((one) => one.id === id)?.series);

describe('hanging protocols', () => {
  it.each(HANGING_PROTOCOLS.map((protocol) => [protocol.name, protocol] as const))(
    '%s: has a wish for every slot of its layout, and likens only to slots before',
    (_, { layout, slots }) => {
      expect(slots).toHaveLength(slotsOf[layout]);
      for (const [at, { like }] of slots.entries()) if (like !== undefined) expect(like).toBeLessThan(at);
    },
  );

  const [one, none] = [{ modality: 'MG', count: 1 }, undefined];
  it.each([
    ['one of four breasts', [LMLO], [{ modality: 'MG', count: 3 }], [none, none, none, 'now L MLO']],
    ['three of four breasts', [LMLO, RCC, LCC], [one], ['now R CC', 'now L CC', none, 'now L MLO']],
    ['the left of both from above', [LCC], [one], [none, 'now L CC']],
    ['a chest’s lateral', [film('1', 'LATERAL')], [{ modality: 'DX', count: 1 }], [none, '1']],
    ['a chest, and no view of it', [film('1', '')], [{ modality: 'DX', count: 1 }], none],
    ['a chest and a CT', [film('1', 'PA')], [{ modality: 'CT', count: 1 }], none],
    ['breasts, more than four', [RCC], [{ modality: 'MG', count: 7 }], ['now R CC', none, none, none]],
  ] as const)('a picture that is awaited has its place beside %s', (_, current, awaited, places) => {
    expect(names(current)(hangByProtocol({ current, awaited })?.hanging)).toEqual(places);
  });

  it.each([
    [
      'four views, in whatever order they come',
      [LMLO, RCC, LCC, RMLO],
      '2x2',
      ['now R CC', 'now L CC', 'now R MLO', 'now L MLO'],
    ],
    ['both breasts from above', [LCC, RCC], '1x2', ['now R CC', 'now L CC']],
    ['one breast twice', [LMLO, LCC], '1x2', ['now L CC', 'now L MLO']],
    [
      'the four, and others beside them',
      [breast('L', 'ML'), LMLO, RCC, LCC, RMLO],
      '2x2',
      ['now R CC', 'now L CC', 'now R MLO', 'now L MLO'],
    ],
    ['a chest: frontal before lateral', [film('1.1', 'LATERAL'), film('1.2', 'PA')], '1x2', ['1.2', '1.1']],
    ['lying down: frontal before lateral', [film('1.1', 'LL'), film('1.2', 'AP')], '1x2', ['1.2', '1.1']],
  ] as const)('%s', (_, current, layout, expected) => {
    const hung = hangByProtocol({ current });
    expect(hung?.layout).toBe(layout);
    expect(names(current)(hung?.hanging)).toEqual(expected);
  });

  it.each([
    ['three views of a mammogram', [RCC, LCC, RMLO]],
    ['two frontal views', [film('1.1', 'PA'), film('1.2', 'AP')]],
    ['a decubitus view', [film('1.1', 'PA'), film('1.2', 'LLD')]],
    ['three films', [film('1.1', 'PA'), film('1.2', 'LATERAL'), film('1.3', 'LATERAL')]],
    ['a mammogram beside an ultrasound', [RCC, LCC, RMLO, LMLO, projection('us', { modality: 'US' })]],
    ['a CT', [ct('1.1', 'Thorax')]],
    ['nothing', []],
  ])('%s fit none', (_, current) => {
    expect(hangByProtocol({ current })).toBeUndefined();
  });

  it('a mammogram has its earlier one below it, view by view', () => {
    const current = [RCC, LCC, RMLO, LMLO];
    const hung = hangByProtocol({ current, prior: before.toReversed() });
    expect(hung?.layout).toBe('2x4');
    expect(names([...current, ...before])(hung?.hanging)).toEqual([
      ...['now R CC', 'now L CC', 'now R MLO', 'now L MLO'],
      ...['before R CC', 'before L CC', 'before R MLO', 'before L MLO'],
    ]);
  });

  it('leaves the place empty of what the earlier one lacks or has not sent yet', () => {
    const current = [RCC, LCC, RMLO, LMLO];
    const hung = hangByProtocol({ current, prior: before.slice(0, 1) });
    expect(names([...current, ...before])(hung?.hanging)?.slice(4)).toEqual([
      'before R CC',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [
      'a film beside the film of the same view',
      film('now', 'LATERAL'),
      [film('1.1', 'PA'), film('1.2', 'LATERAL')],
      '1.2',
    ],
    [
      'a side beside the same side',
      film('now', 'AP', { laterality: 'L' }),
      [film('1.1', 'AP', { laterality: 'R' }), film('1.2', 'AP', { laterality: 'L' })],
      '1.2',
    ],
    [
      'nothing where only the other side was taken',
      film('now', 'AP', { laterality: 'L' }),
      [film('1.1', 'AP', { laterality: 'R' })],
      undefined,
    ],
    [
      'a stack beside a stack, not its localiser',
      ct('now', 'Thorax 1 mm'),
      [ct('1.1', 'Scout', 1), ct('1.2', 'Abdomen 5 mm')],
      '1.2',
    ],
    [
      'a reconstruction beside the one of its name',
      ct('now', 'Thorax lung'),
      [ct('1.1', 'Thorax soft'), ct('1.2', 'Thorax lung')],
      '1.2',
    ],
  ] as const)('now and before: %s', (_, now, prior, expected) => {
    const hung = hangByProtocol({ current: [now], prior });
    expect(hung?.layout).toBe('1x2');
    expect(names([now, ...prior])(hung?.hanging)).toEqual([now.series, expected]);
  });

  it('compares what is being looked at, not what comes first', () => {
    const current = [film('1.1', 'PA'), film('1.2', 'LATERAL')] as const;
    const prior = [film('2.1', 'PA'), film('2.2', 'LATERAL')];
    const hung = hangByProtocol({ current, prior, looked: current[1].id });
    expect(names([...current, ...prior])(hung?.hanging)).toEqual(['1.2', '2.2']);
  });

  it('keeps an earlier picture that hangs when a better match arrives', () => {
    const [now, first, better] = [
      ct('now', 'Thorax lung'),
      ct('1.1', 'Thorax soft'),
      ct('1.2', 'Thorax lung'),
    ];
    const hung = hangByProtocol({ current: [now], prior: [first, better] }, [now.id, first.id]);
    expect(hung?.hanging[1]).toBe(first.id);
  });
});

describe('how a mammogram hangs', () => {
  const oriented = (side: Side, view: string, orientation: readonly [string, string] | undefined) =>
    breast(side, view, { frames: [frameAttributes(orientation && { patientOrientation: orientation })] });

  it.each([
    ['R', 'CC', ['P', 'L']],
    ['R', 'CC', ['A', 'L']],
    ['R', 'CC', ['A', 'R']],
    ['R', 'CC', ['L', 'P']],
    ['L', 'CC', ['A', 'R']],
    ['L', 'CC', ['P', 'R']],
    ['L', 'CC', ['P', 'L']],
    ['L', 'CC', ['R', 'A']],
    ['R', 'MLO', ['P', 'FL']],
    ['R', 'MLO', ['A', 'FL']],
    ['R', 'MLO', ['A', 'HR']],
    ['L', 'MLO', ['A', 'FR']],
    ['L', 'MLO', ['P', 'HL']],
    ['L', 'MLO', ['FR', 'P']],
  ] as const)(
    '%s %s stored as %j: chest wall to the middle, as readers know it',
    (side, view, orientation) => {
      const one = oriented(side, view, orientation);
      const lie = mammogramOrientation(one);
      const attributes = one.frames[0] && attributesOf(one.frames[0]);
      const edges = attributes && lie && edgeLetters(attributes, lie);
      expect(edges?.[side === 'R' ? 'right' : 'left']).toBe('P');
      expect(edges?.bottom).toContain(view === 'MLO' ? 'F' : side === 'R' ? 'L' : 'R');
    },
  );

  it.each([
    ['R', ['A', 'H'], 'right'],
    ['L', ['A', 'L'], 'left'],
    ['L', ['P', 'L'], 'left'],
  ] as const)('%s in an unusual view, stored as %j: chest wall to the middle', (side, orientation, wall) => {
    const one = oriented(side, 'XCCL', orientation);
    const lie = mammogramOrientation(one);
    const attributes = one.frames[0] && attributesOf(one.frames[0]);
    expect(attributes && lie && edgeLetters(attributes, lie)?.[wall]).toBe('P');
  });

  it.each([
    ['its orientation is not said', oriented('R', 'CC', undefined)],
    ['its orientation is not well formed', oriented('R', 'CC', ['?', 'L'])],
    ['its side is not said', breast('R', 'CC', { laterality: undefined })],
  ])('is left as it is stored where %s', (_, one) => {
    expect(mammogramOrientation(one)).toBeUndefined();
    expect(mammogramPlacings([one, undefined])[0]?.placing).not.toHaveProperty('towards');
  });

  const sized = (side: Side, rows: number, columns: number, spacing: number) => {
    const image = anInstance().image;
    return breast(side, 'CC', {
      ...(image && { image: { ...image, rows, columns } }),
      frames: [
        frameAttributes({
          patientOrientation: side === 'L' ? ['A', 'R'] : ['P', 'L'],
          pixelSize: { geometry: 'projection', imagerPixelSpacing: [spacing, spacing] },
        }),
      ],
    });
  };

  it('shows detectors of unlike size and pitch at one scale', () => {
    // 240 × 180 mm in pixels of 0.1, and 300 × 240 mm in pixels of 0.05.
    const [right, left] = mammogramPlacings([sized('R', 2400, 1800, 0.1), sized('L', 6000, 4800, 0.05)]);
    expect(right?.placing).toEqual({ size: [2400, 3000], towards: 'right' });
    expect(left?.placing).toEqual({ size: [4800, 6000], towards: 'left' });
  });

  it('gives no common scale where one does not say how large its pixels are', () => {
    const placings = mammogramPlacings([sized('R', 2400, 1800, 0.1), oriented('L', 'CC', ['A', 'R'])]);
    expect(placings.map(({ placing }) => placing)).toEqual([{ towards: 'right' }, { towards: 'left' }]);
  });

  it('fits a single one into its view', () => {
    expect(mammogramPlacings([sized('R', 2400, 1800, 0.1)])).toEqual([{}]);
  });

  it('leaves other pictures alone', () => {
    expect(mammogramPlacings([film('1.1', 'PA'), undefined])).toEqual([{}, {}]);
  });

  it('turns only what has to be turned', () => {
    expect(mammogramPlacings([oriented('R', 'CC', ['P', 'L'])])[0]).not.toHaveProperty('rotation');
    expect(mammogramPlacings([oriented('R', 'CC', ['A', 'L'])])[0]).toEqual({
      rotation: 0,
      flipHorizontal: true,
      flipVertical: false,
    });
  });
});

describe('the view of a projection', () => {
  it.each([
    ['CC', 'CC'],
    ['cranio-caudal', 'CC'],
    ['medio-lateral oblique', 'MLO'],
    ['postero-anterior', 'frontal'],
    ['AP', 'frontal'],
    ['LL', 'lateral'],
    ['left lateral', 'lateral'],
    ['XCCL', undefined],
    ['LLD', undefined],
    [undefined, undefined],
  ])('%s is %s', (view, expected) => {
    expect(viewPositionOf(film('1.1', 'PA', { view }))).toBe(expected);
  });
});
