import type { Requests } from './request';
import {
  bulkUriOf,
  isDataset,
  itemsOf,
  numberOf,
  textOf,
  type BulkData,
  type Dataset,
} from '../../dicom/dataset';
import { addressesOf } from './addresses';
import { octetsAt } from './octets';
import { OVERLAY_DATA } from '../../dicom/image/overlay-planes';
import * as Tag from '../../dicom/tags';

/** Tables that a display cannot do without: palettes, plain and segmented, and LUT Data within its sequences */
const TABLES = [
  Tag.RedPaletteColorLookupTableData,
  Tag.GreenPaletteColorLookupTableData,
  Tag.BluePaletteColorLookupTableData,
  Tag.SegmentedRedPaletteColorLookupTableData,
  Tag.SegmentedGreenPaletteColorLookupTableData,
  Tag.SegmentedBluePaletteColorLookupTableData,
];
const SEQUENCES = [
  Tag.ModalityLUTSequence,
  Tag.VOILUTSequence,
  Tag.SharedFunctionalGroupsSequence,
  Tag.PerFrameFunctionalGroupsSequence,
  Tag.FrameVOILUTSequence,
  Tag.PixelValueTransformationSequence,
  Tag.PixelIntensityRelationshipLUTSequence,
  Tag.RealWorldValueMappingSequence,
  Tag.OpticalPathSequence,
  Tag.PaletteColorLookupTableSequence,
];
const LUT_DATA = [Tag.LUTData, Tag.RealWorldValueLUTData];

/** A palette is a tenth of it, and an overlay on the largest mammogram fits */
const MOST = 4 * 1024 * 1024;
/** Requests at a time for tables: they are few and small */
const AT_ONCE = 4;

/** Overlays, and colour profiles, that are fetched before a series is shown: a stack that has one in each slice must not wait for them all. */
const MOST_OVERLAYS = 32;

/** Addresses of the tables, and of overlays where they are few, that the datasets keep outside themselves. */
export function tableUris(datasets: readonly Dataset[]): readonly string[] {
  const profiles = datasets.filter(isColour).flatMap(profileUris);
  const overlays = datasets.flatMap((dataset) =>
    OVERLAY_DATA.flatMap((tag) => bulkUriOf(dataset, tag) ?? []),
  );
  return [
    ...new Set([
      ...datasets.flatMap(urisOf),
      ...(overlays.length > MOST_OVERLAYS ? [] : overlays),
      ...(profiles.length > MOST_OVERLAYS ? [] : profiles),
    ]),
  ];
}

const isColour = (dataset: Dataset) =>
  (numberOf(dataset, Tag.SamplesPerPixel) ?? 1) > 1 ||
  textOf(dataset, Tag.PhotometricInterpretation) === 'PALETTE COLOR';

const profileUris = (dataset: Dataset): readonly string[] =>
  [dataset, ...itemsOf(dataset, Tag.OpticalPathSequence)].flatMap(
    (one) => bulkUriOf(one, Tag.ICCProfile) ?? [],
  );

function urisOf(dataset: Dataset): readonly string[] {
  return [
    ...[...TABLES, ...LUT_DATA].flatMap((tag) => bulkUriOf(dataset, tag) ?? []),
    ...SEQUENCES.flatMap((tag) => itemsOf(dataset, tag).filter(isDataset).flatMap(urisOf)),
  ];
}

/**
 * Fetches tables. One that does not come, or that is elsewhere, is left out: what needs it says so. After a silent one no other is
 * waited for: a series may have one in each of its hundreds of slices.
 */
export async function tablesAt(
  uris: readonly string[],
  requests: Requests,
  [study, series]: readonly [string, string],
  signal: AbortSignal,
): Promise<BulkData> {
  const tables = new Map<string, Uint8Array>();
  const base = requests.address(['studies', study, 'series', series, '']);
  let waiting = [...uris];

  async function worker() {
    for (let uri = waiting.shift(); uri !== undefined; uri = waiting.shift()) {
      const octets = await octetsAt(requests, addressesOf(requests, uri, base, study), MOST, signal);
      if (octets.ok) tables.set(uri, octets.value);
      else if (octets.problem.kind === 'timed-out') waiting = [];
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tables;
}
