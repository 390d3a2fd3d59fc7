import { seeded } from '../../builders/random';
import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { readInstances } from '../../../src/dicom/image/instances';
import { archiveId } from '../../../src/domain/ids';
import { valueMeaning } from '../../../src/domain/measure/value-meaning';
import { anInstanceAnswer, INSTANCE, SERIES, STUDY, type Elements } from '../../dicomweb/wire';

const context = { archive: archiveId('salford'), bulk: new Map<string, Uint8Array>() };
const read = (change: Elements = {}, bulk = context.bulk) =>
  instanceFrom(anInstanceAnswer(INSTANCE, change), { ...context, bulk });
const firstFrame = (change: Elements = {}) => read(change).frames[0];
const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: Elements[]) => ({ vr: 'SQ', Value: items });
const base64 = (...bytes: number[]) => btoa(String.fromCharCode(...bytes));

const PLANE = {
  '00200032': element('DS', '-100.5', '20', 3),
  '00200037': element('DS', 1, 0, 0, 0, 1, 0),
  '00280030': element('DS', 0.5, 0.25),
  '00180050': element('DS', 2),
};

describe('an instance', () => {
  it('has its numbers whether they came as numbers or as text', () => {
    const instance = read({
      '00280010': element('US', '4'),
      '00200013': element('IS', ' 12 '),
      '00200012': element('IS', 3),
      '00281050': element('DS', '40\\600'),
      '00281051': element('DS', '400\\1500'),
      '00281055': element('LO', 'Soft\\Lung'),
    });
    expect(instance).toMatchObject({ instanceNumber: 12, acquisitionNumber: 3, image: { rows: 4 } });
    expect(instance.frames[0]?.windows).toEqual([
      { center: 40, width: 400, explanation: 'Soft' },
      { center: 600, width: 1500, explanation: 'Lung' },
    ]);
  });

  it('leaves out windows that cannot be', () => {
    expect(
      firstFrame({ '00281050': element('DS', 1, null, 3), '00281051': element('DS', 0, 10, 30) })?.windows,
    ).toEqual([{ center: 3, width: 30 }]);
  });

  it('has a plane in millimetres', () => {
    expect(firstFrame(PLANE)?.plane).toEqual({
      position: [-100.5, 20, 3],
      row: [1, 0, 0],
      column: [0, 1, 0],
      spacing: [0.5, 0.25],
      thickness: 2,
      frameOfReference: undefined,
    });
  });

  it.each([
    ['a direction is missing', { '00200037': element('DS', 1, 0, 0) }],
    ['a direction has no length', { '00200037': element('DS', 0, 0, 0, 0, 1, 0) }],
    ['the directions are not at right angles', { '00200037': element('DS', 1, 0, 0, 0.6, 0.8, 0) }],
    ['the position is no number', { '00200032': element('DS', 'x', 1, 2) }],
  ])('has no plane when %s: letters are never guessed', (_, change) => {
    expect(firstFrame({ ...PLANE, ...change })?.plane).toBeUndefined();
  });

  it.each([
    [element('CS', 'L', 'F'), ['L', 'F']],
    [element('CS', 'A\\FR'), ['A', 'FR']],
    [element('CS', 'L'), undefined],
    [{ vr: 'CS' }, undefined],
  ])('with Patient Orientation %j lies like %j', (orientation, expected) => {
    expect(firstFrame({ '00200020': orientation })?.patientOrientation).toEqual(expected);
  });

  it.each([
    ['MONOCHROME1', undefined, true],
    ['MONOCHROME2', undefined, false],
    ['MONOCHROME1', 'INVERSE', true],
    ['MONOCHROME2', 'IDENTITY', false],
    ['MONOCHROME2', 'INVERSE', true],
  ])('that is %s with the shape %s is inverse: %s', (photometric, shape, inverse) => {
    const change = {
      '00280004': element('CS', photometric),
      ...(shape && { '20500020': element('CS', shape) }),
    };
    expect(firstFrame(change)?.inverse).toBe(inverse);
  });

  it.each([
    [1, 16, element('SS', -2000), undefined, { from: -2000, to: -2000 }],
    [1, 16, element('US', 63_536), undefined, { from: -2000, to: -2000 }],
    [0, 16, element('US', 65_535), element('US', 60_000), { from: 60_000, to: 65_535 }],
    [0, 16, element('SS', -2000), undefined, { from: 63_536, to: 63_536 }],
    [0, 16, element('SS', -1), element('US', 60_000), { from: 60_000, to: 65_535 }],
    [1, 16, element('US', 0x8000), element('US', 0x8010), { from: -32_768, to: -32_752 }],
  ])('of representation %i has its padding as stored values', (representation, _, value, limit, padding) => {
    const change = {
      '00280103': element('US', representation),
      '00280120': value,
      ...(limit && { '00280121': limit }),
    };
    expect(read(change).image?.padding).toEqual(padding);
  });

  it.each([
    ['01', { ratio: 8, method: 'ISO_15444_1' }],
    ['00', undefined],
  ])('says it is lossy by (0028,2110) %s', (flag, lossy) => {
    const change = {
      '00282110': element('CS', flag),
      '00282112': element('DS', 4, 8),
      '00282114': element('CS', 'ISO_10918_1', 'ISO_15444_1'),
    };
    expect(read(change).image?.lossy).toEqual(lossy);
  });

  it('takes its side from the image before the series, and unpaired is no side', () => {
    expect(read({ '00200062': element('CS', 'R'), '00200060': element('CS', 'L') }).laterality).toBe('R');
    expect(read({ '00200062': element('CS', 'U') }).laterality).toBeUndefined();
  });

  it('takes its view from the position, else from the code', () => {
    const code = { '00540220': sequence({ '00080104': element('LO', 'medio-lateral oblique') }) };
    expect(read({ '00185101': element('CS', 'MLO'), ...code }).view).toBe('MLO');
    expect(read(code).view).toBe('medio-lateral oblique');
  });

  it.each([
    [{ '00082144': element('IS', 24), '00181063': element('DS', 100) }, 24],
    [{ '00181063': element('DS', '40') }, 25],
    [{ '00181065': element('DS', 0, 50, 50) }, 20],
    [{}, undefined],
  ])('of several frames moves by %j', (change, frameRate) => {
    expect(read({ '00280008': element('IS', 3), ...change }).frameRate).toBe(frameRate);
    expect(read(change).frameRate).toBeUndefined();
  });

  it('without picture has no frames', () => {
    const { image, frames } = instanceFrom(
      {
        '00080018': element('UI', INSTANCE),
        '0020000D': element('UI', STUDY),
        '0020000E': element('UI', SERIES),
      },
      context,
    );
    expect([image, frames]).toEqual([undefined, []]);
  });

  it('holds numbers that are not integers in float and double pixels', () => {
    expect(read({ '7FE00008': { vr: 'OF' }, '00280100': element('US', 32) }).image?.sample).toBe('float');
    expect(read({ '7FE00009': { vr: 'OD' }, '00280100': { vr: 'US' } }).image).toMatchObject({
      sample: 'double',
      bitsAllocated: 64,
    });
  });

  it.each([
    ['no columns', { '00280011': { vr: 'US' } }],
    ['0 rows', { '00280010': element('US', 0) }],
    ['half a row', { '00280010': element('US', 0.5) }],
    ['100,000 rows', { '00280010': element('US', 100_000) }],
    ['1,000,000 frames', { '00280008': element('IS', 1_000_000) }],
    ['128 bits', { '00280100': element('US', 128) }],
    ['a palette without tables', { '00280004': element('CS', 'PALETTE COLOR') }],
    ['a modality LUT without data', { '00283000': sequence({ '00283002': element('US', 4, 0, 16) }) }],
  ])('is unreadable with %s', (_, change) => {
    expect(() => read(change)).toThrow();
  });

  it('counts 0 frames as one', () => {
    expect(read({ '00280008': element('IS', 0) }).frames).toHaveLength(1);
  });
});

