import { instanceUid, isUid, seriesUid, studyUid, type InstanceUid, type StudyUid } from '../../domain/ids';
import type { Series, Study, Withdrawal } from '../../domain/study/study';
import { codes, codesOf, identifiersOf, isAccession, words } from '../resource/coded';
import { count, object, objects, present, text, type Json } from '../resource/json';

/**
 * An ImagingStudy (R4, and R5 where it differs) as the list needs it. `undefined` without a Study Instance UID: nothing
 * can be asked of an archive then, and nothing merged.
 */
export function studyFrom(resource: Json): Study | undefined {
  const uid = studyUidOf(resource);
  if (resource['resourceType'] !== 'ImagingStudy' || uid === undefined) return undefined;
  const series = objects(resource['series']).flatMap((each) => seriesFrom(each) ?? []);
  const id = text(resource['id']);
  return present<Study>({
    uid,
    started: localTime(resource['started']),
    modalities: modalitiesOf(resource, series),
    description: descriptionOf(resource),
    bodyPart: series.map(({ bodyPart }) => bodyPart).find(Boolean),
    accessionNumber: accessionOf(resource),
    seriesCount: count(resource['numberOfSeries']) ?? (series.length || undefined),
    instanceCount: count(resource['numberOfInstances']) ?? sumOf(series),
    heldBy: [],
    inRecord: true,
    reference: id && `ImagingStudy/${id}`,
    place: placeOf(resource),
    series: series.length > 0 ? series : undefined,
    withdrawn: withdrawalOf(resource),
    awaited: resource['status'] === 'registered' ? true : undefined,
  });
}

/** Entered in error or cancelled: the record itself takes it back, and its UID says which pictures. */
export function withdrawalOf({ status }: Json): Withdrawal | undefined {
  return status === 'entered-in-error' || status === 'cancelled' ? status : undefined;
}

/** `urn:dicom:uid`, or any identifier written as `urn:oid:`, with or without the prefix (R4 10.7.4.1) */
export function studyUidOf(resource: Json): StudyUid | undefined {
  const plain = (value: string) => value.replace(/^urn:oid:/i, '');
  const identifiers = identifiersOf(resource);
  const dicom = identifiers.filter(({ json }) => json['system'] === 'urn:dicom:uid');
  const oid = identifiers.filter(({ value }) => /^urn:oid:/i.test(value));
  const uid = [...dicom, ...oid].map(({ value }) => plain(value)).find(isUid);
  return uid === undefined ? undefined : studyUid(uid);
}

function seriesFrom(json: Json): Series | undefined {
  const uid = text(json['uid'])?.replace(/^urn:oid:/i, '');
  if (uid === undefined || !isUid(uid)) return undefined;
  return present<Series>({
    uid: seriesUid(uid),
    number: count(json['number']),
    modality: codesOf(json['modality'])[0] ?? '',
    description: text(json['description']),
    bodyPart: bodyPartOf(json['bodySite']),
    laterality: lateralityOf(json['laterality']),
    instanceCount: count(json['numberOfInstances']) ?? (objects(json['instance']).length || undefined),
    firstInstance: firstInstance(objects(json['instance'])),
  });
}

/** By number; without numbers only an instance that is alone is the first. */
function firstInstance(instances: readonly Json[]): InstanceUid | undefined {
  const isNumbered = instances.every(({ number }) => count(number) !== undefined);
  if (instances.length > 1 && !isNumbered) return undefined;
  const first = instances.reduce<Json | undefined>(
    (lowest, each) => (lowest && Number(lowest['number']) <= Number(each['number']) ? lowest : each),
    undefined,
  );
  const uid = text(first?.['uid'])?.replace(/^urn:oid:/i, '');
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
  const named = [...codesOf(resource['modality']), ...series.map(({ modality }) => modality)];
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

/** Type ACSN, else the filler's number, else an identifier without type or UID: UK Core and older records write it plain. */
function accessionOf(resource: Json): string | undefined {
  const others = identifiersOf(resource).filter(
    ({ json, value }) => json['system'] !== 'urn:dicom:uid' && !/^urn:/i.test(value),
  );
  const typed = (code: string) => others.find(({ json }) => codes(json['type']).includes(code));
  const plain = others.find(({ json }) => /accession/i.test(text(json['system']) ?? ''));
  const typedOrPlain = typed('ACSN') ?? typed('FILL') ?? plain;
  return (
    typedOrPlain?.value ??
    others.find(({ json }) => json['type'] === undefined && json['use'] !== 'secondary' && !isAccession(json))
      ?.value
  );
}

/** As the record names it: the place itself, else an organisation that performed it */
function placeOf(resource: Json): string | undefined {
  const organisations = objects(resource['series'])
    .flatMap(({ performer }) => objects(performer))
    .map(({ actor }) => object(actor))
    .filter(
      (actor) =>
        text(actor?.['type']) === 'Organization' || text(actor?.['reference'])?.includes('Organization/'),
    );
  return (
    text(object(resource['location'])?.['display']) ??
    organisations.map((each) => text(each?.['display'])).find(Boolean)
  );
}

/**
 * The wall clock of the place: as written where an offset is given (`09:12:00+01:00` → `09:12:00`). UTC is no place's
 * clock, so it becomes this device's: a UK server's `08:12:00Z` in June was a quarter past nine.
 */
function localTime(value: unknown): string | undefined {
  const form = /^(\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?)?)?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;
  const [whole, written, offset] = form.exec(text(value) ?? '') ?? [];
  if (whole === undefined || (offset !== 'Z' && offset !== '+00:00')) return written;
  const at = new Date(whole);
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function sumOf(series: readonly Series[]): number | undefined {
  const counts = series.map(({ instanceCount }) => instanceCount);
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return counts.reduce<number>((total, each) => total + (each ?? 0), 0);
}
