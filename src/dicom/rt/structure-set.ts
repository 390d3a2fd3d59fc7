import { withoutTrailing } from '../../domain/text';
import { frameOfReferenceUid, isUid, type FrameOfReferenceUid } from '../../domain/ids';
import type { Contour, LeftOut, ReadOverlay, Structure } from '../../domain/overlay/overlay';
import type { Rgb } from '../../domain/presentation/presentation-state';
import { bytesOf, itemsOf, numberOf, numbersOf, textOf, vectorOf, type Dataset } from '../dataset';
import * as Drawn from '../drawn-tags';
import * as Tag from '../tags';
import { drawnBy, overlayHeadFrom, usualColour } from '../overlay-head';

const TYPES: Readonly<Record<string, Contour['type']>> = {
  CLOSED_PLANAR: 'closed',
  CLOSEDPLANAR_XOR: 'closed',
  INTERPOLATED_PLANAR: 'closed',
  OPEN_PLANAR: 'open',
  OPEN_NONPLANAR: 'path',
  POINT: 'point',
};

/** Points that make one: an area has three */
const LEAST: Readonly<Record<Contour['type'], number>> = { closed: 3, open: 2, path: 2, point: 1 };

/**
 * A structure set (PS3.3 A.19, C.8.8.5, C.8.8.6). Each region names its own frame of reference: the set's is the one that most
 * have, and those of another are left out, by name. Regions that name none are in the only one that the set refers to.
 */
export function structureSetFrom(dataset: Dataset, identifierSystem?: string): ReadOverlay {
  const head = overlayHeadFrom(
    dataset,
    textOf(dataset, Drawn.StructureSetName) ?? textOf(dataset, Drawn.StructureSetLabel),
    identifierSystem,
  );
  const regions = itemsOf(dataset, Drawn.StructureSetROISequence);
  const common = head.frameOfReference ?? onlyReferenced(dataset);
  const frameOf = (region: Dataset) => {
    const uid = textOf(region, Drawn.ReferencedFrameOfReferenceUID) ?? '';
    return isUid(uid) ? frameOfReferenceUid(uid) : common;
  };
  const frameOfReference = mostCommon(regions.map(frameOf)) ?? common;
  const leftOut: LeftOut[] = [];
  const drawn = contoursByNumber(dataset);
  const observed = byNumber(itemsOf(dataset, Drawn.RTROIObservationsSequence));
  const structures = regions.flatMap((region, at): readonly Structure[] => {
    const number = numberOf(region, Drawn.ROINumber);
    const named = regions.filter((one) => numberOf(one, Drawn.ROINumber) === number);
    if (number === undefined || named[0] !== region) return [];
    // Contours of a number that two regions have are of either.
    const label = named.map((one) => textOf(one, Drawn.ROIName) ?? String(number)).join(' / ');
    const own = drawn.get(number) ?? [];
    drawn.delete(number);
    if (frameOf(region) !== frameOfReference) {
      leftOut.push({ kind: 'structure-elsewhere', structure: label });
      return [];
    }
    const type = textOf(observed.get(number) ?? {}, Drawn.RTROIInterpretedType);
    const algorithm = textOf(region, Drawn.ROIGenerationDescription);
    return [
      {
        number,
        label,
        colour: own.map(rgbOf).find(Boolean) ?? usualColour(at),
        by: drawnBy(textOf(region, Drawn.ROIGenerationAlgorithm)),
        ...(algorithm !== undefined && { algorithm }),
        ...(type !== undefined && { type }),
        contours: contoursFrom(own, label, leftOut),
      },
    ];
  });
  const unnamed = [...drawn].filter(([, items]) => items.some((one) => contourItems(one).length > 0));
  if (unnamed.length > 0)
    leftOut.push({
      kind: 'segments-not-listed',
      numbers: unnamed.map(([number]) => number),
      frames: unnamed.length,
    });
  if (structures.every(({ contours }) => contours.length === 0)) {
    const strange = leftOut.find((one) => one.kind === 'segments-not-listed');
    return {
      ok: false,
      why: strange ? { kind: 'segments-not-listed', numbers: strange.numbers } : { kind: 'no-contours' },
    };
  }
  return {
    ok: true,
    overlay: {
      ...head,
      ...(frameOfReference && { frameOfReference }),
      kind: 'structures',
      structures,
      leftOut,
    },
  };
}

function onlyReferenced(dataset: Dataset): FrameOfReferenceUid | undefined {
  const [uid = '', ...others] = itemsOf(dataset, Drawn.ReferencedFrameOfReferenceSequence).map(
    (item) => textOf(item, Tag.FrameOfReferenceUID) ?? '',
  );
  return others.length === 0 && isUid(uid) ? frameOfReferenceUid(uid) : undefined;
}

function mostCommon<T>(all: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>();
  for (const one of all) if (one !== undefined) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

const byNumber = (items: readonly Dataset[]): ReadonlyMap<number, Dataset> =>
  new Map(
    items.flatMap((item) => {
      const number = numberOf(item, Drawn.ReferencedROINumber);
      return number === undefined ? [] : [[number, item] as const];
    }),
  );

const contourItems = (of: Dataset) => itemsOf(of, Drawn.ContourSequence);

/** One region's contours may stand in several items: all of them are its own. */
function contoursByNumber(dataset: Dataset): Map<number, readonly Dataset[]> {
  const found = new Map<number, readonly Dataset[]>();
  for (const item of itemsOf(dataset, Drawn.ROIContourSequence)) {
    const number = numberOf(item, Drawn.ReferencedROINumber);
    if (number !== undefined) found.set(number, [...(found.get(number) ?? []), item]);
  }
  return found;
}

function rgbOf(contour: Dataset): Rgb | undefined {
  const [red, green, blue] = vectorOf(contour, Drawn.ROIDisplayColor, 3) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  return [byte(red), byte(green), byte(blue)];
}

function contoursFrom(of: readonly Dataset[], structure: string, leftOut: LeftOut[]): readonly Contour[] {
  let [few, unreadable] = [0, 0];
  const contours = of.flatMap(contourItems).flatMap((item): readonly Contour[] => {
    const type = TYPES[textOf(item, Drawn.ContourGeometricType) ?? ''];
    const points = type && pointsFrom(item);
    if (!type || !points) {
      unreadable += 1;
      return [];
    }
    if (points.length < LEAST[type] * 3) {
      few += 1;
      return [];
    }
    return [{ type, points }];
  });
  if (few > 0) leftOut.push({ kind: 'few-points', structure, count: few });
  if (unreadable > 0) leftOut.push({ kind: 'contour-unreadable', structure, count: unreadable });
  return contours;
}

/** Contour Data (3006,0050), as bytes where a file was read, else as numbers; `undefined` where not all are, or not in threes. */
function pointsFrom(item: Dataset): Float64Array | undefined {
  const bytes = bytesOf(item, Drawn.ContourData, new Map());
  const numbers = bytes ? decimalsIn(bytes) : numbersOf(item, Drawn.ContourData).map((one) => one ?? NaN);
  const isWhole = numbers.length > 0 && numbers.length % 3 === 0;
  return isWhole && !numbers.some((one) => !Number.isFinite(one)) ? Float64Array.from(numbers) : undefined;
}

const LATIN = new TextDecoder('latin1');
const SPACE = 0x20;

const decimalsIn = (bytes: Uint8Array): readonly number[] =>
  withoutTrailing(LATIN.decode(bytes), (unit) => unit === 0 || unit === SPACE)
    .split('\\')
    .map((text) => (text.trim() === '' ? NaN : Number(text)));