describe('functional groups', () => {
  const group = (z: number, extra: Elements = {}): Elements => ({
    '00209113': sequence({ '00200032': element('DS', 0, 0, z) }),
    '00209111': sequence({ '00209128': element('UL', z) }),
    ...extra,
  });
  const shared = {
    '52009229': sequence({
      '00209116': sequence({ '00200037': PLANE['00200037'] }),
      '00289110': sequence({ '00280030': PLANE['00280030'] }),
      '00289145': sequence({
        '00281052': element('DS', -1024),
        '00281053': element('DS', 2),
        '00281054': element('LO', 'HU'),
      }),
      '00289132': sequence({ '00281050': element('DS', 40), '00281051': element('DS', 400) }),
    }),
  };

  it('give each frame its own place and what all share', () => {
    const own = {
      '00289132': sequence({
        '00281050': element('DS', 1),
        '00281051': element('DS', 2),
        '00281056': element('CS', 'SIGMOID'),
      }),
    };
    const { frames } = read({
      '00280008': element('IS', 2),
      ...shared,
      '52009230': sequence(group(1), group(2, own)),
    });
    expect(frames).toMatchObject([
      {
        plane: { position: [0, 0, 1], spacing: [0.5, 0.25] },
        windows: [{ center: 40, width: 400 }],
        voiFunction: 'LINEAR',
        temporalPosition: 1,
      },
      {
        plane: { position: [0, 0, 2], row: [1, 0, 0] },
        windows: [{ center: 1, width: 2 }],
        voiFunction: 'SIGMOID',
        temporalPosition: 2,
      },
    ]);
    expect(frames[1]?.modalityLut).toEqual({ kind: 'rescale', slope: 2, intercept: -1024, type: 'HU' });
  });

  it('stay with their frames where an item of another is not one', () => {
    const items = { vr: 'SQ', Value: [group(1), null, group(3)] };
    const { frames } = read({ '00280008': element('IS', 3), ...shared, '52009230': items });
    expect(frames.map(({ plane }) => plane?.position[2])).toEqual([1, undefined, 3]);
  });

  it('that are empty for a frame leave it what all share', () => {
    const { frames } = read({
      '00280008': element('IS', 2),
      ...shared,
      '52009230': sequence(group(1), group(2, { '00289145': sequence({}), '00289132': sequence({}) })),
    });
    expect(frames[1]).toMatchObject({
      modalityLut: { slope: 2, intercept: -1024 },
      windows: [{ center: 40, width: 400 }],
    });
  });

  it('that describe fewer frames than there are leave the rest without a place', () => {
    const { frames } = read({ '00280008': element('IS', 3), ...shared, '52009230': sequence(group(1)) });
    expect(frames).toHaveLength(3);
    expect(frames.map(({ plane }) => plane?.position[2])).toEqual([1, undefined, undefined]);
  });

  it('are not needed: frames that have nothing of their own share one description', () => {
    const { frames } = read({ '00280008': element('IS', 500) });
    expect(new Set(frames).size).toBe(1);
    expect(frames).toHaveLength(500);
  });

  it('of a dose grid are its offsets along the normal', () => {
    const { frames } = read({ ...PLANE, '00280008': element('IS', 3), '3004000C': element('DS', 0, 2.5, 5) });
    expect(frames.map(({ plane }) => plane?.position)).toEqual([
      [-100.5, 20, 3],
      [-100.5, 20, 5.5],
      [-100.5, 20, 8],
    ]);
  });
});

