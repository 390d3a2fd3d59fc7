import { instanceUid, isUid, seriesUid, studyUid, type StudyUid } from '../../domain/ids';
import { manifestPlace, type Manifest } from '../../domain/study/manifest';
import { listedInOrder, studyListed } from '../../domain/study/manifest-study';
import type { ListedInstance, Series } from '../../domain/study/study';
import { itemsOf, textOf, type Dataset } from '../dataset';
import { readPart10 } from '../part10/file';
import { dateTimeFrom, personFrom } from '../person';
import * as Tag from '../tags';

/**
 * A Key Object Selection that is an imaging manifest (PS3.3 A.35.4; IHE RAD XDS-I, MADO). Its evidence is believed, and its
 * content tree is not: the codes of that differ in every file that was seen, and what it says of dates and numbers does too.
 * @param promised the study that its entry names
 * @returns `undefined` for a selection of key images, whose evidence says of no series where it lies
 * Rejects with an Error of a few words where it cannot be read.
 */
export async function kosManifest(bytes: Uint8Array, promised?: StudyUid): Promise<Manifest | undefined> {
  const { dataset } = await readPart10(bytes);
  return manifestFrom(dataset, promised);
}

/** The same of a dataset. */
export function manifestFrom(dataset: Dataset, promised?: StudyUid): Manifest | undefined {
  if (textOf(dataset, Tag.SOPClassUID) !== KEY_OBJECT) throw new Error('it is no key object selection');
  const studies = itemsOf(dataset, Tag.CurrentRequestedProcedureEvidenceSequence);
  const uidOf = (one: Dataset) => textOf(one, Tag.StudyInstanceUID);
  const own = uidOf(dataset);
  const evidence =
    studies.find((one) => uidOf(one) === promised) ?? studies.find((one) => uidOf(one) === own) ?? studies[0];
  const uid = evidence && (uidOf(evidence) ?? own);
  if (evidence === undefined || uid === undefined || !isUid(uid)) throw new Error('it lists no study');
  const entries = itemsOf(evidence, Tag.ReferencedSeriesSequence);
  const places = entries.flatMap((entry) => {
    const series = textOf(entry, Tag.SeriesInstanceUID);
    const [root, location] = [textOf(entry, Tag.RetrieveURL), textOf(entry, Tag.RetrieveLocationUID)];
    return series !== undefined && (root ?? location) !== undefined
      ? [manifestPlace([seriesUid(series)], root, location)]
      : [];
  });
  if (places.length === 0) return undefined;
  const series = entries.flatMap((entry) => seriesFrom(entry) ?? []);
  const orders = itemsOf(dataset, Tag.ReferencedRequestSequence);
  const accessions = [dataset, ...orders].flatMap((one) => textOf(one, Tag.AccessionNumber) ?? []);
  return {
    study: studyListed(
      {
        uid: studyUid(uid),
        started: dateTimeFrom(textOf(dataset, Tag.StudyDate), textOf(dataset, Tag.StudyTime)),
        description: textOf(dataset, Tag.StudyDescription),
        accessions,
      },
      series,
    ),
    people: [personFrom(dataset, undefined)],
    made: dateTimeFrom(textOf(dataset, Tag.ContentDate), textOf(dataset, Tag.ContentTime)),
    places,
  };
}

const KEY_OBJECT = '1.2.840.10008.5.1.4.1.1.88.59';

function seriesFrom(entry: Dataset): Series | undefined {
  const uid = textOf(entry, Tag.SeriesInstanceUID);
  if (uid === undefined || !isUid(uid)) return undefined;
  const listed = itemsOf(entry, Tag.ReferencedSOPSequence).flatMap((one): readonly ListedInstance[] => {
    const [instance, sopClass] = [
      textOf(one, Tag.ReferencedSOPInstanceUID),
      textOf(one, Tag.ReferencedSOPClassUID),
    ];
    return instance !== undefined && isUid(instance)
      ? [{ uid: instanceUid(instance), sopClass: sopClass ?? '' }]
      : [];
  });
  return listedInOrder({ uid: seriesUid(uid), modality: '' }, listed);
}
