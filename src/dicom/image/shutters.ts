import type { Rgb } from '../../domain/presentation/presentation-state';
import type { Shutter } from '../../domain/study/shutter';
import type { FrameAttributes } from '../../domain/study/study';
import { numberOf, numbersOf, textsOf, vectorOf, type Dataset } from '../dataset';
import { colourAt } from '../colour';
import * as Tag from '../tags';

/** Display Shutter (PS3.3 C.7.6.11): several shapes cover what lies outside any of them. */
export function shuttersFrom(dataset: Dataset): {
  readonly shutters: readonly Shutter[];
  readonly colour: Rgb | undefined;
  readonly notRead: readonly string[];
} {
  const shapes = [...new Set(textsOf(dataset, Tag.ShutterShape).filter(Boolean))];
  const read = shapes.map((shape) => ({ shape, shutter: shutterFrom(shape, dataset) }));
  return {
    shutters: read.flatMap(({ shutter }) => shutter ?? []),
    // Shutter Presentation Value, and the same in colour
    colour: colourAt(dataset, {
      lab: Tag.ShutterPresentationColorCIELabValue,
      grey: Tag.ShutterPresentationValue,
    }),
    notRead: read
      .filter(({ shutter }) => shutter === undefined)
      .map(({ shape }) => `${shape.toLowerCase()} shutter`),
  };
}

/** Of one frame, by its functional group or the shared one. */
export function frameShuttersFrom(group: Dataset | undefined): Pick<FrameAttributes, 'shutters'> {
  const { shutters } = group ? shuttersFrom(group) : { shutters: [] };
  return shutters.length > 0 ? { shutters } : {};
}

function shutterFrom(shape: string, dataset: Dataset): Shutter | undefined {
  if (shape === 'RECTANGULAR') return rectangleFrom(dataset);
  if (shape === 'CIRCULAR') {
    const [row, column] = vectorOf(dataset, Tag.CenterOfCircularShutter, 2) ?? [];
    const radius = numberOf(dataset, Tag.RadiusOfCircularShutter) ?? 0;
    return row !== undefined && column !== undefined && radius > 0
      ? { shape: 'circle', center: [row, column], radius }
      : undefined;
  }
  return shape === 'POLYGONAL' ? polygonFrom(dataset) : undefined;
}

function rectangleFrom(dataset: Dataset): Shutter | undefined {
  const [left, right, top, bottom] = [
    Tag.ShutterLeftVerticalEdge,
    Tag.ShutterRightVerticalEdge,
    Tag.ShutterUpperHorizontalEdge,
    Tag.ShutterLowerHorizontalEdge,
  ].map((tag) => numberOf(dataset, tag));
  if (left === undefined || right === undefined || top === undefined || bottom === undefined)
    return undefined;
  // A rectangle of nothing would hide the whole picture: no writer means it.
  return left < right && top < bottom ? { shape: 'rectangle', left, right, top, bottom } : undefined;
}

function polygonFrom(dataset: Dataset): Shutter | undefined {
  const numbers = numbersOf(dataset, Tag.VerticesOfThePolygonalShutter);
  const vertices: [number, number][] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [row, column] = [numbers[at], numbers[at + 1]];
    if (row === undefined || column === undefined) return undefined;
    vertices.push([row, column]);
  }
  return vertices.length > 2 ? { shape: 'polygon', vertices } : undefined;
}
