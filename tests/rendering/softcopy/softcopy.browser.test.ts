import { afterEach, describe, expect, it, vi } from 'vitest';
import { instanceUid } from '../../../src/domain/ids';
import type { RenderingEvent } from '../../../src/domain/ports/rendering-event';
import { asStored, type Presentation } from '../../../src/domain/presentation/view-state';
import type {
  Annotation,
  Point,
  SoftcopyPresentation,
} from '../../../src/domain/presentation/presentation-state';
import { renderingEngine } from '../../../src/rendering/engine';
import { greyScale } from '../../../src/rendering/paint/grey';
import { softcopyAttributes } from '../../../src/rendering/softcopy/grey-attributes';
import { at } from '../../../src/domain/geometry/picture-matrix';
import { viewOf } from '../../../src/rendering/softcopy/view';
import { aDisplaySet, aFrame, anInstance, attributes, bytesOfValues, NATIVE, sourceOf } from '../pictures';
import { aState } from './states';

const mounted: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of mounted.splice(0)) one.dispose();
  document.body.replaceChildren();
});

const [ROWS, COLUMNS] = [40, 60];
/** Pixels are squares on it, however the picture lies: what is read is what was stored. */
const SIZE = { width: 480, height: 360 };
/** A slope that tells columns and rows apart, grey 48 to 200 with the window below: no pixel is black or white. */
const values = Uint16Array.from(
  { length: ROWS * COLUMNS },
  (_, n) => (n % COLUMNS) * 30 + Math.floor(n / COLUMNS) * 13,
);
const WINDOW = { center: 1200, width: 3840 };
const frame = aFrame({ rows: ROWS, columns: COLUMNS, bitsStored: 12, highBit: 11 });
const decoded = {
  kind: 'grey',
  rows: ROWS,
  columns: COLUMNS,
  pixels: values,
  min: 0,
  max: 2277,
  range: [0, 2277],
  lossy: false,
} as const;
const state = (change: Partial<SoftcopyPresentation>) =>
  aState({ voi: [{ images: [], window: WINDOW }], ...change });

async function painted(presentation: Partial<Presentation>, display = aDisplaySet([frame])) {
  const element = document.createElement('div');
  element.style.cssText = `width:${SIZE.width}px;height:${SIZE.height}px`;
  document.body.append(element);
  const events: RenderingEvent[] = [];
  const frames = sourceOf(() => ({ bytes: bytesOfValues(values), transferSyntax: NATIVE }));
  const engine = renderingEngine({ frames, backend: 'software' });
  const handle = engine.mount(element, 'stack', (event) => events.push(event));
  mounted.push({ dispose: () => (handle.dispose(), engine.dispose()) });
  handle.show(display, 0, presentation);
  await vi.waitFor(() => expect(events.some(({ type }) => type === 'frame.shown')).toBe(true));
  const context = element.querySelector('canvas')?.getContext('2d');
  if (!context) throw new Error('no canvas');
  /** Red, green and blue at a place of the screen, CSS pixels. */
  const colourAt = ([x, y]: Point) => [
    ...context
      .getImageData(Math.floor(x * devicePixelRatio), Math.floor(y * devicePixelRatio), 1, 1)
      .data.slice(0, 3),
  ];
  const { place } = viewOf({ frame, decoded }, { ...asStored, ...presentation }, SIZE, devicePixelRatio);
  /** The middle of a picture's pixel, counted from 0. */
  const pixel = (column: number, row: number) => colourAt(at(place.matrix, [column + 0.5, row + 0.5]));
  return { handle, events, colourAt, pixel, place };
}

/** The grey that the pipeline says, three times. */
function greyOf(softcopy: SoftcopyPresentation, column: number, row: number) {
  const described = softcopyAttributes(attributes(), softcopy, frame);
  const grey = greyScale(decoded, described, {}, { invert: false }).grey(values[row * COLUMNS + column] ?? 0);
  return [grey, grey, grey];
}

const BLACK = [0, 0, 0];
const VIEWS: readonly Partial<Presentation>[] = [
  {},
  { rotation: 90 },
  { rotation: 180, flipHorizontal: true },
  { rotation: 270, flipVertical: true, zoom: 1.7, pan: [11, -7] },
];

