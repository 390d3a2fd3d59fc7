import { wallClock } from '../../domain/dates';
import { instanceUid, isUid, seriesUid, studyUid, type InstanceUid, type StudyUid } from '../../domain/ids';
import type { Series, Study, Withdrawal } from '../../domain/study/study';
import { codes, identifiersOf, isAccession, words } from '../resource/coded';
import { modalitiesIn } from './modality';
import { accessionsAmong, accessionsOfOrders } from '../resource/orders';
import { code, count, given, list, object, objects, present, text, type Json } from '../resource/json';
import { isPrefixed, plainUid } from '../resource/reference';

/**
 * An ImagingStudy (STU 3, R4 and R5) as the list needs it. `undefined` without a Study Instance UID: nothing can be asked of
 * an archive then, and nothing merged. Series are given only where the record lists all of them readably: else the archive
 * is asked, and none is left out in silence.
 */
export function studyFrom(resource: Json): Study | undefined {
  const uid = studyUidOf(resource);
  if (resource['resourceType'] !== 'ImagingStudy' || uid === undefined) return undefined;
  const listed = list(resource['series']);
  const series = objects(listed).flatMap((each) => seriesFrom(each) ?? []);
  const isWhole = series.length === Math.max(listed.length, count(resource['numberOfSeries']) ?? 0);
  const id = text(resource['id']);
  return present<Study>({
    uid,
    started: localTime(resource['started']),
    modalities: modalitiesOf(resource, series),
    description: descriptionOf(resource),
    bodyPart: series.map(({ bodyPart }) => bodyPart).find(Boolean),
    accessionNumber: accessionOf(resource),
    accessionNumbers: accessionsOf(resource),
    seriesCount: count(resource['numberOfSeries']) ?? (listed.length || undefined),
    instanceCount: count(resource['numberOfInstances']) ?? (isWhole ? sumOf(series) : undefined),
    heldBy: [],
    inRecord: true,
    reference: id && `ImagingStudy/${id}`,
    place: placeOf(resource),
    series: series.length > 0 && isWhole ? series : undefined,
    withdrawn: withdrawalOf(resource),
    awaited: code(resource['status']) === 'registered' ? true : undefined,
  });
}

/** Entered in error or cancelled: the record itself takes it back, and its UID says which pictures. */
export function withdrawalOf({ status }: Json): Withdrawal | undefined {
  const said = code(status);
  return said === 'entered-in-error' || said === 'cancelled' ? said : undefined;
}

/**
 * `uid` in STU 3; else the identifier of the system `urn:dicom:uid`, any that is written as `urn:oid:`, or one that can be
 * nothing else: with or without the prefix, whatever its letters (R4 10.7.4.1).
 */
export function studyUidOf(resource: Json): StudyUid | undefined {
  const identifiers = identifiersOf(resource);
  const system = ({ json }: (typeof identifiers)[number]) => text(json['system'])?.toLowerCase();
  const dicom = identifiers.filter((each) => system(each) === 'urn:dicom:uid');
  const oid = identifiers.filter(({ value }) => isPrefixed(value));
  const typed = identifiers.filter(({ json }) => codes(json['type']).includes(STUDY_INSTANCE_UID));
  const ofDicom = identifiers.filter(
    (each) => /dicom/.test(system(each) ?? '') && EVIDENT_UID.test(each.value),
  );
  const bare = identifiers.filter((each) => system(each) === undefined && EVIDENT_UID.test(each.value));
  const named = [
    text(resource['uid']),
    ...[...dicom, ...typed, ...oid, ...ofDicom, ...bare].map(({ value }) => value),
  ];
  const uid = named.map(plainUid).find((each) => each !== undefined && isUid(each));
  return uid === undefined ? undefined : studyUid(uid);
}

/** DICOM's own code for what the number is (PS3.16, DCM) */
const STUDY_INSTANCE_UID = '110180';
/** Numbers with this many dots are no accession numbers */
const EVIDENT_UID = /^\d+(?:\.\d+){5,}$/;

function seriesFrom(json: Json): Series | undefined {
  const uid = plainUid(json['uid']);
  if (uid === undefined || !isUid(uid)) return undefined;
  return present<Series>({
    uid: seriesUid(uid),
    number: count(json['number']),
    modality: modalitiesIn(json['modality'])[0] ?? '',
    description: text(json['description']),
    bodyPart: bodyPartOf(json['bodySite']),
    laterality: lateralityOf(json['laterality']),
    instanceCount: count(json['numberOfInstances']) ?? (objects(json['instance']).length || undefined),
    firstInstance: instanceAt(objects(json['instance']), 0),
    middleInstance: instanceAt(objects(json['instance']), 0.5),
  });
}

