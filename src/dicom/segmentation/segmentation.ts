import { instanceUid } from '../../domain/ids';
import type {
  LeftOut,
  OverlayPart,
  ReadOverlay,
  Segmentation,
  SegmentFrame,
} from '../../domain/overlay/overlay';
import type { Rgb } from '../../domain/presentation/presentation-state';
import type { Palette } from '../../domain/study/study';
import { codeFrom } from '../code';
import { colourAt } from '../colour';
import { itemOf, itemsOf, numberOf, placesOf, textOf, type Dataset } from '../dataset';
import * as Drawn from '../drawn-tags';
import { paletteFrom } from '../image/palette';
import { drawnBy, groupOf, overlayHeadFrom, placedPlane, sizeFrom, usualColour } from '../overlay-head';
import * as Tag from '../tags';

const LABEL_MAP = '1.2.840.10008.5.1.4.1.1.66.7';

/**
 * A segmentation (PS3.3 A.51, A.51.2, C.8.20). Frames that name no plane, or a segment that is not listed, are left out; where
 * none is left, it is refused with the reason.
 */
export function segmentationFrom(dataset: Dataset, identifierSystem?: string): ReadOverlay {
  const size = sizeFrom(dataset);
  if (!size) return { ok: false, why: { kind: 'impossible', what: 'its size' } };
  const values = valuesOf(dataset);
  const palette = values === 'label' ? ownColours(dataset) : undefined;
  const background = values === 'label' ? (numberOf(dataset, Tag.PixelPaddingValue) ?? 0) : 0;
  const segments = segmentsFrom(dataset, background, palette === 'unreadable' ? undefined : palette);
  if (segments.length === 0) return { ok: false, why: { kind: 'no-segments' } };
  const head = overlayHeadFrom(dataset, textOf(dataset, Tag.ContentLabel), identifierSystem);
  const placed = framesFrom(dataset, size.count, head.frameOfReference === undefined);
  const listed = new Set(segments.map(({ number }) => number));
  const isListed = (frame: SegmentFrame | undefined) =>
    frame !== undefined && (values === 'label' || listed.has(frame.segment));
  const strange = placed.filter((frame) => frame !== undefined && !isListed(frame));
  const numbers = [...new Set(strange.map((frame) => frame?.segment ?? 0))].sort((a, b) => a - b);
  const without = placed.filter((frame) => frame === undefined).length;
  const frames = placed.map((frame) => (isListed(frame) ? frame : undefined));
  if (!frames.some(Boolean))
    return strange.length > 0
      ? { ok: false, why: { kind: 'segments-not-listed', numbers } }
      : { ok: false, why: { kind: 'no-plane', of: 'overlay' } };
  const leftOut: readonly LeftOut[] = [
    ...(without > 0 ? [{ kind: 'frames-without-plane', count: without } as const] : []),
    ...(strange.length > 0
      ? [{ kind: 'segments-not-listed', numbers, frames: strange.length } as const]
      : []),
    ...(palette === 'unreadable' ? [{ kind: 'palette' } as const] : []),
  ];
  const fraction = values === 'fractional' ? fractionFrom(dataset) : undefined;
  const overlay: Segmentation = {
    ...head,
    kind: 'segmentation',
    values,
    background,
    ...(fraction && { fraction }),
    segments,
    rows: size.rows,
    columns: size.columns,
    frames,
    leftOut,
  };
  return { ok: true, overlay };
}

function valuesOf(dataset: Dataset): Segmentation['values'] {
  const type = textOf(dataset, Drawn.SegmentationType);
  if (textOf(dataset, Tag.SOPClassUID) === LABEL_MAP || type === 'LABELMAP') return 'label';
  return type === 'FRACTIONAL' ? 'fractional' : 'binary';
}

function fractionFrom(dataset: Dataset): NonNullable<Segmentation['fraction']> {
  const maximum = numberOf(dataset, Drawn.MaximumFractionalValue) ?? 255;
  const isOccupancy = textOf(dataset, Drawn.SegmentationFractionalType) === 'OCCUPANCY';
  return { of: isOccupancy ? 'occupancy' : 'probability', maximum: maximum > 0 ? maximum : 255 };
}

