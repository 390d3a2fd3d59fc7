import { contoursOn, isWithin } from '../../domain/overlay/contours';
import { doseLevels, doseOn, doseReader } from '../../domain/overlay/dose';
import type {
  DoseGrid,
  OverlayHead,
  Segmentation,
  StructureSet,
  ValueMap,
} from '../../domain/overlay/overlay';
import {
  maximumOf,
  segmentLayers,
  segmentsAt,
  segmentsOn,
  type FrameValues,
} from '../../domain/overlay/segments';
import { placedSlice, placeOfPixel, type Slice } from '../../domain/overlay/slice';
import { mapLayers, mapOn, mappedValue, mapValuesAt } from '../../domain/overlay/value-map';
import type { DrawnOverlay, Legend, OverlayLook, OverlayValues } from '../../domain/ports/drawings';
import type { RealWorldMapping } from '../../domain/study/study';
import { colourFor, DOSE_COLOURS, mapColours } from './colours';
import { contourLines, doseLines, paintDose, paintMap, paintSegments } from './paint-overlay';
import type { OpenObject } from './read-object';

type Point = readonly [number, number];

/** What an overlay draws, and says, of a picture. */
export interface OpenOverlay {
  readonly legend: Legend;
  draw(slice: Slice, look: OverlayLook): DrawnOverlay;
  valuesAt(slice: Slice, point: Point): OverlayValues;
}

const NOTHING: OverlayValues = { parts: [], values: [] };

export function openOverlay({ overlay, values }: OpenObject): OpenOverlay {
  switch (overlay.kind) {
    case 'segmentation':
      return openSegmentation(overlay, values);
    case 'structures':
      return openStructures(overlay);
    case 'dose':
      return openDose(overlay, values);
    case 'map':
      return openMap(overlay, values);
  }
}

const headOf = ({ id, person, label, description, maker, frameOfReference, leftOut }: OverlayHead) => ({
  id,
  person,
  label,
  maker,
  leftOut,
  ...(description !== undefined && { description }),
  ...(frameOfReference !== undefined && { frameOfReference }),
});

/** The place of a point of a picture in the patient, where it has one in this overlay. */
function placeIn(head: OverlayHead, slice: Slice, [x, y]: Point) {
  const placed = placedSlice(head, slice);
  return placed.ok ? placeOfPixel(placed.slice.plane, [x - 0.5, y - 0.5]) : undefined;
}

function openSegmentation(overlay: Segmentation, values: FrameValues): OpenOverlay {
  const piles = segmentLayers(overlay);
  const used = new Set(overlay.frames.map((frame) => frame?.segment));
  const { fraction } = overlay;
  return {
    legend: {
      ...headOf(overlay),
      kind: 'segmentation',
      parts: overlay.segments.map((part) =>
        overlay.values === 'label' || used.has(part.number) ? part : { ...part, isEmpty: true },
      ),
      ...(fraction && { fraction }),
    },
    draw(slice, { hidden }) {
      const on = segmentsOn(overlay, slice, values, piles);
      if (!on.ok) return on;
      const listed = on.masks.filter(({ segment }) => overlay.segments.some((one) => one.number === segment));
      const unnamed = on.masks.flatMap((mask) => (listed.includes(mask) ? [] : [mask.segment]));
      const shown = listed.filter(({ segment }) => !hidden.includes(segment));
      return {
        ok: true,
        ...(shown.length > 0 && {
          raster: paintSegments(shown, overlay.segments, slice, maximumOf(overlay)),
        }),
        lines: [],
        parts: listed.map(({ segment }) => segment),
        isOtherGrid: listed.length > 0 && !on.isSameGrid,
        ...(unnamed.length > 0 && { unnamed }),
      };
    },
    valuesAt(slice, point) {
      const place = placeIn(overlay, slice, point);
      const found = place ? segmentsAt(overlay, place, values, piles) : new Map<number, number>();
      return { parts: [...found].map(([number, share]) => ({ number, share })), values: [] };
    },
  };
}

