import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../src/domain/measure/calibration';
import type { Figure, Point } from '../../../src/domain/measure/figure';
import { measure, measureInMotion, type Measurable, type Outcome } from '../../../src/domain/measure/measure';
import { noteWords, quantityWords, refusalWords } from '../../../src/texts/en/measured';
import type { PixelValues } from '../../../src/domain/measure/statistics';
import { UNITS } from '../../../src/domain/measure/unit';
import type { UltrasoundRegion } from '../../../src/domain/study/ultrasound-region';
import { aRegion } from './regions';

const slice = (rows: number, columns = rows): Calibration => ({
  kind: 'millimetres',
  spacing: [rows, columns],
  basis: { kind: 'patient' },
});
const PIXELS: Calibration = { kind: 'pixels', aspect: [1, 1] };
const inRegions = (...regions: UltrasoundRegion[]): Calibration => ({
  kind: 'regions',
  regions,
  aspect: [1, 1],
});
const line = (from: Point, to: Point): Figure => ({ kind: 'length', points: [from, to] });
const said = (outcome: Outcome) =>
  outcome.kind === 'measured'
    ? outcome.quantities.map(quantityWords)
    : [outcome.kind === 'refused' ? `refused: ${refusalWords(outcome.why)}` : outcome.kind];
const notes = (outcome: Outcome) => (outcome.kind === 'measured' ? outcome.notes.map(noteWords) : []);

/** 10 × 10 stored values, 0 to 99 row by row, as HU − 50. */
const values = (parts: Partial<PixelValues> = {}): PixelValues => ({
  rows: 10,
  columns: 10,
  stored: Array.from({ length: 100 }, (_, at) => at),
  modality: (stored) => stored - 50,
  meaning: {
    of: 'attenuation',
    unit: UNITS.hounsfield,
    factor: 1,
    step: 1,
    basis: { kind: 'scanner' },
  },
  ...parts,
});

describe('a length', () => {
  it.each([
    ['3-4-5 in square pixels of 2 mm', slice(2), line([1, 1], [4, 5]), 'Length 10 mm, in the patient'],
    // 30 columns of 0.5 mm and 40 rows of 1 mm: √(15² + 40²) = 42.720 mm; half a pixel is 0.5 mm
    ['in oblong pixels', slice(1, 0.5), line([0, 0], [30, 40]), 'Length 42.7 mm, in the patient'],
    // 100 × 0.143 = 14.3 mm; half a pixel is 0.0715 mm, so hundredths mean something
    ['in fine pixels', slice(0.143), line([0, 0], [100, 0]), 'Length 14.30 mm, in the patient'],
    ['in coarse pixels', slice(4.07), line([0, 0], [10, 0]), 'Length 41 mm, in the patient'],
    ['without a size', PIXELS, line([0, 0], [3, 4]), 'Length 5.0 pixels, size not said'],
    [
      'in pixels that are twice as tall as wide',
      { kind: 'pixels', aspect: [2, 1] } satisfies Calibration,
      line([0, 0], [3, 2]),
      'Length 5 pixels, size not said; counted by the shorter side of a pixel',
    ],
    [
      'where two statements contradict each other',
      { kind: 'pixels', aspect: [1, 1], contradiction: 'regions-and-spacing' } satisfies Calibration,
      line([0, 0], [3, 4]),
      'Length 5.0 pixels, no mm: the ultrasound regions and the pixel spacing differ',
    ],
  ])('is said with its basis: %s', (_, calibration, figure, words) => {
    expect(said(measure(figure, { calibration }))).toEqual([words]);
  });

  it('is refused where its ends are one point or no number', () => {
    expect(measure(line([1, 1], [1, 1]), { calibration: PIXELS }).kind).toBe('refused');
    expect(measure(line([1, 1], [Number.NaN, 1]), { calibration: PIXELS }).kind).toBe('refused');
  });
});