describe('a dose grid', () => {
  const feetFirst = { ...PLANE, '00200037': element('DS', 1, 0, 0, 0, -1, 0) };

  it.each<[string, Elements, readonly unknown[], readonly number[]]>([
    ['by distances', PLANE, [0, 2.5, 5], [3, 5.5, 8]],
    ['by distances against the axis', feetFirst, [0, 2.5, 5], [3, 0.5, -2]],
    ['by coordinates', PLANE, [3, 5.5, 8], [3, 5.5, 8]],
    ['by coordinates, its normal against the axis', feetFirst, [3, 5.5, 8], [3, 5.5, 8]],
    ['by coordinates that fall', feetFirst, [3, 0.5, -2], [3, 0.5, -2]],
    ['by offsets of which one is none: not at all', PLANE, [0, '', 5], [3, 3, 3]],
  ])('has its planes %s', (_, change, offsets, places) => {
    const { frames } = read({
      ...change,
      '00280008': element('IS', 3),
      '3004000C': element('DS', ...offsets),
    });
    expect(frames.map(({ plane }) => plane?.position[2])).toEqual(places);
  });
});

describe('look-up tables', () => {
  const palette = (data: Elements, descriptor = element('US', 4, 0, 16)): Elements => ({
    '00280004': element('CS', 'PALETTE COLOR'),
    ...Object.fromEntries(['00281101', '00281102', '00281103'].map((tag) => [tag, descriptor])),
    ...data,
  });
  const all = (start: string, value: object) =>
    Object.fromEntries(['1', '2', '3'].map((end) => [`${start}${end}`, value]));
  const red = (change: Elements, bulk = context.bulk) => [
    ...((read(change, bulk).image?.palette?.red ?? []) as Uint16Array),
  ];

  it.each([
    [
      '16 bits inline',
      palette(all('0028120', { vr: 'OW', InlineBinary: base64(1, 0, 2, 0, 0, 1, 255, 255) })),
      [1, 2, 256, 65_535],
    ],
    [
      '8 bits packed',
      palette(all('0028120', { vr: 'OW', InlineBinary: base64(9, 8, 7, 6) }), element('US', 4, 0, 8)),
      [9, 8, 7, 6],
    ],
    [
      '8 bits packed, though 16 are declared',
      palette(all('0028120', { vr: 'OW', InlineBinary: base64(9, 8, 7, 6) })),
      [9, 8, 7, 6],
    ],
    [
      '8 bits a word each',
      palette(
        all('0028120', { vr: 'OW', InlineBinary: base64(9, 0, 8, 0, 7, 0, 6, 0) }),
        element('US', 4, 0, 8),
      ),
      [9, 8, 7, 6],
    ],
    ['a list', palette(all('0028120', element('US', 5, 6, 7, 8))), [5, 6, 7, 8]],
    [
      'a list of packed words',
      palette(all('0028120', element('US', 0x0605, 0x0807)), element('US', 4, 0, 8)),
      [5, 6, 7, 8],
    ],
    [
      'segments: discrete, then linear',
      palette(all('0028122', element('US', 0, 2, 0, 10, 1, 2, 30))),
      [0, 10, 20, 30],
    ],
    [
      'segments in bytes',
      palette(
        all('0028122', { vr: 'OW', InlineBinary: base64(0, 2, 0, 10, 1, 2, 30, 0) }),
        element('US', 4, 0, 8),
      ),
      [0, 10, 20, 30],
    ],
    [
      'a channel of fewer bits than the others',
      {
        ...palette(all('0028120', element('US', 0, 257, 65_535, 0))),
        '00281101': element('US', 4, 0, 8),
        '00281201': element('US', 0, 1, 255, 128),
      },
      [0, 257, 65_535, 32_896],
    ],
    [
      'a channel that begins later and is shorter',
      {
        ...palette(all('0028120', element('US', 1, 2, 3, 4))),
        '00281101': element('US', 2, 1, 16),
        '00281201': element('US', 7, 9),
      },
      [7, 7, 9, 9],
    ],
    [
      'segments of 8 bits in words',
      palette(
        all('0028122', { vr: 'OW', InlineBinary: base64(0, 0, 2, 0, 0, 0, 10, 0, 1, 0, 2, 0, 30, 0) }),
        element('US', 4, 0, 8),
      ),
      [0, 10, 20, 30],
    ],
    ['segments: indirect', palette(all('0028122', element('US', 0, 2, 3, 4, 2, 1, 0, 0))), [3, 4, 3, 4]],
    [
      'segments: indirect, to the byte that a later one begins at',
      palette(all('0028122', element('US', 0, 1, 9, 0, 1, 5, 1, 2, 7, 2, 2, 6, 0)), element('US', 7, 0, 16)),
      [9, 5, 6, 7, 5, 6, 7],
    ],
    [
      'segments: indirect, where codes were counted for bytes',
      palette(all('0028122', element('US', 0, 1, 9, 0, 1, 5, 2, 1, 3, 0)), element('US', 3, 0, 16)),
      [9, 5, 5],
    ],
    [
      'segments in bytes: indirect, with an offset of four',
      palette(
        all('0028122', { vr: 'OW', InlineBinary: base64(0, 1, 9, 0, 1, 5, 2, 1, 3, 0, 0, 0, 0, 1, 8, 0) }),
        element('US', 4, 0, 8),
      ),
      [9, 5, 5, 8],
    ],
  ])('of a palette are read from %s', (_, change, expected) => {
    expect(red(change)).toEqual(expected);
  });

  it('of a palette are read from what was fetched for them', () => {
    const bulk = new Map([['p', Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0)]]);
    expect(red(palette(all('0028120', { vr: 'OW', BulkDataURI: 'p' })), bulk)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['too short', all('0028120', { vr: 'OW', InlineBinary: base64(1, 2, 3) })],
    ['not base64', all('0028120', { vr: 'OW', InlineBinary: '*' })],
    ['segments that refer to each other', all('0028122', element('US', 2, 1, 0, 0))],
    ['a linear segment with nothing before it', all('0028122', element('US', 1, 4, 30))],
    ['segments that refer into the middle of one', all('0028122', element('US', 0, 2, 1, 2, 2, 1, 2, 0))],
    ['segments that end early', all('0028122', element('US', 0, 2, 1, 2))],
  ])('of a palette that are %s make the instance unreadable', (_, data) => {
    expect(() => read(palette(data))).toThrow('palette');
  });

  it('have 65,536 entries when they say 0', () => {
    const InlineBinary = btoa('\u0001\u0000'.repeat(65_536));
    expect(red(palette(all('0028120', { vr: 'OW', InlineBinary }), element('US', 0, 0, 16)))).toHaveLength(
      65_536,
    );
  });

  const table = (first: number, extra: Elements = {}) =>
    sequence({ '00283002': element('US', 3, first, 12), '00283006': element('US', 0, 2000, 4095), ...extra });

  it('of a VOI carry their explanation, and one that cannot be read takes nothing with it', () => {
    const luts = firstFrame({
      '00283010': {
        vr: 'SQ',
        Value: [
          ...table(10, { '00283003': element('LO', 'NORMAL') }).Value,
          { '00283002': element('US', 9) },
        ],
      },
    })?.voiLuts;
    expect(luts).toEqual([
      { firstMapped: 10, bits: 12, values: Uint16Array.of(0, 2000, 4095), explanation: 'NORMAL' },
    ]);
  });

  it('of a modality stand in the place of the rescale, with a signed first value where pixels are signed', () => {
    const lut = firstFrame({
      '00280103': element('US', 1),
      '00283000': table(65_534, { '00283004': element('LO', 'OD') }),
      '00281053': element('DS', 1),
    });
    expect(lut?.modalityLut).toMatchObject({ kind: 'lut', type: 'OD', lut: { firstMapped: -2 } });
  });
});

