import type { StudyUid } from '../../domain/ids';
import { identifiersOf, isAccession } from '../resource/coded';
import { studyUidOf } from '../imaging/imaging-study';
import { objects, text, type Json } from '../resource/json';
import { localReference } from '../resource/reference';

/** Which studies were made for an order */
export type Orders = ReadonlyMap<string, readonly string[]>;

/** What leads from a report to studies. */
export interface Joins {
  readonly studies: readonly StudyUid[];
  /** FHIR references of ImagingStudy */
  readonly studyReferences: readonly string[];
  readonly accessionNumbers: readonly string[];
}

/**
 * A report is joined by `imagingStudy` (`study` in R5), literal or logical, and by accession numbers of its own, its order's
 * and its study's; by the order itself only where nothing else leads anywhere, because one order may hold several examinations.
 */
export function joinsOf(report: Json, base: URL, orders: Orders): Joins {
  const studies = [...objects(report['imagingStudy']), ...objects(report['study'])];
  const basedOn = objects(report['basedOn']);
  const logical = [...studies, ...basedOn].flatMap(({ identifier }) => objects([identifier]));
  const named = studies.flatMap((each) => localReference(each, base) ?? []);
  const accessionNumbers = accessionsAmong([...identifiersOf(report).map(({ json }) => json), ...logical]);
  const uids = logical.flatMap((identifier) => studyUidOf({ identifier: [identifier] }) ?? []);
  const isLinked = named.length > 0 || accessionNumbers.length > 0 || uids.length > 0;
  const ordered = isLinked
    ? []
    : basedOn.flatMap((each) => orders.get(localReference(each, base) ?? '') ?? []);
  return {
    studies: [...new Set(uids)],
    studyReferences: [...new Set([...named, ...ordered])],
    accessionNumbers,
  };
}

export const accessionsAmong = (identifiers: readonly Json[]): readonly string[] => [
  ...new Set(identifiers.filter(isAccession).flatMap(({ value }) => text(value) ?? [])),
];