describe('a presentation state on the screen', () => {
  it.each(VIEWS)('gives every pixel the grey of its table, lying %o', async (view) => {
    const softcopy = state({ presentationLut: { shape: 'INVERSE' }, rotation: 90, flipHorizontal: true });
    const { pixel } = await painted({ softcopy, ...view });
    for (const [column, row] of [
      [27, 17],
      [31, 22],
      [36, 18],
    ] as const)
      expect(pixel(column, row)).toEqual(greyOf(softcopy, column, row));
  });

  it.each<[string, SoftcopyPresentation['shutters'], [number, number][], [number, number][]]>([
    [
      'rectangle',
      [{ shape: 'rectangle', left: 11, right: 50, top: 6, bottom: 30 }],
      [
        [10, 5],
        [49, 29],
        [30, 20],
      ],
      [
        [9, 20],
        [50, 20],
        [30, 4],
        [30, 30],
        [0, 0],
      ],
    ],
    [
      'circle',
      [{ shape: 'circle', center: [20, 30], radius: 10 }],
      [
        [29, 19],
        [29, 11],
        [37, 19],
      ],
      [
        [29, 7],
        [41, 19],
        [37, 27],
      ],
    ],
    [
      'polygon',
      [
        {
          shape: 'polygon',
          vertices: [
            [5, 10],
            [5, 50],
            [35, 10],
          ],
        },
      ],
      [
        [12, 6],
        [20, 15],
        [42, 6],
      ],
      [
        [45, 30],
        [5, 10],
        [30, 25],
      ],
    ],
  ])('has a %s shutter that is black outside and the picture within', async (_, shutters, open, covered) => {
    const softcopy = state({ shutters });
    for (const view of VIEWS.slice(0, 3)) {
      const { pixel } = await painted({ softcopy, ...view });
      for (const [column, row] of covered) expect(pixel(column, row)).toEqual(BLACK);
      for (const [column, row] of open) expect(pixel(column, row)).toEqual(greyOf(softcopy, column, row));
    }
  });

  it('covers with the colour that its shutter has, and only the picture', async () => {
    const softcopy = state({
      shutters: [{ shape: 'rectangle', left: 11, right: 50, top: 6, bottom: 30 }],
      shutterColour: [60, 90, 120],
    });
    const { pixel, colourAt } = await painted({ softcopy, zoom: 0.5 });
    expect(pixel(5, 20)).toEqual([60, 90, 120]);
    expect(pixel(59, 39)).toEqual([60, 90, 120]);
    expect(pixel(30, 20)).toEqual(greyOf(softcopy, 30, 20));
    expect(colourAt([2, 2])).toEqual(BLACK);
  });

  it('shows only what every one of several shutters leaves open', async () => {
    const softcopy = state({
      shutters: [
        { shape: 'rectangle', left: 1, right: 30, top: 1, bottom: 40 },
        { shape: 'circle', center: [20, 30], radius: 10 },
      ],
    });
    const { pixel } = await painted({ softcopy });
    expect(pixel(25, 19)).toEqual(greyOf(softcopy, 25, 19));
    expect(pixel(35, 19)).toEqual(BLACK);
    expect(pixel(5, 19)).toEqual(BLACK);
  });

  it('shows its area from edge to edge, and turns go about its middle', async () => {
    const softcopy = state({
      areas: [{ images: [], topLeft: [11, 11], bottomRight: [25, 20], size: 'SCALE TO FIT' }],
    });
    const { colourAt } = await painted({ softcopy });
    expect(colourAt([10, 30])).toEqual(greyOf(softcopy, 10, 10));
    expect(colourAt([470, 330])).toEqual(greyOf(softcopy, 24, 19));
    const half = await painted({ softcopy, rotation: 180 });
    expect(half.colourAt([10, 30])).toEqual(greyOf(softcopy, 24, 19));
  });
});

const on = (shape: Annotation['shape'], units: Annotation['units'] = 'pixel'): Annotation => ({
  images: [],
  layer: 'A',
  units,
  shape,
});
const isInk = ([red = 0, green = 0, blue = 0]: readonly number[]) =>
  red > 220 && green > 210 && blue > 140 && blue < 215;
const isPicture = ([red, green, blue]: readonly number[]) =>
  red === green && green === blue && red !== undefined && red >= 35 && red <= 205;