describe('digits', () => {
  const said1 = (figure: Figure, calibration: Calibration, coarseness: number) =>
    said(measure(figure, { calibration, coarseness }))[0];

  it.each([
    // Pixels of 0.143 mm, 5.5 of them under a pixel of the screen: half of that is 0.39 mm
    ['tenths', 5.5, 'Length 14.3 mm, in the patient'],
    ['whole millimetres', 20, 'Length 14 mm, in the patient'],
    // Enlarged, the picture's own pixels are the limit
    ['hundredths', 0.2, 'Length 14.30 mm, in the patient'],
  ])('claim no more than a hand can point at on the screen: %s', (_, coarseness, words) => {
    expect(said1(line([0, 0], [100, 0]), slice(0.143), coarseness)).toBe(words);
  });

  it('change no number, only how it is written', () => {
    const figure = line([0, 0], [100, 0]);
    const numbers = [1, 20].map((coarseness) => measure(figure, { calibration: slice(0.143), coarseness }));
    expect(numbers.map((one) => one.kind === 'measured' && one.quantities[0]?.value)).toEqual([
      100 * 0.143,
      100 * 0.143,
    ]);
  });
});

describe('an angle', () => {
  it.each<[string, Calibration, readonly [Point, Point, Point], string]>([
    [
      'a right one',
      slice(1),
      [
        [100, 0],
        [0, 0],
        [0, 100],
      ],
      'Angle 90.0°, in the plane of the picture',
    ],
    // tan⁻¹(100 / 50) in mm, where the picture shows 45°
    [
      'in oblong pixels',
      slice(1, 0.5),
      [
        [100, 0],
        [0, 0],
        [100, 100],
      ],
      'Angle 63.4°, in the plane of the picture',
    ],
    [
      'straight',
      slice(1),
      [
        [-100, 0],
        [0, 0],
        [100, 0],
      ],
      'Angle 180.0°, in the plane of the picture',
    ],
    [
      'of short arms, without tenths',
      slice(1),
      [
        [5, 0],
        [0, 0],
        [0, 5],
      ],
      'Angle 90°, in the plane of the picture',
    ],
    [
      'in pixels of unknown shape',
      PIXELS,
      [
        [100, 0],
        [0, 0],
        [100, 100],
      ],
      'Angle 45.0°, in the plane of the picture; shape of the pixels as stored: size not said',
    ],
  ])('is measured as it is in mm: %s', (_, calibration, points, words) => {
    expect(said(measure({ kind: 'angle', points }, { calibration }))).toEqual([words]);
  });

  it('is refused where an arm has no length', () => {
    const points = [
      [0, 0],
      [0, 0],
      [1, 1],
    ] as const;
    expect(measure({ kind: 'angle', points }, { calibration: slice(1) }).kind).toBe('refused');
  });
});

describe('a Cobb angle', () => {
  it.each<[string, readonly [Point, Point, Point, Point], string]>([
    // Slopes of tan⁻¹ 0.3 = 16.699° and −tan⁻¹ 0.2 = −11.310°: 28.009° between them
    [
      'between two end plates',
      [
        [0, 0],
        [200, 60],
        [0, 400],
        [200, 360],
      ],
      '28.0°',
    ],
    [
      'whichever way each line was drawn',
      [
        [200, 60],
        [0, 0],
        [0, 400],
        [200, 360],
      ],
      '28.0°',
    ],
    [
      'of parallel lines',
      [
        [0, 0],
        [200, 0],
        [200, 100],
        [0, 100],
      ],
      '0.0°',
    ],
  ])('is the acute one %s', (_, points, words) => {
    expect(said(measure({ kind: 'cobb', points }, { calibration: slice(1) }))).toEqual([
      `Cobb angle ${words}, in the plane of the picture`,
    ]);
  });
});

