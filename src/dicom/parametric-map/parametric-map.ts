import type { LeftOut, MapFrame, Quantity, ReadOverlay, ValueMap } from '../../domain/overlay/overlay';
import type { ImagePixel, Palette, RealWorldMapping } from '../../domain/study/study';
import { storedRange, type ValueRange } from '../../domain/study/value-range';
import { has, itemOf, numberOf, placesOf, textOf, type Dataset } from '../dataset';
import * as Drawn from '../drawn-tags';
import { paletteFrom } from '../image/palette';
import { realWorldFrom } from '../image/real-world';
import { groupOf, overlayHeadFrom, placedPlane, sizeFrom } from '../overlay-head';
import * as Tag from '../tags';

const NOTHING = new Map<string, Uint8Array>();

/**
 * A parametric map (PS3.3 A.75): its values are those of the Real World Value Mapping (C.7.6.16.2.11) and of nothing else; what
 * has no unit is no value. Of several mappings each is a quantity of its own.
 */
export function parametricMapFrom(
  dataset: Dataset,
  image: ImagePixel,
  identifierSystem?: string,
): ReadOverlay {
  const size = sizeFrom(dataset);
  if (!size) return { ok: false, why: { kind: 'impossible', what: 'its size' } };
  const shared = itemOf(dataset, Tag.SharedFunctionalGroupsSequence);
  const perFrame = placesOf(dataset, Tag.PerFrameFunctionalGroupsSequence);
  const stored = image.sample === 'integer' ? storedRange(image) : ANY;
  const common = shared && mappingsFrom(shared, stored);
  const whole = mappingsFrom(dataset, stored);
  const quantities: Quantity[] = [];
  let [unplaced, unmapped] = [0, 0];
  const frames = Array.from({ length: size.count }, (_, at): MapFrame | undefined => {
    const own = perFrame[at];
    if (!own && perFrame.length > 0) return void (unplaced += 1);
    const plane = placedPlane(dataset, groupOf(shared, own));
    if (!plane) return void (unplaced += 1);
    const mappings = (own && mappingsFrom(own, stored)) ?? common ?? whole;
    if (!mappings) return void (unmapped += 1);
    const placed: (RealWorldMapping | undefined)[] = quantities.map(() => undefined);
    for (const mapping of mappings) placed[positionOf(mapping, quantities)] ??= mapping;
    return { plane, mappings: placed };
  });
  if (!frames.some(Boolean))
    return { ok: false, why: unmapped > 0 ? { kind: 'no-unit' } : { kind: 'no-plane', of: 'overlay' } };
  const palette = ownPalette(dataset, image.signed);
  const padding = image.padding ? ([image.padding.from, image.padding.to] as const) : paddingFrom(dataset);
  const leftOut: readonly LeftOut[] = [
    ...(unplaced > 0 ? [{ kind: 'frames-without-plane', count: unplaced } as const] : []),
    ...(unmapped > 0 ? [{ kind: 'values-without-unit', count: unmapped } as const] : []),
    ...(palette === 'unreadable' ? [{ kind: 'palette' } as const] : []),
  ];
  return {
    ok: true,
    overlay: {
      ...overlayHeadFrom(dataset, textOf(dataset, Tag.ContentLabel), identifierSystem),
      kind: 'map',
      rows: size.rows,
      columns: size.columns,
      frames,
      quantities,
      ...(padding && { padding }),
      ...(palette && palette !== 'unreadable' && { palette }),
      range: rangeFrom(dataset, groupOf(shared, perFrame[0])),
      leftOut,
    },
  };
}

/** Numbers that are no integers have no sign to be lost */
const ANY: ValueRange = [0, Infinity];

function mappingsFrom(dataset: Dataset, stored: ValueRange): readonly RealWorldMapping[] | undefined {
  const found = realWorldFrom(dataset, stored, NOTHING);
  return found?.realWorld && [found.realWorld, ...(found.realWorldOthers ?? [])];
}

/** Which quantity a mapping is of: one label and unit is one, in whichever frame. */
function positionOf({ label, unit }: RealWorldMapping, quantities: Quantity[]): number {
  const at = quantities.findIndex(
    (one) => one.label === label && one.unit.code === unit.code && one.unit.meaning === unit.meaning,
  );
  return at >= 0 ? at : quantities.push({ ...(label !== undefined && { label }), unit }) - 1;
}

/** Of numbers that are no integers */
const PADDINGS = [
  [Drawn.FloatPixelPaddingValue, Drawn.FloatPixelPaddingRangeLimit],
  [Drawn.DoubleFloatPixelPaddingValue, Drawn.DoubleFloatPixelPaddingRangeLimit],
] as const;

function paddingFrom(dataset: Dataset): ValueMap['padding'] {
  for (const [tag, limit] of PADDINGS) {
    const value = numberOf(dataset, tag);
    if (value === undefined) continue;
    const other = numberOf(dataset, limit) ?? value;
    return [Math.min(value, other), Math.max(value, other)];
  }
  return undefined;
}

/** Its own colours; tables of unlike size are none. */
function ownPalette(dataset: Dataset, signed: boolean): Palette | 'unreadable' | undefined {
  if (!has(dataset, Tag.RedPaletteColorLookupTableDescriptor)) return undefined;
  try {
    const palette = paletteFrom(dataset, signed, NOTHING);
    const { red, green, blue } = palette;
    return green.length === red.length && blue.length === red.length ? palette : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Stored values from black to white, as the object would have them seen; not a number where it says nothing. */
function rangeFrom(dataset: Dataset, group: (tag: string) => Dataset | undefined): ValueMap['range'] {
  const from = group(Tag.FrameVOILUTSequence) ?? dataset;
  const center = numberOf(from, Tag.WindowCenter);
  const width = numberOf(from, Tag.WindowWidth);
  if (center === undefined || width === undefined) return [NaN, NaN];
  return [center - width / 2, center + width / 2];
}
