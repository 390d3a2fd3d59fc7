import { bulkUriOf, isDataset, valuesOf, type Dataset } from '../../dicom/dataset';
import type { Steps } from '../../domain/steps';
import * as Tag from '../../dicom/tags';

/** LUT Data, Graphic Data and Text Value: what a report or a presentation state cannot do without */
const WANTED = new Set([Tag.LUTData, Tag.GraphicData, Tag.TextValue]);
const DEEPEST = 64;
/** Requests for one series: an object that keeps more than this outside itself is not read whole */
const MOST = 256;

/** Addresses of long texts and tables that the objects keep outside themselves, wherever in them they are. */
export function* objectBulkUris(datasets: readonly Dataset[]): Steps<readonly string[]> {
  const uris = new Set<string>();
  function* collect(dataset: Dataset, depth: number): Steps<void> {
    yield;
    for (const tag of Object.keys(dataset)) {
      if (uris.size >= MOST) return;
      const uri = WANTED.has(tag.toUpperCase()) ? bulkUriOf(dataset, tag) : undefined;
      if (uri !== undefined) uris.add(uri);
      if (depth === DEEPEST) continue;
      for (const item of valuesOf(dataset, tag)) if (isDataset(item)) yield* collect(item, depth + 1);
    }
  }
  for (const dataset of datasets) yield* collect(dataset, 0);
  return [...uris];
}