describe('a region', () => {
  it('has its area in mm² and the statistics of the pixels whose centre is inside', () => {
    // 4 × 2 pixels of 0.5 mm: columns 2 to 5 of rows 3 and 4, stored 32…35 and 42…45
    const points = [
      [2, 3],
      [6, 3],
      [6, 5],
      [2, 5],
    ] as const;
    const outcome = measure({ kind: 'freehand', points }, { calibration: slice(0.5), values: values() });
    // Mean 38.5 − 50; squares: 25 between the rows, 1.25 within: √26.25 = 5.123
    expect(said(outcome)).toEqual([
      'Area 2 mm², in the patient',
      'Mean −11.5 HU, as the scanner gives it',
      'SD 5.1 HU, as the scanner gives it',
      'Minimum −18 HU, as the scanner gives it',
      'Maximum −5 HU, as the scanner gives it',
    ]);
    expect(notes(outcome)).toEqual(['8 pixels whose centre is inside']);
  });

  it('counts a pixel by its centre: at the edge it belongs to it, a hair outside it does not', () => {
    const outline = (right: number): Figure => ({
      kind: 'freehand',
      points: [
        [0, 0],
        [right, 0],
        [right, 1],
        [0, 1],
      ],
    });
    const count = (right: number) => {
      const outcome = measure(outline(right), { calibration: slice(1), values: values() });
      return notes(outcome)[0];
    };
    expect(count(1.5)).toBe('2 pixels whose centre is inside');
    expect(count(1.49)).toBe('1 pixel whose centre is inside');
  });

  it('leaves padding out, and says so', () => {
    const padded = values({
      stored: [...Array.from({ length: 50 }, () => -2000), ...new Array(50).fill(60)],
      padding: { from: -2000, to: -2000 },
    });
    const outcome = measure(
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 10],
        ],
      },
      { calibration: slice(1), values: padded },
    );
    expect(said(outcome)).toContain('Mean 10.0 HU, as the scanner gives it');
    expect(notes(outcome)).toEqual([
      '40 pixels whose centre is inside',
      '40 left out: nothing was measured there (padding)',
    ]);
  });

  it.each([
    // π · 3 · 2 pixels² of 1 × 0.5 mm
    [
      'of an ellipse in oblong pixels',
      slice(1, 0.5),
      [
        [1, 1],
        [7, 5],
      ] as const,
      'Area 9 mm², in the patient',
    ],
    // π · 50² · 0.01 mm² = 78.54; ± half a pixel along 31.4 mm is 1.6 mm²
    [
      'of a circle in fine pixels',
      slice(0.1),
      [
        [0, 0],
        [100, 100],
      ] as const,
      'Area 79 mm², in the patient',
    ],
  ])('has the area %s', (_, calibration, points, words) => {
    expect(said(measure({ kind: 'ellipse', points }, { calibration }))).toEqual([words]);
  });

  it('is the same whichever corner was drawn first', () => {
    const there = measure(
      {
        kind: 'ellipse',
        points: [
          [1, 2],
          [8, 7],
        ],
      },
      { calibration: slice(1), values: values() },
    );
    const back = measure(
      {
        kind: 'ellipse',
        points: [
          [8, 7],
          [1, 2],
        ],
      },
      { calibration: slice(1), values: values() },
    );
    expect(back).toEqual(there);
  });

  it('says that it reaches beyond the picture, and counts only what is in it', () => {
    const outcome = measure(
      {
        kind: 'ellipse',
        points: [
          [-10, -10],
          [30, 30],
        ],
      },
      { calibration: slice(1), values: values() },
    );
    expect(notes(outcome)).toEqual(['100 pixels whose centre is inside', 'It reaches beyond the picture']);
    expect(said(outcome)).toContain('Mean −0.5 HU, as the scanner gives it');
  });

  it('has an area alone where there are no values, and says why', () => {
    const outcome = measure(
      {
        kind: 'ellipse',
        points: [
          [0, 0],
          [10, 10],
        ],
      },
      { calibration: slice(1) },
    );
    expect(outcome).toMatchObject({
      quantities: [{ name: 'Area' }],
      notes: [{ kind: 'no-values' }],
    });
  });

  it('of no pixel’s centre has an area, and no statistics', () => {
    const points = [
      [2.6, 2.6],
      [2.9, 2.6],
      [2.9, 2.9],
    ] as const;
    const outcome = measure({ kind: 'freehand', points }, { calibration: slice(1), values: values() });
    expect(outcome).toMatchObject({
      quantities: [{ name: 'Area' }],
      notes: [{ kind: 'no-pixel-inside' }],
    });
  });

  it.each<[string, Figure]>([
    [
      'crosses itself',
      {
        kind: 'freehand',
        points: [
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ],
      },
    ],
    [
      'is flat',
      {
        kind: 'ellipse',
        points: [
          [0, 3],
          [9, 3],
        ],
      },
    ],
    [
      'is a line',
      {
        kind: 'freehand',
        points: [
          [0, 0],
          [4, 4],
          [8, 8],
        ],
      },
    ],
  ])('is refused where it %s', (_, figure) => {
    expect(measure(figure, { calibration: slice(1), values: values() }).kind).toBe('refused');
  });
});

