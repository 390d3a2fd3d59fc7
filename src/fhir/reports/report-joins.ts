import type { StudyUid } from '../../domain/ids';
import { identifiersOf } from '../resource/coded';
import { studyUidOf } from '../imaging/imaging-study';
import { object, objects, text, type Json } from '../resource/json';
import { accessionsAmong, orderKeys } from '../resource/orders';
import { containedIn, localReference, referencesIn } from '../resource/reference';

/** What leads from a report to studies. */
export interface Joins {
  readonly studies: readonly StudyUid[];
  /** FHIR references of ImagingStudy */
  readonly studyReferences: readonly string[];
  readonly accessionNumbers: readonly string[];
  /** By reference (`ServiceRequest/3`) or identifier (`system|value`) */
  readonly orders: readonly string[];
}

/** The R5 element in an R4 resource, as the cross-version extensions name it */
const STUDY_EXTENSION = /\/(?:extension-)?DiagnosticReport\.(?:study|imagingStudy)$/;

/**
 * A report's ways to studies: `imagingStudy` (`study` in R5, or its extension), literal, logical or contained; accession
 * numbers of its own, its order's and its study's; and the orders themselves. What they lead to is found where the
 * studies are known, whenever these become known.
 */
export function joinsOf(report: Json, base: URL): Joins {
  const extended = objects(report['extension'])
    .filter(({ url }) => STUDY_EXTENSION.test(text(url) ?? ''))
    .flatMap(({ valueReference }) => objects([valueReference]));
  const named = [
    ...objects(report['imagingStudy']),
    ...objects(report['study']),
    ...extended,
    ...objects(report['supportingInfo'])
      .map((each) => object(each['reference']) ?? each)
      .filter((each) => isOfType(each, 'ImagingStudy', base)),
  ];
  const ordered = referencesIn(report['basedOn']);
  const inside = [...named, ...ordered]
    .map((each) => containedIn(report, each))
    .filter((each) => each !== undefined);
  const logical = [...named, ...ordered].flatMap(({ identifier }) => objects(identifier));
  const identifiers = [report, ...inside].flatMap((each) => identifiersOf(each).map(({ json }) => json));
  const uids = [
    ...logical.flatMap((identifier) => studyUidOf({ identifier: [identifier] }) ?? []),
    ...inside.flatMap((each) => (each['resourceType'] === 'ImagingStudy' ? (studyUidOf(each) ?? []) : [])),
  ];
  return {
    studies: [...new Set(uids)],
    studyReferences: [...new Set(named.flatMap((each) => localReference(each, base) ?? []))],
    accessionNumbers: accessionsAmong([...identifiers, ...logical]),
    orders: orderKeys(report['basedOn'], base),
  };
}

const isOfType = (reference: Json, type: string, base: URL) =>
  localReference(reference, base)?.startsWith(`${type}/`) ?? text(reference['type']) === type;
