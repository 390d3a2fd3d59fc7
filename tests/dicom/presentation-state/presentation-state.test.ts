import { describe, expect, it } from 'vitest';
import { presentationFrom } from '../../../src/dicom/presentation-state/presentation-state';
import { anObject, element, GSPS, objectsAbsent, realObject, sequence } from '../../dicomweb/objects-wire';
import { INSTANCE, SERIES, STUDY, type Elements } from '../../dicomweb/wire';

const IMAGE = '1.2.3';
const sop = (uid: string, ...frames: number[]) => ({
  '00081150': element('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00081155': element('UI', uid),
  ...(frames.length > 0 && { '00081160': element('IS', ...frames) }),
});
const of = (uid = IMAGE) => ({ '00081140': sequence(sop(uid)) });
const read = (change: Elements = {}, sopClass = GSPS, bulk = new Map<string, Uint8Array>()) =>
  presentationFrom(
    anObject(sopClass, 'PR', {
      '00081115': sequence({ '0020000E': element('UI', SERIES), ...of() }),
      '00700080': element('CS', 'LUNG'),
      ...change,
    }),
    { source: 'Salford Royal', bulk },
  );
const here = { study: STUDY, series: SERIES, instance: IMAGE };

describe('a presentation state', () => {
  it('has its label, description, author, time and images', () => {
    expect(
      read({
        '00700081': element('LO', 'Lung window'),
        '00700082': element('DA', '20261118'),
        '00700083': element('TM', '1640'),
        '00700084': element('PN', { Alphabetic: 'Farrow-Hale^Imogen^^Dr' }),
      }),
    ).toEqual({
      id: INSTANCE,
      study: STUDY,
      label: 'LUNG',
      description: 'Lung window',
      creator: 'Dr Imogen Farrow-Hale',
      made: '2026-11-18T16:40:00',
      applies: [here],
      voi: [],
      rotation: 0,
      flipHorizontal: false,
      areas: [],
      shutters: [],
      annotations: [],
      notApplied: [],
      person: expect.objectContaining({ name: { family: 'Sample', given: ['Ada'] } }),
    });
  });

  it('is for a whole series where it names no image of it, and for frames where it does', () => {
    expect(read({ '00081115': sequence({ '0020000E': element('UI', SERIES) }) }).applies).toEqual([
      { study: STUDY, series: SERIES },
    ]);
    const frames = { '00081140': sequence(sop(IMAGE, 2, 3)) };
    expect(read({ '00081115': sequence({ '0020000E': element('UI', SERIES), ...frames }) }).applies).toEqual([
      { ...here, frames: [2, 3] },
    ]);
  });

  it('has windows for the images they name, with their function', () => {
    const window = { '00281050': element('DS', '-600'), '00281051': element('DS', '1500') };
    expect(
      read({
        '00283110': sequence({ ...window, ...of() }, { ...window, '00281056': element('CS', 'SIGMOID') }),
      }).voi,
    ).toEqual([
      { images: [here], window: { center: -600, width: 1500 }, function: 'LINEAR' },
      { images: [], window: { center: -600, width: 1500 }, function: 'SIGMOID' },
    ]);
  });

  it('has a modality rescale', () => {
    expect(read({ '00281052': element('DS', '-1024'), '00281053': element('DS', '1') }).modalityLut).toEqual({
      kind: 'rescale',
      slope: 1,
      intercept: -1024,
      type: undefined,
    });
  });

  it.each([
    ['00283000', {}, 'modality LUT'],
    ['00283110', {}, 'VOI LUT'],
    ['20500010', { '00283002': element('US', 2, 0, 8) }, 'presentation LUT'],
  ])('says of %s that it could not be read', (tag, broken, words) => {
    expect(read({ [tag]: sequence(broken) }).notApplied).toEqual([words]);
  });

  it.each([
    ['IDENTITY', { shape: 'IDENTITY' }],
    ['INVERSE', { shape: 'INVERSE' }],
    ['LIN OD', undefined],
  ])('has the presentation LUT shape %s', (shape, expected) => {
    expect(read({ '20500020': element('CS', shape) }).presentationLut).toEqual(expected);
  });

  it.each([
    [90, 'N', 90, false, []],
    [270, 'Y', 270, true, []],
    [undefined, undefined, 0, false, []],
    [45, 'Y', 0, true, ['rotation']],
    [-90, 'N', 0, false, ['rotation']],
  ])('turned %s, flipped %s is %i and %s', (degrees, flip, rotation, flipHorizontal, notApplied) => {
    const turned = { '00700042': element('US', degrees), '00700041': element('CS', flip) };
    expect(read(turned)).toMatchObject({ rotation, flipHorizontal, notApplied });
  });

  it('has displayed areas, with corners in order however they came', () => {
    const area = {
      '00700052': element('SL', 200, -10),
      '00700053': element('SL', 1, 512),
      '00700100': element('CS', 'MAGNIFY'),
      '00700101': element('DS', '0.5', '0.25'),
      '00700103': element('FL', 2.5),
      ...of(),
    };
    const fit = {
      '00700052': element('SL', '1\\1'),
      '00700053': element('SL', 8, 8),
      '00700102': element('IS', 1, 2),
    };
    expect(read({ '0070005A': sequence(area, fit, {}) }).areas).toEqual([
      {
        images: [here],
        topLeft: [1, -10],
        bottomRight: [200, 512],
        size: 'MAGNIFY',
        magnification: 2.5,
        spacing: [0.5, 0.25],
      },
      { images: [], topLeft: [1, 1], bottomRight: [8, 8], size: 'SCALE TO FIT', aspect: [1, 2] },
    ]);
  });

  it('has shutters of every shape, and names those that it cannot have', () => {
    const state = read({
      '00181600': element('CS', 'RECTANGULAR', 'CIRCULAR', 'POLYGONAL', 'BITMAP'),
      '00181602': element('IS', 10),
      '00181604': element('IS', 90),
      '00181606': element('IS', 20),
      '00181608': element('IS', 80),
      '00181610': element('IS', 50, 60),
      '00181612': element('IS', 30),
      '00181620': element('IS', 1, 2, 3, 4, 5, 6),
    });
    expect(state.shutters).toEqual([
      { shape: 'rectangle', left: 10, right: 90, top: 20, bottom: 80 },
      { shape: 'circle', center: [50, 60], radius: 30 },
      {
        shape: 'polygon',
        vertices: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    ]);
    expect(state.notApplied).toEqual(['bitmap shutter']);
    const hiding = {
      '00181600': element('CS', 'RECTANGULAR'),
      '00181602': element('IS', 90),
      '00181604': element('IS', 10),
    };
    expect(read(hiding)).toMatchObject({ shutters: [], notApplied: ['rectangular shutter'] });
  });

  const graphic = (type: string, data: unknown[], change: Elements = {}) => ({
    '00700005': element('CS', 'PIXEL'),
    '00700022': element('FL', ...data),
    '00700023': element('CS', type),
    ...change,
  });
  const annotated = (graphics: Elements[], texts: Elements[] = [], layer = 'A') => ({
    ...of(),
    '00700002': element('CS', layer),
    '00700009': sequence(...graphics),
    '00700008': sequence(...texts),
  });

  it('has graphics of every type on their layers, the lowest first', () => {
    const state = read({
      '00700060': sequence(
        { '00700002': element('CS', 'TOP'), '00700062': element('IS', 2) },
        { '00700002': element('CS', 'LOW'), '00700062': element('IS', 1) },
      ),
      '00700001': sequence(
        annotated(
          [graphic('POINT', [1, 2]), graphic('CIRCLE', [5, 5, 9, 5], { '00700024': element('CS', 'Y') })],
          [],
          'TOP',
        ),
        annotated(
          [
            graphic('POLYLINE', [1, 2, 3, 4]),
            graphic('INTERPOLATED', [1, 2, 3, 4, 5, 6], { '00700005': element('CS', 'DISPLAY') }),
            graphic('ELLIPSE', [0, 5, 10, 5, 5, 0, 5, 10]),
          ],
          [],
          'LOW',
        ),
      ),
    });
    expect(state.annotations.map(({ layer, units, shape }) => [layer, units, shape])).toEqual([
      [
        'LOW',
        'pixel',
        {
          kind: 'polyline',
          points: [
            [1, 2],
            [3, 4],
          ],
          filled: false,
        },
      ],
      [
        'LOW',
        'display',
        {
          kind: 'interpolated',
          points: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
          filled: false,
        },
      ],
      [
        'LOW',
        'pixel',
        {
          kind: 'ellipse',
          axes: [
            [0, 5],
            [10, 5],
            [5, 0],
            [5, 10],
          ],
          filled: false,
        },
      ],
      ['TOP', 'pixel', { kind: 'point', points: [[1, 2]], filled: false }],
      ['TOP', 'pixel', { kind: 'circle', center: [5, 5], onCircle: [9, 5], filled: true }],
    ]);
    expect(state.annotations.every(({ images }) => images[0]?.instance === IMAGE)).toBe(true);
  });

  /** CIELab under D50 of sRGB's corners, as PS3.3 C.10.7.1.1 encodes it: values of Lindbloom's calculator */
  const lab = (l: number, a: number, b: number) =>
    element('US', ...[l / 100, (a + 128) / 255, (b + 128) / 255].map((share) => Math.round(share * 65_535)));

  it.each([
    ['red', lab(54.2905, 80.8049, 69.891), [255, 0, 0]],
    ['green', lab(87.8185, -79.2711, 80.9946), [0, 255, 0]],
    ['blue', lab(29.5683, 68.2874, -112.0297), [0, 0, 255]],
    ['white', lab(100, 0, 0), [255, 255, 255]],
    ['black', lab(0, 0, 0), [0, 0, 0]],
    ['a grey of 119', lab(50, 0, 0), [119, 119, 119]],
  ])('has its layer’s colour: %s', (_, value, expected) => {
    const layer = { '00700002': element('CS', 'A'), '00700401': value, '00700066': element('US', 1) };
    const { annotations } = read({
      '00700060': sequence(layer),
      '00700001': sequence(annotated([graphic('POINT', [1, 2])])),
    });
    const colour = annotations[0]?.colour ?? [];
    for (const [at, channel] of colour.entries())
      expect(Math.abs(channel - (expected[at] ?? 0))).toBeLessThanOrEqual(1);
    expect(colour).toHaveLength(3);
  });

  it.each([
    ['its grey where it has no colour', { '00700066': element('US', 0x8080) }, [128, 128, 128]],
    ['the colour of older writers', { '00700067': element('US', 255, 128, 0) }, [255, 128, 0]],
    ['the same in 16 bits', { '00700067': element('US', 65_535, 32_896, 0) }, [255, 128, 0]],
    ['none where it recommends none', {}, undefined],
    ['none of half a colour', { '00700401': element('US', 1, 2) }, undefined],
  ])('has of its layer %s', (_, recommended, expected) => {
    const { annotations, notApplied } = read({
      '00700060': sequence({ '00700002': element('CS', 'A'), ...recommended }),
      '00700001': sequence(annotated([graphic('POINT', [1, 2])])),
    });
    expect(annotations[0]?.colour).toEqual(expected);
    expect(notApplied).toEqual([]);
  });

  it('has a text’s own colour before its layer’s, and says that fonts are left to the viewer', () => {
    const styled = {
      '00700004': element('CS', 'PIXEL'),
      '00700006': element('ST', 'x'),
      '00700014': element('FL', 1, 2),
      '00700231': sequence({ '00700241': lab(100, 0, 0) }),
    };
    const lined = graphic('POINT', [1, 2], { '00700232': sequence({ '00700251': lab(0, 0, 0) }) });
    const state = read({
      '00700060': sequence({ '00700002': element('CS', 'A'), '00700066': element('US', 0x8080) }),
      '00700001': sequence(annotated([lined], [styled])),
    });
    expect(state.annotations.map(({ colour }) => colour)).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    expect(state.notApplied).toEqual(['fonts and line styles']);
  });

  it('has what its spacing stands on', () => {
    const corners = { '00700052': element('SL', 1, 1), '00700053': element('SL', 9, 9) };
    const spacing = { '00700101': element('DS', 0.5, 0.25) };
    const said = { '00280A02': element('CS', 'FIDUCIAL'), '00280A04': element('LO', '25 mm marker ball') };
    const area = (item: Elements) => read({ '0070005A': sequence({ ...corners, ...item }) }).areas[0];
    expect(area({ ...spacing, ...said })).toMatchObject({
      spacing: [0.5, 0.25],
      calibration: { type: 'FIDUCIAL', description: '25 mm marker ball' },
    });
    expect(area(spacing)?.spacing).toEqual([0.5, 0.25]);
    expect(area(spacing)?.calibration).toBeUndefined();
    expect(area(said)?.calibration).toBeUndefined();
    const guess = { '00280A02': element('CS', 'GUESS'), '00280A04': element('LO', 'by eye') };
    expect(area({ ...spacing, ...guess })?.calibration).toEqual({ description: 'by eye' });
  });

  it('has the colour of its shutters, and none without a shutter', () => {
    const white = { '00181622': element('US', 65_535) };
    const shutter = {
      '00181600': element('CS', 'CIRCULAR'),
      '00181610': element('IS', 9, 9),
      '00181612': element('IS', 4),
    };
    const coloured = { '00181622': element('US', 1), '00181624': lab(100, 0, 0) };
    expect(read({ ...shutter, ...white }).shutterColour).toEqual([255, 255, 255]);
    expect(read({ ...shutter, ...coloured }).shutterColour).toEqual([255, 255, 255]);
    expect(read(shutter).shutterColour).toBeUndefined();
    expect(read(white).shutterColour).toBeUndefined();
  });

  it('has text in its box and at its anchor, each in its own units', () => {
    const boxed = {
      '00700003': element('CS', 'DISPLAY'),
      '00700004': element('CS', 'PIXEL'),
      '00700006': element('ST', 'Nodule\r\n8 mm'),
      '00700010': element('FL', 0.1, 0.1),
      '00700011': element('FL', 0.3, 0.2),
      '00700014': element('FL', 140, 250),
    };
    const anchored = {
      '00700004': element('CS', 'PIXEL'),
      '00700006': element('ST', 'x'),
      '00700014': element('FL', 1, 2),
    };
    expect(read({ '00700001': sequence(annotated([], [boxed, anchored])) }).annotations).toMatchObject([
      {
        units: 'display',
        shape: {
          kind: 'text',
          text: 'Nodule\n8 mm',
          box: [
            [0.1, 0.1],
            [0.3, 0.2],
          ],
          anchor: [140, 250],
          anchorUnits: 'pixel',
        },
      },
      { units: 'pixel', shape: { kind: 'text', text: 'x', anchor: [1, 2] } },
    ]);
  });

  it.each([
    ['LEFT', undefined],
    ['RIGHT', 'right'],
    ['CENTER', 'center'],
    ['JUSTIFY', undefined],
  ])(
    'has text that is justified %s within its box, and an anchor to which no line leads',
    (words, justified) => {
      const text = {
        '00700003': element('CS', 'PIXEL'),
        '00700004': element('CS', 'PIXEL'),
        '00700006': element('ST', 'x'),
        '00700010': element('FL', 1, 1),
        '00700011': element('FL', 3, 2),
        '00700012': element('CS', words),
        '00700014': element('FL', 9, 9),
        '00700015': element('CS', 'N'),
      };
      const [found] = read({ '00700001': sequence(annotated([], [text])) }).annotations;
      expect(found?.shape).toMatchObject({ isAnchorHidden: true });
      expect(found?.shape.kind === 'text' && found.shape.justified).toBe(justified);
    },
  );

  it('draws a compound graphic by the simple ones that stand for it', () => {
    const id = { '00700226': element('UL', 3) };
    const item = { ...annotated([graphic('POINT', [1, 2], id)]), '00700209': sequence(id) };
    const state = read({ '00700001': sequence(item) });
    expect([state.annotations.length, state.notApplied]).toEqual([1, []]);
  });

  it('subtracts by masks of its own, and not where it says that they are not wanted', () => {
    const masks = {
      '00286100': sequence({
        '00286101': element('CS', 'AVG_SUB'),
        '00286110': element('US', 3),
        '00286114': element('FL', 0.5, -1),
      }),
    };
    const expected = [{ kind: 'AVG_SUB', masks: [3], offset: 1, averaged: 1, shift: [0.5, -1] }];
    for (const sopClass of [GSPS, '1.2.840.10008.5.1.4.1.1.11.5'])
      expect(read({ ...masks, '00281090': element('CS', 'SUB') }, sopClass).masks).toEqual(expected);
    expect(read(masks).masks).toEqual(expected);
    expect(read({ ...masks, '00281090': element('CS', 'NAT') })).toMatchObject({ notApplied: [] });
    expect(read({ ...masks, '00281090': element('CS', 'NAT') }).masks).toBeUndefined();
  });

  it('has points that the metadata kept outside as bytes', () => {
    const bytes = new Uint8Array(new Float32Array([1.5, 2.5, 3, 4]).buffer);
    const outside = graphic('POLYLINE', [], { '00700022': { vr: 'FL', BulkDataURI: 'b' } });
    const state = read({ '00700001': sequence(annotated([outside])) }, GSPS, new Map([['b', bytes]]));
    expect(state.annotations).toMatchObject([
      {
        shape: {
          points: [
            [1.5, 2.5],
            [3, 4],
          ],
        },
      },
    ]);
  });

  it.each([
    ['a graphic of half a point', [graphic('POLYLINE', [1, 2, 3])], []],
    ['a graphic with something that is no number', [graphic('POLYLINE', [1, 2, 'x', 4])], []],
    ['a circle without its edge', [graphic('CIRCLE', [1, 2])], []],
    ['a type that is not known', [graphic('SPLINE', [1, 2, 3, 4])], []],
    ['units of a slide', [graphic('POINT', [1, 2], { '00700005': element('CS', 'MATRIX') })], []],
    ['a text that is nowhere', [], [{ '00700006': element('ST', 'Nodule') }]],
  ])('says that it leaves out %s', (_, graphics, texts) => {
    const state = read({ '00700001': sequence(annotated(graphics, texts)) });
    expect(state.annotations).toEqual([]);
    expect(state.notApplied).toEqual([expect.stringMatching(/^a (graphic|text) that cannot be placed$/)]);
  });

  it.each([
    [{ '0070005A': sequence({ '00700100': element('CS', 'SCALE TO FIT') }) }, 'displayed area'],
    [{ '00181600': element('CS', 'BITMAP') }, 'bitmap shutter'],
    [{ '00286100': sequence({}) }, 'mask subtraction'],
    [{ '00281090': element('CS', 'SUB') }, 'mask subtraction'],
    [{ '00289501': sequence({}) }, 'mask shifts'],
    [
      { '00700001': sequence({ ...annotated([graphic('POINT', [1, 2])]), '00700209': sequence({}) }) },
      'compound graphics',
    ],
    [{ '00281201': element('OW') }, 'colour palette'],
    [{ '00282000': { vr: 'OB', InlineBinary: '' } }, 'colour profile'],
    [{ '60003000': { vr: 'OB', InlineBinary: '' } }, 'overlays'],
    [{ '60021001': element('CS', 'LAYER1') }, 'overlays'],
    [{ '00700001': sequence({ '00700209': sequence({}) }) }, 'compound graphics'],
  ])('says of %j that it is not applied', (change, words) => {
    expect(read(change).notApplied).toEqual([words]);
  });

  it.each(['1.2.840.10008.5.1.4.1.1.11.4', '1.2.840.10008.5.1.4.1.1.11.6', '1.2.840.10008.5.1.4.1.1.2'])(
    'of the kind %s is refused in words',
    (sopClass) => expect(() => read({}, sopClass)).toThrow('of a kind that is not read'),
  );

  it('is read in colour, too', () => {
    expect(read({}, '1.2.840.10008.5.1.4.1.1.11.2').label).toBe('LUNG');
  });
});

describe.skipIf(objectsAbsent())('a real presentation state', () => {
  it('has its three scrambled tables, and the image that they are for', () => {
    const { dataset, bulk } = realObject('pr-ko/prLUTs.dcm');
    const state = presentationFrom(dataset, { source: 'Salford Royal', bulk });
    expect(state).toMatchObject({
      id: '1.2.276.0.7230010.3.200.6.0.3',
      label: 'XLUT_P03',
      description: 'scrambled modality lut / voi lut / presentation lut',
      creator: 'Joerg Riesmeier',
      made: '2000-07-04T12:00:00',
      applies: [
        {
          study: '1.2.276.0.7230010.3.200.6',
          series: '1.2.276.0.7230010.3.200.6.3',
          instance: '1.2.276.0.7230010.3.200.6.3.1',
        },
      ],
      areas: [{ topLeft: [1, 1], bottomRight: [512, 512], size: 'SCALE TO FIT', aspect: [1, 1] }],
      modalityLut: {
        kind: 'lut',
        lut: { firstMapped: 0, bits: 8, explanation: 'scrambled modality lut' },
        type: 'US',
      },
      voi: [{ images: [], lut: { bits: 8, explanation: 'scrambled voi lut' } }],
      presentationLut: { lut: { bits: 8, explanation: 'scrambled presentation lut' } },
      notApplied: [],
    });
    const first = (values: ArrayLike<number> | undefined) => Array.from(values ?? []).slice(0, 6);
    expect(state.modalityLut?.kind === 'lut' && first(state.modalityLut.lut.values)).toEqual([
      0, 147, 83, 174, 57, 222,
    ]);
    expect(first(state.voi[0]?.lut?.values)).toEqual([0, 233, 103, 3, 246, 166]);
    const shown = state.presentationLut;
    expect(shown && 'lut' in shown && first(shown.lut.values)).toEqual([8, 141, 171, 173, 137, 39]);
    expect(state.voi[0]?.lut?.values).toHaveLength(256);
  });
});