/** By number; without numbers only an instance that is alone is the first, and the middle one. */
function instanceAt(instances: readonly Json[], part: 0 | 0.5): InstanceUid | undefined {
  const isNumbered = instances.every(({ number }) => count(number) !== undefined);
  if (instances.length > 1 && !isNumbered) return undefined;
  const sorted = [...instances].sort((a, b) => Number(a['number']) - Number(b['number']));
  const found = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  const uid = plainUid(found?.['uid']);
  return uid !== undefined && isUid(uid) ? instanceUid(uid) : undefined;
}

/** R4 a Coding, R5 a CodeableReference */
function bodyPartOf(site: unknown): string | undefined {
  const concept = object(site)?.['concept'];
  return text(object(site)?.['display']) ?? words(concept ?? site);
}

/** SNOMED CT, DICOM letters, or words. What is none of them is left out, never guessed. */
function lateralityOf(value: unknown): Series['laterality'] {
  const known: Record<string, Series['laterality']> = {
    '419161000': 'L', // Unilateral left
    '7771000': 'L',
    '419465000': 'R', // Unilateral right
    '24028007': 'R',
    '51440002': 'B',
    L: 'L',
    R: 'R',
    B: 'B',
  };
  return codes(value)
    .map((code) => known[code])
    .find(Boolean);
}

function modalitiesOf(resource: Json, series: readonly Series[]): readonly string[] {
  const named = [
    ...modalitiesIn(resource['modality'] ?? resource['modalityList']),
    ...series.map(({ modality }) => modality),
  ];
  return [...new Set(named.filter((code) => code !== ''))];
}

/** `description` in R4; what was done where there is none (`procedure` in R5) */
function descriptionOf(resource: Json): string | undefined {
  const procedures = [
    ...objects(resource['procedureCode']).map(words),
    ...objects(resource['procedure']).map(({ concept }) => words(concept)),
  ];
  return text(resource['description']) ?? procedures.find(Boolean);
}

/** All by which reports may go: its own, and those of the orders it was made for. Only where there are several. */
function accessionsOf(resource: Json): readonly string[] | undefined {
  const own = accessionsAmong(identifiersOf(resource).map(({ json }) => json));
  const all = [...new Set([accessionOf(resource) ?? [], ...own, ...accessionsOfOrders(resource)].flat())];
  return all.length > 1 ? all : undefined;
}

/** Type ACSN, else the filler's number, else an identifier without type or UID: UK Core and older records write it plain. */
function accessionOf(resource: Json): string | undefined {
  const stu3 = given(object(resource['accession'])?.['value']);
  if (stu3 !== undefined) return stu3;
  const named = identifiersOf(resource).filter(
    ({ json, value }) => json['system'] !== 'urn:dicom:uid' && !/^urn:/i.test(value),
  );
  const others = named.filter(({ value }) => !EVIDENT_UID.test(value));
  const typed = (code: string) =>
    named.find(({ json }) => codes(json['type']).some((each) => each.toUpperCase() === code));
  const plain = others.find(({ json }) => /accession/i.test(text(json['system']) ?? ''));
  const typedOrPlain = typed('ACSN') ?? typed('FILL') ?? plain;
  return (
    typedOrPlain?.value ??
    accessionsOfOrders(resource)[0] ??
    others.find(({ json }) => json['type'] === undefined && json['use'] !== 'secondary' && !isAccession(json))
      ?.value
  );
}

/** As the record names it: the place itself, else an organisation that performed it */
function placeOf(resource: Json): string | undefined {
  const organisations = objects(resource['series'])
    .flatMap(({ performer }) => objects(performer))
    // STU 3 names the performer itself
    .map((performer) => object(performer['actor']) ?? performer)
    .filter(
      (actor) =>
        text(actor['type']) === 'Organization' || text(actor['reference'])?.includes('Organization/'),
    );
  return (
    text(object(resource['location'])?.['display']) ??
    organisations.map((each) => text(each['display'])).find(Boolean)
  );
}

/** FHIR's, and what records write in its place: a space before the time, an offset without its colon, DICOM's dates */
const DATE_TIME =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** By the wall clock of the place, without fractions and offset: archives have neither. */
export function localTime(value: unknown): string | undefined {
  const given = text(value)?.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T') ?? '';
  const [, year, month, day, time] = DATE_TIME.exec(wallClock(given)) ?? [];
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  return date === '' ? undefined : time === undefined ? date : `${date}T${time}`;
}

function sumOf(series: readonly Series[]): number | undefined {
  const counts = series.map(({ instanceCount }) => instanceCount);
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return counts.reduce<number>((total, each) => total + (each ?? 0), 0);
}