describe('a point', () => {
  const probe = (at: Point, given: PixelValues | undefined = values(), calibration: Calibration = slice(1)) =>
    said(measure({ kind: 'point', points: [at] }, { calibration, values: given }));

  it('has the value of the pixel it is in', () => {
    expect(probe([2, 3])).toEqual(['Value −18 HU, as the scanner gives it']);
    expect(probe([2.99, 3.99])).toEqual(['Value −18 HU, as the scanner gives it']);
  });

  it('has no value outside of the picture, on padding, or in colour', () => {
    expect(probe([-0.1, 3])).toEqual(['refused: it lies outside of the picture']);
    expect(probe([10, 3])).toEqual(['refused: it lies outside of the picture']);
    expect(probe([2, 3], values({ padding: { from: 30, to: 40 } }))).toEqual([
      'refused: nothing was measured here (padding)',
    ]);
    expect(said(measure({ kind: 'point', points: [[1, 1]] }, { calibration: slice(1) }))[0]).toMatch(
      /colour/,
    );
  });
});

describe('in ultrasound', () => {
  const doppler = aRegion({
    left: 0,
    right: 199,
    top: 100,
    bottom: 199,
    format: 3,
    across: { unit: 's', perPixel: 0.004, reference: { pixel: 0, value: 0 } },
    down: { unit: 'cm/s', perPixel: -1.5, reference: { pixel: 60, value: 0 } },
  });
  const ecg = aRegion({
    left: 0,
    right: 199,
    top: 200,
    bottom: 249,
    format: 4,
    across: { unit: 's', perPixel: 0.005 },
    down: { perPixel: 0 },
  });
  const both = inRegions(aRegion(), doppler, ecg);
  const measured = (calibration: Calibration, from: Point, to: Point) =>
    said(measure(line(from, to), { calibration }));

  it('a length is that of its region, in mm', () => {
    expect(measured(both, [10, 10], [70, 90])).toEqual(['Length 50.0 mm, by the ultrasound region']);
  });

  it('a line in a Doppler trace has a time and a velocity, and no length', () => {
    expect(measured(both, [50, 110], [100, 150])).toEqual([
      'Time 0.200 s, by the ultrasound region',
      'Velocity 60.0 cm/s, by the ultrasound region',
    ]);
  });

  it('an ECG has a time, and nothing for its height', () => {
    expect(measured(both, [0, 210], [160, 240])).toEqual(['Time 0.800 s, by the ultrasound region']);
  });

  it('a region that says nothing of either axis measures nothing', () => {
    const mute = inRegions(aRegion({ across: { perPixel: 0.05 }, down: { unit: 'cm', perPixel: 0 } }));
    expect(measured(mute, [10, 10], [70, 90])[0]).toContain(
      'refused: this ultrasound region does not say how it is measured',
    );
  });

  it('an area or angle needs lengths on both axes', () => {
    const points = [
      [10, 110],
      [50, 110],
      [50, 150],
    ] as const;
    for (const kind of ['freehand', 'angle'] as const)
      expect(said(measure({ kind, points }, { calibration: both }))).toEqual([
        'refused: this ultrasound region has no lengths on both of its axes',
      ]);
  });

  it('a point in a Doppler trace has the velocity there, up being towards the probe', () => {
    // Row 30 of the region: 30 rows above the base line at row 60
    const at = measure({ kind: 'point', points: [[100.5, 130.5]] }, { calibration: both });
    expect(said(at)).toEqual([
      'Time 0.400 s, by the ultrasound region',
      'Velocity 45.0 cm/s, by the ultrasound region',
    ]);
  });

  it.each<[string, Calibration, Point, Point, string]>([
    ['from one region into another', both, [10, 10], [10, 150], 'lies in two ultrasound regions'],
    ['out of all regions', inRegions(aRegion()), [10, 10], [150, 10], 'reaches out'],
    [
      'from one picture of a pair to the other',
      inRegions(aRegion(), aRegion({ left: 100, right: 199 })),
      [10, 10],
      [150, 10],
      'goes from one ultrasound region to another',
    ],
  ])('a length %s is refused, with the reason', (_, calibration, from, to, why) => {
    expect(measured(calibration, from, to)[0]).toContain(`refused: it ${why}`);
  });

  const coarse = { unit: 'cm', perPixel: 0.1 } as const;
  const next = (left: number) =>
    inRegions(aRegion(), aRegion({ left, right: left + 99, across: coarse, down: coarse }));
  const behind = inRegions(
    aRegion({ left: 20, top: 20, right: 79, bottom: 79, across: coarse, down: coarse }),
    aRegion({ isLowPriority: true }),
  );

  it.each<[string, Calibration, Point, Point, string]>([
    ['from the left up to the edge', next(100), [80, 10], [100, 10], 'Length 10.0 mm'],
    ['from the right up to the edge', next(100), [120, 10], [100, 10], 'Length 20.0 mm'],
    ['from the left into a column of both', next(99), [80, 10], [99.5, 10], 'Length 9.8 mm'],
    ['from the right into a column of both', next(99), [119.5, 10], [99.5, 10], 'Length 20.0 mm'],
    ['from edge to edge of one', next(100), [0, 10], [100, 10], 'Length 50.0 mm'],
    ['along the edge', next(100), [100, 10], [100, 30], 'refused: it lies in two ultrasound regions'],
    ['over the edge', next(100), [98, 10], [102, 10], 'refused: it lies in two ultrasound regions'],
    ['into a wide overlap', next(90), [50, 10], [95, 10], 'refused: it lies in two ultrasound regions'],
    ['from outside of an inset up to its edge', behind, [10, 50], [20, 50], 'Length 5.0 mm'],
    ['from inside of an inset up to its edge', behind, [50, 50], [20, 50], 'Length 30.0 mm'],
    ['from edge to edge of an inset', behind, [20, 50], [80, 50], 'Length 60.0 mm'],
  ])('a length %s of regions of two scales', (_, calibration, from, to, words) => {
    expect(measured(calibration, from, to)[0]).toContain(words);
  });

  it('a length outside of all regions is in pixels', () => {
    expect(measured(inRegions(aRegion()), [150, 10], [150, 20])).toEqual([
      'Length 10.0 pixels, outside of the calibrated part of the ultrasound picture',
    ]);
  });

  it('a colour box that is measured as the tissue around it is no border', () => {
    const box = aRegion({ left: 40, top: 40, right: 60, bottom: 60, format: 1 });
    const tissue = aRegion({ isLowPriority: true });
    expect(measured(inRegions(tissue, box), [50, 50], [50, 90])).toEqual([
      'Length 20.0 mm, by the ultrasound region',
    ]);
  });

  it('an inset of another scale holds where it lies on the picture', () => {
    const inset = aRegion({
      left: 60,
      top: 60,
      across: { unit: 'cm', perPixel: 0.1 },
      down: { unit: 'cm', perPixel: 0.1 },
    });
    const calibration = inRegions(aRegion({ isLowPriority: true }), inset);
    expect(measured(calibration, [65, 65], [65, 85])).toEqual(['Length 20.0 mm, by the ultrasound region']);
    expect(measured(calibration, [10, 10], [10, 30])).toEqual(['Length 10.0 mm, by the ultrasound region']);
    expect(measured(calibration, [10, 10], [65, 65])[0]).toContain('refused');
  });

  it('a region of the whole screen without units does not hide the one with them', () => {
    const screen = aRegion({
      right: 399,
      bottom: 399,
      format: 0,
      across: { perPixel: 1 },
      down: { perPixel: 1 },
    });
    expect(measured(inRegions(screen, aRegion()), [10, 10], [10, 30])).toEqual([
      'Length 10.0 mm, by the ultrasound region',
    ]);
  });

  it('mirrored axes have lengths as others do', () => {
    const mirrored = aRegion({ across: { unit: 'cm', perPixel: -0.05 } });
    expect(measured(inRegions(mirrored), [10, 10], [30, 10])).toEqual([
      'Length 10.0 mm, by the ultrasound region',
    ]);
  });
});

it('the values of a large region are computed only when the hand rests', () => {
  let read = 0;
  const modality = (stored: number) => {
    read += 1;
    return stored;
  };
  const meaning = {
    of: 'other',
    unit: { symbol: '', ucum: '1', meaning: '' },
    factor: 1,
    step: 1,
    basis: { kind: 'scanner' },
  } as const;
  const picture: Measurable = {
    calibration: { kind: 'millimetres', spacing: [0.5, 0.5], basis: { kind: 'patient' } },
    values: { rows: 1000, columns: 1000, stored: new Uint8Array(1e6), modality, meaning },
  };
  const large: Figure = {
    kind: 'ellipse',
    points: [
      [0, 0],
      [900, 900],
    ],
  };
  expect(measureInMotion(large, picture)).toMatchObject({ quantities: [{ name: 'Area' }] });
  expect(read).toBe(0);
  expect(measure(large, picture)).toMatchObject({ quantities: [{}, { name: 'Mean' }, {}, {}, {}] });
});
