import { instanceUid, isUid, seriesUid, studyUid, type StudyUid } from '../../domain/ids';
import { unreadable } from '../../domain/knowledge/remote';
import { manifestPlace, type Manifest } from '../../domain/study/manifest';
import { eachOnce, listedInOrder, studyListed } from '../../domain/study/manifest-study';
import type { ListedInstance } from '../../domain/study/study';
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
  const chosen =
    studies.find((one) => uidOf(one) === promised) ?? studies.find((one) => uidOf(one) === own) ?? studies[0];
  const uid = chosen && (uidOf(chosen) ?? own);
  if (uid === undefined || !isUid(uid)) throw new Error('it lists no study');
  // One study may stand in several items.
  const entries = studies
    .filter((one) => one === chosen || uidOf(one) === uid)
    .flatMap((one) => itemsOf(one, Tag.ReferencedSeriesSequence));
  const places = entries.flatMap((entry) => {
    const series = textOf(entry, Tag.SeriesInstanceUID);
    const [root, location] = [textOf(entry, Tag.RetrieveURL), textOf(entry, Tag.RetrieveLocationUID)];
    return series !== undefined && (root ?? location) !== undefined
      ? [manifestPlace([seriesUid(series)], root, location)]
      : [];
  });
  if (places.length === 0 && !isTitledManifest(dataset)) return undefined;
  const read = entries.map(seriesFrom);
  const series = eachOnce(read.flatMap((one) => one?.series ?? []));
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
    shortfalls: unreadable(read.reduce((sum, one) => sum + (one?.unreadable ?? 1), 0)),
  };
}

const KEY_OBJECT = '1.2.840.10008.5.1.4.1.1.88.59';
/** Document title "Manifest" (PS3.16 CID 7010): what has none of its places may lie with whoever says to hold it */
const MANIFEST = '113030';

const isTitledManifest = (dataset: Dataset): boolean =>
  itemsOf(dataset, Tag.ConceptNameCodeSequence).some((title) => textOf(title, Tag.CodeValue) === MANIFEST);

/** A series of the evidence, and how many of its instances could not be read; `undefined` where that is all of it. */
function seriesFrom(entry: Dataset) {
  const uid = textOf(entry, Tag.SeriesInstanceUID);
  if (uid === undefined || !isUid(uid)) return undefined;
  const given = itemsOf(entry, Tag.ReferencedSOPSequence);
  const listed = given.flatMap((one): readonly ListedInstance[] => {
    const [instance, sopClass] = [
      textOf(one, Tag.ReferencedSOPInstanceUID),
      textOf(one, Tag.ReferencedSOPClassUID),
    ];
    return instance !== undefined && isUid(instance)
      ? [{ uid: instanceUid(instance), sopClass: sopClass ?? '' }]
      : [];
  });
  const series = listedInOrder({ uid: seriesUid(uid), modality: '' }, listed);
  return { series, unreadable: given.length - listed.length };
}