describe('annotations', () => {
  const filled = on({
    kind: 'polyline',
    points: [
      [28, 18],
      [32, 18],
      [32, 21],
      [28, 21],
      [28, 18],
    ],
    filled: true,
  });

  it.each(VIEWS)('lie on their pixels, lying %o', async (view) => {
    const softcopy = state({ annotations: [filled], rotation: 270, flipHorizontal: true });
    const { pixel } = await painted({ softcopy, ...view });
    for (const [column, row] of [
      [28, 18],
      [31, 18],
      [31, 20],
      [28, 20],
    ] as const)
      expect(isInk(pixel(column, row))).toBe(true);
    for (const [column, row] of [
      [25, 19],
      [34, 19],
      [30, 15],
      [30, 23],
    ] as const)
      expect(isPicture(pixel(column, row))).toBe(true);
  });

  it('have a dark rim, so that they are seen on white', async () => {
    const line = on({
      kind: 'polyline',
      points: [
        [10, 20],
        [50, 20],
      ],
      filled: false,
    });
    const { colourAt, place } = await painted({ softcopy: state({ annotations: [line] }) });
    const [x, y] = at(place.matrix, [30, 20]);
    expect(isInk(colourAt([x, y]))).toBe(true);
    expect(colourAt([x, y - 1.5])[0]).toBeLessThan(60);
    expect(isPicture(colourAt([x, y - 5]))).toBe(true);
  });

  it('have the colour of their layer, and a light rim where it is dark', async () => {
    const line = on({
      kind: 'polyline',
      points: [
        [10, 20],
        [50, 20],
      ],
      filled: false,
    });
    const near = async (colour: [number, number, number]) => {
      const { colourAt, place } = await painted({ softcopy: state({ annotations: [{ ...line, colour }] }) });
      const [x, y] = at(place.matrix, [30, 20]);
      return { ink: colourAt([x, y]), rim: colourAt([x, y - 1.5]) };
    };
    const green = await near([0, 255, 0]);
    expect(green.ink).toEqual([0, 255, 0]);
    expect(green.rim[1]).toBeLessThan(200);
    const black = await near([0, 0, 0]);
    expect(black.ink).toEqual([0, 0, 0]);
    expect(black.rim[1]).toBeGreaterThan(150);
  });

  it.each<[string, Annotation['shape'], Point[], Point[]]>([
    [
      'a circle',
      { kind: 'circle', center: [30, 20], onCircle: [40, 20], filled: false },
      [
        [40, 20],
        [20, 20],
        [30, 10],
      ],
      [
        [30, 20],
        [37, 27.07 + 2],
      ],
    ],
    [
      'an ellipse',
      {
        kind: 'ellipse',
        axes: [
          [15, 20],
          [45, 20],
          [30, 12],
          [30, 28],
        ],
        filled: false,
      },
      [
        [15, 20],
        [45, 20],
        [30, 12],
        [30, 28],
      ],
      [
        [30, 20],
        [16, 13],
      ],
    ],
    [
      'a smooth curve through its points',
      {
        kind: 'interpolated',
        points: [
          [10, 30],
          [20, 10],
          [35, 30],
          [50, 12],
        ],
        filled: false,
      },
      [
        [10, 30],
        [20, 10],
        [35, 30],
        [50, 12],
      ],
      [
        [10, 10],
        [30, 35],
      ],
    ],
    ['a point', { kind: 'point', points: [[30, 20]], filled: false }, [[30, 20]], [[33, 23]]],
  ])('draw %s', async (_, shape, drawn, free) => {
    for (const view of VIEWS.slice(0, 3)) {
      const { colourAt, place } = await painted({ softcopy: state({ annotations: [on(shape)] }), ...view });
      for (const point of drawn) expect(isInk(inkedNear(colourAt, at(place.matrix, point)))).toBe(true);
      for (const point of free) expect(isPicture(colourAt(at(place.matrix, point)))).toBe(true);
    }
  });

  it('in shares of the displayed area lie where they were left, and go with the picture', async () => {
    // The area as it lies is 20 wide and 30 tall: its upper left corner is the lower left one of the stored picture.
    const areas = [{ images: [], topLeft: [11, 6], bottomRight: [40, 25], size: 'SCALE TO FIT' }] as const;
    const mark = on({ kind: 'point', points: [[0.25, 0.1]], filled: false }, 'display');
    const softcopy = state({ areas, rotation: 90, annotations: [mark] });
    // A quarter of the width from the left is 5 rows up from row 25; a tenth of the height is 3 columns on from column 10.
    for (const view of [
      {},
      { zoom: 1.2, pan: [20, 10] },
      { rotation: 90 },
      { flipHorizontal: true },
    ] as const) {
      const { colourAt, place } = await painted({ softcopy, ...view });
      expect(isInk(inkedNear(colourAt, at(place.matrix, [13, 20])))).toBe(true);
    }
  });

  it('write texts upright at their box, with a line to their anchor', async () => {
    const words = on({
      kind: 'text',
      text: 'nodule',
      box: [
        [20, 8],
        [30, 12],
      ],
      anchor: [40, 30],
    });
    const { colourAt, place } = await painted({ softcopy: state({ annotations: [words] }) });
    const [left, top] = at(place.matrix, [20, 8]);
    expect(inkIn(colourAt, left, top, 50, 18)).toBeGreaterThan(20);
    expect(inkIn(colourAt, left, top + 60, 50, 18)).toBe(0);
    expect(isInk(inkedNear(colourAt, at(place.matrix, [40, 30])))).toBe(true);
  });

  it('are all gone where they are switched off, and the rest of the state stays', async () => {
    const softcopy = state({ annotations: [filled], presentationLut: { shape: 'INVERSE' } });
    const { pixel } = await painted({ softcopy, annotations: false });
    expect(pixel(30, 19)).toEqual(greyOf(softcopy, 30, 19));
  });

  it('of other pictures are not drawn', async () => {
    const annotations = [{ ...filled, images: [{ instance: instanceUid('2.25.9') }] }];
    const softcopy = state({ annotations });
    const { pixel } = await painted({ softcopy });
    expect(pixel(30, 19)).toEqual(greyOf(softcopy, 30, 19));
  });
});

