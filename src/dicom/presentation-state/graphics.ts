import type { Annotation, Point, Rgb } from '../../domain/presentation/presentation-state';
import {
  bytesOf,
  has,
  itemOf,
  itemsOf,
  numberOf,
  numbersOf,
  textOf,
  vectorOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { colourAt } from '../colour';
import { imagesOf, type AppliedImages } from './images';
import * as Tag from '../tags';

interface Graphics {
  readonly annotations: readonly Annotation[];
  /** What could not be read, in words */
  readonly notRead: readonly string[];
}

/** Text, Line and Fill Style Sequence: of them only the colour is taken */
const STYLES = [Tag.TextStyleSequence, Tag.LineStyleSequence, Tag.FillStyleSequence];

/** Points of one object: a hand-drawn outline has some hundreds */
const MOST_POINTS = 100_000;

/** Graphic Annotation Sequence on its layers, the lowest layer first (PS3.3 C.10.5, C.10.7). */
export function graphicsFrom(dataset: Dataset, applied: AppliedImages, bulk: BulkData): Graphics {
  const layers = layersOf(dataset);
  const notRead = new Set<string>();
  const annotations = itemsOf(dataset, Tag.GraphicAnnotationSequence).flatMap((item) => {
    const layer = textOf(item, Tag.GraphicLayer) ?? '';
    const colour = layers.get(layer)?.colour;
    const on = { images: imagesOf(item, applied), layer, ...(colour && { colour }) };
    const texts = itemsOf(item, Tag.TextObjectSequence).map((one) => textFrom(one, on) ?? 'a text');
    const shapes = itemsOf(item, Tag.GraphicObjectSequence).map(
      (one) => shapeFrom(one, on, bulk) ?? 'a graphic',
    );
    const objects = [...itemsOf(item, Tag.TextObjectSequence), ...itemsOf(item, Tag.GraphicObjectSequence)];
    if (itemsOf(item, Tag.CompoundGraphicSequence).some((one) => !isDrawnOf(objects, one)))
      notRead.add('compound graphics');
    if (objects.some((one) => STYLES.some((style) => has(one, style)))) notRead.add('fonts and line styles');
    return [...shapes, ...texts].flatMap((one) => {
      if (typeof one !== 'string') return [one];
      notRead.add(`${one} that cannot be placed`);
      return [];
    });
  });
  const orderOf = ({ layer }: Annotation) => layers.get(layer)?.order ?? 0;
  const sorted = annotations.sort((a, b) => orderOf(a) - orderOf(b));
  return { annotations: sorted, notRead: [...notRead] };
}

/** A compound graphic may be there a second time as simple objects that have its number, for who draws no other (C.10.5.1.2.5). */
function isDrawnOf(objects: readonly Dataset[], compound: Dataset): boolean {
  const id = numberOf(compound, Tag.CompoundGraphicInstanceID);
  return id !== undefined && objects.some((one) => numberOf(one, Tag.CompoundGraphicInstanceID) === id);
}

type Place = Pick<Annotation, 'images' | 'layer' | 'colour'>;

/** Graphic Layer Sequence (PS3.3 C.10.7): by its name, how high each lies and what colour it recommends */
function layersOf(dataset: Dataset): ReadonlyMap<string, { readonly order: number; readonly colour?: Rgb }> {
  return new Map(
    itemsOf(dataset, Tag.GraphicLayerSequence).map((layer) => {
      const colour = colourAt(layer, {
        lab: Tag.GraphicLayerRecommendedDisplayCIELabValue,
        rgb: Tag.GraphicLayerRecommendedDisplayRGBValue,
        grey: Tag.GraphicLayerRecommendedDisplayGrayscaleValue,
      });
      return [
        textOf(layer, Tag.GraphicLayer) ?? '',
        { order: numberOf(layer, Tag.GraphicLayerOrder) ?? 0, ...(colour && { colour }) },
      ];
    }),
  );
}

/** Of its own Text Style, Pattern On of its Line Style (PS3.3 C.10.5): the rest of a style is left to the viewer */
function styleColour(item: Dataset): Pick<Annotation, 'colour'> {
  const text = itemOf(item, Tag.TextStyleSequence);
  const line = itemOf(item, Tag.LineStyleSequence);
  const colour =
    (text && colourAt(text, { lab: Tag.TextColorCIELabValue })) ??
    (line && colourAt(line, { lab: Tag.PatternOnColorCIELabValue }));
  return colour ? { colour } : {};
}

/** Units (0070,0003) to (0070,0005): MATRIX is of slides' total pixel matrix, which no frame here is. */
function unitsOf(item: Dataset, tag: string): Annotation['units'] | undefined {
  const units = textOf(item, tag);
  return units === 'DISPLAY' ? 'display' : units === 'PIXEL' ? 'pixel' : undefined;
}

function textFrom(item: Dataset, on: Place): Annotation | undefined {
  const text = textOf(item, Tag.UnformattedTextValue);
  const box = [
    pointAt(item, Tag.BoundingBoxTopLeftHandCorner),
    pointAt(item, Tag.BoundingBoxBottomRightHandCorner),
  ];
  const [from, to] = box;
  const anchor = pointAt(item, Tag.AnchorPoint);
  const boxUnits = from && to ? unitsOf(item, Tag.BoundingBoxAnnotationUnits) : undefined;
  const anchorUnits = anchor ? unitsOf(item, Tag.AnchorPointAnnotationUnits) : undefined;
  const units = boxUnits ?? anchorUnits;
  if (text === undefined || units === undefined) return undefined;
  return {
    ...on,
    ...styleColour(item),
    units,
    shape: {
      kind: 'text',
      text: text.replace(/\r\n?/g, '\n'),
      ...(from && to && boxUnits && { box: [from, to], ...justificationOf(item) }),
      ...(anchor && anchorUnits && { anchor, ...(anchorUnits !== units && { anchorUnits }) }),
      ...(textOf(item, Tag.AnchorPointVisibility) === 'N' && { isAnchorHidden: true as const }),
    },
  };
}

/** (0070,0012); LEFT is how words are written anyway */
function justificationOf(item: Dataset): { readonly justified?: 'right' | 'center' } {
  const justified = textOf(item, Tag.BoundingBoxTextHorizontalJustification);
  if (justified === 'RIGHT') return { justified: 'right' };
  return justified === 'CENTER' ? { justified: 'center' } : {};
}

function pointAt(item: Dataset, tag: string): Point | undefined {
  const [x, y] = vectorOf(item, tag, 2) ?? [];
  return x === undefined || y === undefined ? undefined : [x, y];
}

function shapeFrom(item: Dataset, on: Place, bulk: BulkData): Annotation | undefined {
  const units = unitsOf(item, Tag.GraphicAnnotationUnits);
  const points = pointsOf(item, bulk);
  const shape =
    points && shapeOf(textOf(item, Tag.GraphicType), points, textOf(item, Tag.GraphicFilled) === 'Y');
  return units && shape && { ...on, ...styleColour(item), units, shape };
}

function shapeOf(
  type: string | undefined,
  points: readonly Point[],
  filled: boolean,
): Annotation['shape'] | undefined {
  const [a, b, c, d] = points;
  if (a === undefined) return undefined;
  switch (type) {
    case 'POINT':
      return { kind: 'point', points: [a], filled };
    case 'POLYLINE':
      return b && { kind: 'polyline', points, filled };
    case 'INTERPOLATED':
      return b && { kind: 'interpolated', points, filled };
    case 'CIRCLE':
      return b && { kind: 'circle', center: a, onCircle: b, filled };
    case 'ELLIPSE':
      return b && c && d && { kind: 'ellipse', axes: [a, b, c, d], filled };
    default:
      return undefined;
  }
}

/** Graphic Data, pairs of FL in the metadata or beside it; `undefined` where one of them is no number */
function pointsOf(item: Dataset, bulk: BulkData): readonly Point[] | undefined {
  const numbers = coordinatesOf(item, bulk);
  if (numbers.length < 2 || numbers.length % 2 !== 0 || numbers.length > MOST_POINTS * 2) return undefined;
  const points: Point[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const [x, y] = [numbers[at], numbers[at + 1]];
    if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    points.push([x, y]);
  }
  return points;
}

function coordinatesOf(item: Dataset, bulk: BulkData): readonly (number | undefined)[] {
  const bytes = bytesOf(item, Tag.GraphicData, bulk);
  if (bytes === undefined) return numbersOf(item, Tag.GraphicData);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.min(Math.floor(bytes.byteLength / 4), MOST_POINTS * 2) }, (_, at) =>
    view.getFloat32(at * 4, true),
  );
}
