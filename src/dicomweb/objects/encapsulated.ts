import type { Report, ReportContent } from '../../domain/report/report';
import { textOf, type Dataset } from '../../dicom/dataset';
import type { Result } from '../../domain/problem';
import type { Place } from './encapsulated-bytes';
import { headerOf, type ObjectContext } from '../../dicom/object-header';
import { evidenceOf, sopReferencesFrom } from '../../dicom/references';
import { dateTimeFrom } from '../../dicom/person';
import { authorsOf } from '../../dicom/sr/authors';
import { codeFrom } from '../../dicom/code';
import { verifiedIn } from '../../dicom/sr/status';
import * as Tag from '../../dicom/tags';

/** Encapsulated PDF and CDA (PS3.3 A.45): models and meshes for printing are encapsulated too, and are no reports. */
const MEDIA: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.104.1': 'application/pdf',
  '1.2.840.10008.5.1.4.1.1.104.2': 'text/xml',
};

/** Fetches the document within an object, as `documentsOf` an archive does. */
export type DocumentBytes = (
  dataset: Dataset,
  place: Place,
  mediaType: string,
  signal: AbortSignal,
) => Promise<Result<Uint8Array>>;

/**
 * An encapsulated document as a report, whose bytes are fetched when it is to be read. Throws an Error with a few words,
 * which name no patient, where it is no document or cannot be told from others.
 */
export function encapsulatedFrom(dataset: Dataset, context: ObjectContext, bytesOf: DocumentBytes): Report {
  const { uid, study, series, sopClass, person } = headerOf(dataset, context);
  const usual = Object.hasOwn(MEDIA, sopClass) ? MEDIA[sopClass] : undefined;
  if (usual === undefined) throw new Error('it is a document of a kind that is not read');
  const title = textOf(dataset, Tag.DocumentTitle) ?? codeFrom(dataset, Tag.ConceptNameCodeSequence)?.meaning;
  const issued =
    dateTimeFrom(textOf(dataset, Tag.ContentDate), textOf(dataset, Tag.ContentTime)) ??
    dateTimeFrom(textOf(dataset, Tag.InstanceCreationDate), textOf(dataset, Tag.InstanceCreationTime));
  const verified = verifiedIn(dataset);
  const attachment: ReportContent = {
    kind: 'attachment',
    mediaType: usual,
    ...(title !== undefined && { title }),
    bytes: (signal) => bytesOf(dataset, { study, series, instance: uid }, usual, signal),
  };
  return {
    id: uid,
    source: context.source,
    // Verification Flag (0040,A493) is all that such an object says of itself.
    status: verified === undefined ? 'unknown' : verified ? 'final' : 'preliminary',
    ...(title !== undefined && { title }),
    ...(issued !== undefined && { issued }),
    authors: authorsOf(dataset, []),
    contents: [attachment],
    replaces: [],
    keyImages: sopReferencesFrom(dataset, Tag.SourceInstanceSequence, evidenceOf(dataset)).map(
      ({ reference }) => reference,
    ),
    studies: [study],
    studyReferences: [],
    accessionNumbers: [textOf(dataset, Tag.AccessionNumber)].filter((number) => number !== undefined),
    ...(verified !== undefined && { verified }),
    person,
  };
}