describe('20,000 mutated metadata', () => {
  const next = seeded(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const VALUES = [
    null,
    undefined,
    '',
    'x',
    -1,
    0,
    1e308,
    70_000,
    0.5,
    '1\\2\\3',
    [],
    {},
    [[]],
    [null],
    { Value: 7 },
    { vr: 3, Value: [{}] },
    { Value: [null, {}] },
    { InlineBinary: 'AAAA' },
    { InlineBinary: 7 },
    { BulkDataURI: 'x' },
    { Value: ['L', 'F'] },
  ];
  const whole = anInstanceAnswer(INSTANCE, {
    ...PLANE,
    '00280008': element('IS', 3),
    '00281050': element('DS', 40),
    '00281051': element('DS', 400),
    '00283010': sequence({ '00283002': element('US', 3, 0, 12), '00283006': element('US', 1, 2, 3) }),
    '52009229': sequence({ '00209116': sequence({ '00200037': PLANE['00200037'] }) }),
    '52009230': sequence({ '00209113': sequence({ '00200032': PLANE['00200032'] }) }),
    '00101002': sequence({ '00100020': element('LO', '1') }),
    '00100024': sequence({ '00400032': element('UT', '1.2.3.4') }),
  });
  const tags = [...Object.keys(whole), '00283000', '00281101', '00181065', '3004000C', '00540220'];

  it('end in an instance or in a counted reason, and never in anything else', () => {
    const outcomes = { read: 0, unreadable: 0 };
    const wrong: number[] = [];
    for (let run = 0; run < 20_000; run++) {
      const mutated: Elements = { ...whole };
      for (let count = 1 + Math.floor(next() * 3); count > 0; count--) mutated[pick(tags)] = pick(VALUES);
      const result = readInstances([mutated], { ...context, study: STUDY, series: SERIES });
      // Asked by hand: an expectation for each takes longer than all the reading.
      if (result.instances.length + result.unreadable.length !== 1) wrong.push(run);
      const [instance] = result.instances;
      if (instance?.image && instance.frames.length === 0) wrong.push(run);
      outcomes[instance ? 'read' : 'unreadable']++;
    }
    expect(wrong).toEqual([]);
    expect(outcomes.read).toBeGreaterThan(5000);
    expect(outcomes.unreadable).toBeGreaterThan(1000);
  }, 120_000);
});

describe('pixels by what else is said of them', () => {
  it('are none in a spectrum, which has rows and columns of voxels', () => {
    const spectrum = Object.fromEntries(
      ['00280002', '00280004', '00280100', '00280101', '00280102', '00280103', '7FE00010'].map((tag) => [
        tag,
        undefined,
      ]),
    );
    expect(read(spectrum).image).toBeUndefined();
  });

  it('are floating point where an archive leaves pixel data out and nothing is said that integers need', () => {
    const float = (bits: number) =>
      read({
        '00280100': element('US', bits),
        '00280101': undefined,
        '00280102': undefined,
        '00280103': undefined,
        '7FE00010': undefined,
      }).image?.sample;
    expect([float(32), float(64), float(16)]).toEqual(['float', 'double', 'integer']);
  });

  it('go through no modality LUT where the item of one is empty', () => {
    const empty = { '00283002': { vr: 'US' }, '00283003': { vr: 'LO' }, '00283006': { vr: 'US' } };
    expect(read({ '00283000': { vr: 'SQ', Value: [empty] } }).frames[0]?.modalityLut).toMatchObject({
      kind: 'rescale',
    });
  });
});

describe('Hounsfield units, where nobody names a unit (PS3.3 C.8.2.1, C.11.1.1.2)', () => {
  const CT = '1.2.840.10008.5.1.4.1.1.2';
  const rescaled = { '00281052': element('DS', -1024), '00281053': element('DS', 1) };
  it.each<[string, Elements, string | undefined]>([
    ['of a CT image', rescaled, 'HU'],
    ['of a CT image of one energy', { ...rescaled, '00189361': element('CS', 'NO') }, 'HU'],
    ['not of one of several energies', { ...rescaled, '00189361': element('CS', 'YES') }, undefined],
    [
      'not of a capture of one',
      { ...rescaled, '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.7') },
      undefined,
    ],
    ['not of a CT image that is not rescaled', {}, undefined],
    ['not where "unspecified" is said', { ...rescaled, '00281054': element('LO', 'US') }, 'US'],
    ['not of MR', { ...rescaled, '00080060': element('CS', 'MR') }, undefined],
  ])('%s', (_, change, type) => {
    const instance = read({ '00080016': element('UI', CT), '00080060': element('CS', 'CT'), ...change });
    const [frame] = instance.frames;
    expect(frame?.modalityLut.type).toBe(type);
    expect(frame && valueMeaning(instance, frame).of === 'attenuation').toBe(type === 'HU');
  });
});
