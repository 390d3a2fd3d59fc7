import type { Annotation, Point, Rgb } from '../../domain/presentation/presentation-state';
import type { Frame } from '../../domain/study/study';
import { outlineOf } from './annotation-shape';
import { placedText, TEXT_FONT } from './annotation-text';
import { isFor } from './applies';
import { at } from '../../domain/geometry/picture-matrix';

/** Light on dark, both of them near the ends of grey: seen on bone and on air. */
const INK: Rgb = [255, 243, 176];
const DARK = 'rgb(0 0 0 / 85%)';
const LIGHT = 'rgb(255 255 255 / 85%)';
const STROKE = 2;
const HALO_STROKE = 5;

/** Where an annotation's coordinates are, in CSS pixels. */
export interface Places {
  /** Of the picture's own coordinates, 0 at the outer edge of the first pixel */
  readonly pixel: Matrix;
  /** Of shares of the displayed area as it was left, 0 to 1 */
  readonly display: Matrix;
}

type Matrix = readonly [number, number, number, number, number, number];

/**
 * Draws graphics and texts over a picture, lowest layer first (PS3.3 C.10.5). Lines and letters keep their size on the
 * screen whatever the zoom.
 *
 * @param context in CSS pixels
 */
export function drawAnnotations(
  context: CanvasRenderingContext2D,
  annotations: readonly Annotation[],
  frame: Frame,
  places: Places,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.font = TEXT_FONT;
  context.textBaseline = 'middle';
  for (const annotation of annotations)
    if (isFor(annotation.images, frame)) draw(context, annotation, places);
}

interface Pens {
  readonly ink: string;
  readonly halo: string;
}

/** A dark ink has a light halo: in its own colour it would be seen on nothing. */
function pensOf([red, green, blue]: Rgb): Pens {
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { ink: `rgb(${red} ${green} ${blue})`, halo: luminance < 80 ? LIGHT : DARK };
}

function draw(context: CanvasRenderingContext2D, { shape, units, colour }: Annotation, places: Places): void {
  const pens = pensOf(colour ?? INK);
  const placeIn = (of: Annotation['units']) => (point: Point) => at(places[of], point);
  const place = placeIn(units);
  if (shape.kind !== 'text') {
    const path = outlineOf(shape, place);
    inked(context, path, pens);
    if (shape.filled && shape.kind !== 'point') context.fill(path);
    return;
  }
  const { box, anchor, anchorUnits = units } = shape;
  const { lines, leader } = placedText(
    shape.text,
    box && [place(box[0]), place(box[1])],
    anchor && placeIn(anchorUnits)(anchor),
    (line) => context.measureText(line).width,
    shape.justified,
  );
  if (leader && !shape.isAnchorHidden) {
    const path = new Path2D();
    for (const [x, y] of leader) path.lineTo(x, y);
    inked(context, path, pens);
  }
  for (const { text, at: where } of lines) written(context, text, where, pens);
}

function inked(context: CanvasRenderingContext2D, path: Path2D, { ink, halo }: Pens): void {
  context.strokeStyle = halo;
  context.lineWidth = HALO_STROKE;
  context.stroke(path);
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = STROKE;
  context.stroke(path);
}

function written(context: CanvasRenderingContext2D, text: string, [x, y]: Point, { ink, halo }: Pens): void {
  context.strokeStyle = halo;
  context.lineWidth = HALO_STROKE;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