function openStructures(overlay: StructureSet): OpenOverlay {
  return {
    legend: {
      ...headOf(overlay),
      kind: 'structures',
      parts: overlay.structures.map(({ contours, ...part }) =>
        contours.length > 0 ? part : { ...part, isEmpty: true },
      ),
    },
    draw(slice, { hidden }) {
      const on = contoursOn(overlay, slice);
      if (!on.ok) return on;
      const shown = on.structures.filter(({ structure }) => !hidden.includes(structure));
      const cuts = shown.flatMap(({ structure, cut }) => (cut ? [{ segment: structure, values: cut }] : []));
      return {
        ok: true,
        ...(cuts.length > 0 && { raster: paintSegments(cuts, overlay.structures, slice, 1) }),
        lines: contourLines(shown, overlay.structures),
        parts: on.structures.map(({ structure }) => structure),
        isOtherGrid: false,
        ...(cuts.length > 0 && { isCut: true }),
      };
    },
    valuesAt(slice, point) {
      const on = contoursOn(overlay, slice);
      if (!on.ok) return NOTHING;
      const pixel = Math.floor(point[1]) * slice.columns + Math.floor(point[0]);
      const parts = on.structures.filter(({ closed, cut }) =>
        cut ? cut[pixel] === 1 : isWithin(closed, point),
      );
      return { parts: parts.map(({ structure }) => ({ number: structure, share: 1 })), values: [] };
    },
  };
}

function openDose(overlay: DoseGrid, values: FrameValues): OpenOverlay {
  const levels = doseLevels(overlay);
  const read = doseReader(overlay, values);
  const { unit, type, summation, most, histograms } = overlay;
  return {
    legend: {
      ...headOf(overlay),
      kind: 'dose',
      parts: [],
      dose: {
        unit,
        type,
        most,
        histograms,
        ...(summation !== undefined && { summation }),
        levels: levels.map((level) => ({ ...level, colour: colourFor(DOSE_COLOURS, level.share) })),
      },
    },
    draw(slice) {
      const on = doseOn(overlay, slice, values);
      if (!on.ok) return on;
      return {
        ok: true,
        raster: paintDose(on.field, most),
        lines: doseLines(on.field, levels),
        parts: [],
        isOtherGrid: false,
      };
    },
    valuesAt(slice, point) {
      const place = placeIn(overlay, slice, point);
      return { parts: [], values: [place && read(place)] };
    },
  };
}

function openMap(overlay: ValueMap, values: FrameValues): OpenOverlay {
  const piles = mapLayers(overlay);
  const colours = mapColours(overlay.palette);
  const ranges = overlay.quantities.map((_, quantity) => rangeOf(overlay, values, quantity));
  return {
    legend: {
      ...headOf(overlay),
      kind: 'map',
      parts: [],
      map: { quantities: overlay.quantities, ranges, colours },
    },
    draw(slice, { quantity }) {
      const on = mapOn(overlay, quantity, slice, values, piles);
      if (!on.ok) return on;
      const isAny = on.values.some(Number.isFinite);
      return {
        ok: true,
        ...(isAny && { raster: paintMap(on.values, slice, ranges[quantity] ?? [0, 1], colours) }),
        lines: [],
        parts: [],
        isOtherGrid: isAny && !on.isSameGrid,
      };
    },
    valuesAt(slice, point) {
      const place = placeIn(overlay, slice, point);
      return { parts: [], values: place ? mapValuesAt(overlay, place, values, piles) : [] };
    },
  };
}

/** From the first colour to the last: what the object asks for, where any of its values lies there; else all that it has. */
function rangeOf(
  { frames, padding, range }: ValueMap,
  values: FrameValues,
  quantity: number,
): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  let mapping: RealWorldMapping | undefined;
  for (const [at, frame] of frames.entries()) {
    const own = frame?.mappings[quantity];
    const stored = own && values(at);
    mapping ??= own;
    for (let pixel = 0; stored && pixel < stored.length; pixel++) {
      const value = mappedValue(own, stored[pixel], padding);
      if (value === undefined) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  const [from, to] = range.map((end) => mappedValue(mapping, end));
  const isUsable = from !== undefined && to !== undefined && from < to && from < most && to > least;
  if (isUsable) return [from, to];
  return least <= most ? [least, most] : [0, 1];
}