describe('a presentation state of one picture of a stack', () => {
  const other = {
    instance: anInstance({
      uid: instanceUid('2.25.50'),
      image: frame.instance.image,
      frames: [attributes({ windows: [{ center: 500, width: 1000 }] })],
    }),
    number: 1,
  };
  const softcopy = state({ rotation: 90, flipHorizontal: true });

  it('leaves the other as it is, and tells which it is in force on and how each lies', async () => {
    const { handle, events } = await painted({ softcopy, rotation: 90 }, aDisplaySet([frame, other]));
    expect(handle.presentation()).toMatchObject({
      windowInForce: WINDOW,
      softcopyInForce: { label: 'TEST' },
      // Turned, mirrored, turned again: a vertical mirroring and half a turn
      orientation: { rotation: 180, flipHorizontal: false, flipVertical: true },
    });
    handle.goTo(1);
    await vi.waitFor(() =>
      expect(handle.presentation()).toMatchObject({
        view: { at: 1 },
        windowInForce: { center: 500, width: 1000 },
        orientation: { rotation: 90, flipHorizontal: false, flipVertical: false },
      }),
    );
    expect(handle.presentation()?.softcopyInForce).toBeUndefined();
    expect(events.findLast(({ type }) => type === 'presentation.changed')).toMatchObject({
      state: { view: { at: 1 }, orientation: { rotation: 90 } },
    });
  });

  it('stays over a reset, gives way to a window chosen by hand, and goes when it is taken off', async () => {
    const { handle } = await painted({ softcopy });
    handle.apply({ window: { center: 7, width: 70 }, zoom: 3 });
    await vi.waitFor(() => expect(handle.presentation()?.windowInForce).toEqual({ center: 7, width: 70 }));
    handle.reset();
    await vi.waitFor(() => expect(handle.presentation()).toMatchObject({ windowInForce: WINDOW }));
    expect(handle.presentation()?.softcopyInForce).toBe(softcopy);
    handle.apply({ softcopy: undefined });
    await vi.waitFor(() => expect(handle.presentation()?.softcopyInForce).toBeUndefined());
    expect(handle.presentation()?.orientation).toEqual({
      rotation: 0,
      flipHorizontal: false,
      flipVertical: false,
    });
  });
});

/** The brightest of the nine pixels around: a line's middle may lie between two. */
function inkedNear(colourAt: (point: Point) => readonly number[], [x, y]: Point): readonly number[] {
  const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => colourAt([x + dx, y + dy])));
  return near.find(isInk) ?? colourAt([x, y]);
}

function inkIn(
  colourAt: (point: Point) => readonly number[],
  left: number,
  top: number,
  width: number,
  height: number,
): number {
  let count = 0;
  for (let y = top; y < top + height; y++)
    for (let x = left; x < left + width; x++) if (isInk(colourAt([x, y]))) count++;
  return count;
}
