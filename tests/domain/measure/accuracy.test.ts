import { describe, expect, it } from 'vitest';
import { airGrid } from '../../../sandbox/imaging/phantoms/grid';
import { ctIntercept, ctSlicer } from '../../../sandbox/imaging/phantoms/ct-slices';
import { boxAround, fillEllipsoid } from '../../../sandbox/imaging/phantoms/shapes';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { calibrationOf } from '../../../src/domain/measure/calibration';
import type { Figure, Point } from '../../../src/domain/measure/figure';
import { measure } from '../../../src/domain/measure/measure';
import type { QuantityName } from '../../../src/domain/measure/quantity';
import type { PixelValues } from '../../../src/domain/measure/statistics';
import { valueMeaning } from '../../../src/domain/measure/value-meaning';
import { attributesOf } from '../../../src/domain/study/study';
import { modalityOf } from '../../../src/rendering/paint/grey';
import { archiveId } from '../../../src/domain/ids';
import { anInstanceAnswer, INSTANCE } from '../../dicomweb/wire';

/** An ellipsoid of known size in air, scanned by the demonstration's own scanner. mm and HU. */
const PHANTOM = { centre: { x: 6.3, y: -4.1, z: 0 }, radii: [30, 18, 25], hu: 60 } as const;
const SIZE = 256;
const SPACING = 0.7;
const AIR = -1000;

function scan(noise: number) {
  const { centre, radii, hu } = PHANTOM;
  const grid = airGrid(boxAround({ x: 0, y: 0, z: 0 }, 80, 80, 40), [0.5, 0.5, 0.5]);
  fillEllipsoid(grid, centre, radii, { hu });
  const { samples } = ctSlicer(grid, {
    size: SIZE,
    pixelSpacing: SPACING,
    centre: { x: 0, y: 0 },
    contrast: 0,
    noise,
    seed: 'measuring',
  })(0);
  const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
  const instance = instanceFrom(
    anInstanceAnswer(INSTANCE, {
      '00080008': element('CS', 'ORIGINAL', 'PRIMARY', 'AXIAL'),
      '00200032': element('DS', -89.25, -89.25, 0),
      '00200037': element('DS', 1, 0, 0, 0, 1, 0),
      '00280010': element('US', SIZE),
      '00280011': element('US', SIZE),
      '00280030': element('DS', SPACING, SPACING),
      '00281052': element('DS', ctIntercept),
      '00281053': element('DS', 1),
      '00281054': element('LO', 'HU'),
    }),
    { archive: archiveId('salford'), bulk: new Map() },
  );
  const attributes = attributesOf({ instance, number: 1 });
  if (!attributes) throw new Error('the scan has no frame');
  const values: PixelValues = {
    rows: SIZE,
    columns: SIZE,
    stored: samples,
    modality: modalityOf(attributes.modalityLut),
    meaning: valueMeaning(instance, attributes),
  };
  return { values, calibration: calibrationOf({ pixelSize: attributes.pixelSize }) };
}

/** Picture coordinates of a place in the patient: 0 is the outer edge of the first pixel. */
const at = (x: number, y: number): Point => [x / SPACING + SIZE / 2, y / SPACING + SIZE / 2];

/**
 * Where a profile from the middle outwards falls to half: what a careful hand points at.
 */
function edge({ values }: ReturnType<typeof scan>, turn: number): Point {
  const { centre, hu } = PHANTOM;
  const half = (hu + AIR) / 2;
  const value = (distance: number) => {
    const [x, y] = at(centre.x + distance * Math.cos(turn), centre.y + distance * Math.sin(turn));
    const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [u, v] = [x - 0.5 - column, y - 0.5 - row];
    const pixel = (dx: number, dy: number) =>
      values.modality(values.stored[(row + dy) * SIZE + column + dx] ?? Number.NaN);
    return (
      (pixel(0, 0) * (1 - u) + pixel(1, 0) * u) * (1 - v) + (pixel(0, 1) * (1 - u) + pixel(1, 1) * u) * v
    );
  };
  let distance = 5;
  while (value(distance) > half) distance += 0.01;
  return at(centre.x + distance * Math.cos(turn), centre.y + distance * Math.sin(turn));
}

function numberOf(figure: Figure, picture: ReturnType<typeof scan>, name: QuantityName): number {
  const outcome = measure(figure, picture);
  if (outcome.kind !== 'measured') throw new Error(outcome.kind);
  return outcome.quantities.find((quantity) => quantity.name === name)?.value ?? Number.NaN;
}

describe.each([0, 11])('on a phantom of known size, with noise of %d HU', (noise) => {
  const picture = scan(noise);
  const outline = Array.from({ length: 180 }, (_, step) => edge(picture, (step / 180) * 2 * Math.PI));

  it.each([
    ['across', 0, 60],
    ['down', Math.PI / 2, 36],
    // Through the middle at 30°: 2 ÷ √(cos² ÷ 30² + sin² ÷ 18²)
    ['oblique', Math.PI / 6, 2 / Math.hypot(Math.cos(Math.PI / 6) / 30, Math.sin(Math.PI / 6) / 18)],
  ])('a length %s is right to half a pixel', (_, turn, expected) => {
    const points = [edge(picture, turn), edge(picture, turn + Math.PI)] as const;
    const error = Math.abs(numberOf({ kind: 'length', points }, picture, 'Length') - expected);
    expect(error).toBeLessThanOrEqual(Math.max(SPACING / 2, expected * 0.005));
  });

  it('an angle is right to half a degree', () => {
    const { centre } = PHANTOM;
    const points = [edge(picture, 0), at(centre.x, centre.y), edge(picture, Math.PI / 3)] as const;
    expect(Math.abs(numberOf({ kind: 'angle', points }, picture, 'Angle') - 60)).toBeLessThanOrEqual(0.5);
  });

  it('the area of its outline is right to half a percent', () => {
    const expected = Math.PI * 30 * 18;
    const area = numberOf({ kind: 'freehand', points: outline }, picture, 'Area');
    expect(Math.abs(area / expected - 1)).toBeLessThanOrEqual(0.005);
  });

  it('the area of an ellipse on its edges is right to half a percent', () => {
    const { centre, radii } = PHANTOM;
    const corners = [
      at(centre.x - radii[0], centre.y - radii[1]),
      at(centre.x + radii[0], centre.y + radii[1]),
    ] as const;
    const area = numberOf({ kind: 'ellipse', points: corners }, picture, 'Area');
    expect(Math.abs(area / (Math.PI * 30 * 18) - 1)).toBeLessThanOrEqual(0.005);
  });

  it('the pixels counted inside are its area to one percent, and their mean is its HU', () => {
    const { centre, hu } = PHANTOM;
    const inner = [at(centre.x - 24, centre.y - 12), at(centre.x + 24, centre.y + 12)] as const;
    const outcome = measure({ kind: 'ellipse', points: inner }, picture);
    const [note] = outcome.kind === 'measured' ? outcome.notes : [];
    const count = note?.kind === 'inside' ? note.count : NaN;
    expect(Math.abs((count * SPACING ** 2) / (Math.PI * 24 * 12) - 1)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(numberOf({ kind: 'ellipse', points: inner }, picture, 'Mean') - hu)).toBeLessThanOrEqual(
      1,
    );
    const deviation = numberOf({ kind: 'ellipse', points: inner }, picture, 'SD');
    expect(Math.abs(deviation - noise)).toBeLessThanOrEqual(noise === 0 ? 0.5 : noise * 0.1);
  });
});