/** A label map may list its background, which is no segment (C.8.20.2.3.3). */
function segmentsFrom(
  dataset: Dataset,
  background: number,
  palette: Palette | undefined,
): readonly OverlayPart[] {
  const parts = itemsOf(dataset, Tag.SegmentSequence).flatMap((item, at): readonly OverlayPart[] => {
    const number = numberOf(item, Tag.SegmentNumber);
    if (number === undefined || number === background) return [];
    const category = codeFrom(item, Drawn.SegmentedPropertyCategoryCodeSequence)?.meaning;
    const type = codeFrom(item, Drawn.SegmentedPropertyTypeCodeSequence)?.meaning;
    const algorithm = algorithmOf(item);
    return [
      {
        number,
        label: textOf(item, Tag.SegmentLabel) ?? type ?? String(number),
        colour:
          (palette && colourIn(palette, number)) ??
          colourAt(item, { lab: Drawn.RecommendedDisplayCIELabValue }) ??
          usualColour(at),
        by: drawnBy(textOf(item, Drawn.SegmentAlgorithmType)),
        ...(algorithm !== undefined && { algorithm }),
        ...(category !== undefined && { category }),
        ...(type !== undefined && { type }),
      },
    ];
  });
  return [...new Map(parts.map((part) => [part.number, part])).values()];
}

/** A label map in palette colour has the colours of its segments in the tables, and none beside them (C.8.20.2.3.3). */
function ownColours(dataset: Dataset): Palette | 'unreadable' | undefined {
  if (textOf(dataset, Tag.PhotometricInterpretation) !== 'PALETTE COLOR') return undefined;
  try {
    return paletteFrom(dataset, false, new Map());
  } catch {
    return 'unreadable';
  }
}

/** What lies beyond the tables has the colour of their end (C.7.6.3.1.5). */
function colourIn({ firstMapped, red, green, blue }: Palette, number: number): Rgb {
  // Some writers declare 16 bits and store 8.
  const isWide = [red, green, blue].some((table) => Array.from(table).some((entry) => entry > 255));
  const channel = (table: ArrayLike<number>) => {
    const value = table[Math.min(Math.max(number - firstMapped, 0), table.length - 1)] ?? 0;
    return isWide ? value >> 8 : value;
  };
  return [channel(red), channel(green), channel(blue)];
}

/** Its name and version, out of the code sequence where it is more than the old name. */
function algorithmOf(segment: Dataset): string | undefined {
  const identified = itemOf(segment, Drawn.SegmentationAlgorithmIdentificationSequence);
  const name = identified && textOf(identified, Drawn.AlgorithmName);
  const version = identified && textOf(identified, Drawn.AlgorithmVersion);
  const whole = [name, version].filter(Boolean).join(' ');
  return whole || textOf(segment, Drawn.SegmentAlgorithmName);
}

function framesFrom(
  dataset: Dataset,
  count: number,
  isWithoutReference: boolean,
): readonly (SegmentFrame | undefined)[] {
  const shared = itemOf(dataset, Tag.SharedFunctionalGroupsSequence);
  const perFrame = placesOf(dataset, Tag.PerFrameFunctionalGroupsSequence);
  return Array.from({ length: count }, (_, at) => {
    const own = perFrame[at];
    if (!own && perFrame.length > 0) return undefined;
    const group = groupOf(shared, own);
    const place = placedPlane(dataset, group) ?? (isWithoutReference ? pictureUnder(group) : undefined);
    const segment =
      numberOf(group(Tag.SegmentIdentificationSequence) ?? {}, Tag.ReferencedSegmentNumber) ?? 0;
    return place && { segment, place };
  });
}

/** The one picture that a frame was drawn on; of several it is of none alone. */
function pictureUnder(group: (tag: string) => Dataset | undefined): SegmentFrame['place'] | undefined {
  const sources = itemsOf(group(Drawn.DerivationImageSequence) ?? {}, Drawn.SourceImageSequence);
  const [source] = sources;
  const uid = source && textOf(source, Tag.ReferencedSOPInstanceUID);
  if (uid === undefined || sources.length !== 1) return undefined;
  const frame = numberOf(source ?? {}, Tag.ReferencedFrameNumber);
  return { instance: instanceUid(uid), ...(frame !== undefined && { frame }) };
}
