import { isUid, studyUid, type StudyUid } from '../../domain/ids';
import { codesOf, identifiersOf } from '../resource/coded';
import { code, object, objects, text, type Json } from '../resource/json';
import { localReference, plainUid } from '../resource/reference';

export const FHIR_FORM = 'urn:ihe:rad:MADO:fhir-manifest:2026';
export const KOS_FORM = '1.2.840.10008.5.1.4.1.1.88.59';

/** One manifest that the record has an entry for, and where it can be had. */
export interface ManifestEntry {
  /** The study that it promises, where it says so */
  readonly study?: StudyUid;
  readonly form: 'fhir' | 'kos';
  readonly url?: string;
  /** The document itself, Base64, where the entry holds it */
  readonly data?: string;
  /** When the study was done, as the entry says it */
  readonly started?: string;
  /** When the entry was written */
  readonly date: string;
  /** Another has taken its place */
  readonly replaced: boolean;
  /** The entry does not say whose it is */
  readonly doubt: boolean;
}

/** A DocumentReference, and whether nobody can tell whose it is. */
export interface Referenced {
  readonly json: Json;
  readonly doubt: boolean;
}

/** What a study's manifests are: those that stand, the FHIR form first, then those that were replaced, the newest first. */
export interface EntriesOfStudy {
  readonly study?: StudyUid;
  readonly current: readonly ManifestEntry[];
  readonly older: readonly ManifestEntry[];
}

/**
 * The manifests among DocumentReferences, by study, the newest study first: both forms of one study are one. An entry that
 * does not say of which study it is stands for itself until its document was read.
 */
export function entriesByStudy(references: readonly Referenced[], base: URL): readonly EntriesOfStudy[] {
  const standing = references.filter(({ json }) => !isTakenBack(json));
  const replacers = replacersIn(
    standing.map(({ json }) => json),
    base,
  );
  const entries = standing.flatMap((one) => entriesFrom(one, isReplaced(one.json, replacers, base)));
  const groups = new Map<string, ManifestEntry[]>();
  for (const [at, entry] of entries.entries()) {
    const key = entry.study ?? `alone ${at}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()]
    .map((group): EntriesOfStudy => {
      const newest = [...group].sort((a, b) => momentOf(b.date) - momentOf(a.date) || 0);
      const standing = newest.filter((entry) => !entry.replaced);
      const forms = (['fhir', 'kos'] as const).map((form) => standing.filter((one) => one.form === form));
      // Of one form the newest is meant; an older one beside it was not marked as replaced.
      const current = forms.flatMap((some) => some.slice(0, 1));
      const older = [...forms.flatMap((some) => some.slice(1)), ...newest.filter((entry) => entry.replaced)];
      const study = group[0]?.study;
      return { ...(study !== undefined && { study }), current, older };
    })
    .filter(({ current }) => current.length > 0)
    .sort((a, b) => momentOf(whenOf(b)) - momentOf(whenOf(a)) || 0);
}

const whenOf = ({ current: [first] }: EntriesOfStudy) => first?.started ?? first?.date ?? '';

/** Entered in error itself, or what it is the entry of (R4 DocumentReference.docStatus) */
const isTakenBack = ({ status, docStatus }: Json): boolean =>
  [status, docStatus].some((each) => code(each) === 'entered-in-error');

/** Who says to replace what, by reference and by identifier. */
function replacersIn(resources: readonly Json[], base: URL): ReadonlyMap<string, readonly Json[]> {
  const replacers = new Map<string, Json[]>();
  for (const resource of resources)
    for (const name of replacedBy(resource, base)) {
      const there = replacers.get(name);
      if (there) there.push(resource);
      else replacers.set(name, [resource]);
    }
  return replacers;
}

const replacedBy = (resource: Json, base: URL): readonly string[] =>
  objects(resource['relatesTo'])
    .filter(({ code }) => codesOf(code).includes('replaces') || code === 'replaces')
    .flatMap(({ target }) => objects([target]))
    .flatMap((target) => [
      localReference(target, base) ?? [],
      text(object(target['identifier'])?.['value']) ?? [],
    ])
    .flat();

const nameOf = (resource: Json) => `DocumentReference/${text(resource['id']) ?? ''}`;

function isReplaced(resource: Json, replacers: ReadonlyMap<string, readonly Json[]>, base: URL): boolean {
  if (code(resource['status']) === 'superseded') return true;
  const own = replacedBy(resource, base);
  // Of two that replace each other the newer one stands, and nothing replaces itself.
  const isByReference = replacers
    .get(nameOf(resource))
    ?.some((other) => other !== resource && !(own.includes(nameOf(other)) && isNewer(resource, other)));
  if (isByReference) return true;
  const numbers = [
    text(object(resource['masterIdentifier'])?.['value']),
    ...identifiersOf(resource).map(({ value }) => value),
  ];
  // Both forms may carry one identifier, and then its newer entry would replace itself.
  return own.length === 0 && numbers.some((number) => number !== undefined && replacers.has(number));
}

const isNewer = (one: Json, other: Json): boolean =>
  momentOf(dateOf(one)) > momentOf(dateOf(other)) ||
  (momentOf(dateOf(one)) === momentOf(dateOf(other)) && nameOf(one) > nameOf(other));

const dateOf = (resource: Json): string => text(resource['date']) ?? '';

/** For an order only, in ms: two clocks write one moment in two ways, and who writes none comes before all. */
const momentOf = (date: string): number => Date.parse(date) || -Infinity;

function entriesFrom({ json: resource, doubt }: Referenced, replaced: boolean): readonly ManifestEntry[] {
  if (resource['resourceType'] !== 'DocumentReference') return [];
  const study = studyIn(resource);
  const context = object(resource['context']);
  const started = text(object(context?.['period'])?.['start']);
  return objects(resource['content']).flatMap((content): readonly ManifestEntry[] => {
    const form = formOf(content);
    const attachment = object(content['attachment']);
    const [url, data] = [text(attachment?.['url']), text(attachment?.['data'])];
    if (form === undefined || (url ?? data) === undefined) return [];
    const date = dateOf(resource) || (text(attachment?.['creation']) ?? '');
    return [
      {
        form,
        date,
        replaced,
        doubt,
        ...(study !== undefined && { study }),
        ...(url !== undefined && { url }),
        ...(data !== undefined && { data }),
        ...(started !== undefined && { started }),
      },
    ];
  });
}

/** By its format, whatever the system is called; in R5 a profile. */
function formOf(content: Json): ManifestEntry['form'] | undefined {
  const profiles = objects(content['profile']).flatMap((each) => codesOf(each['valueCoding']));
  const codes = [...codesOf(content['format']), ...profiles].map((each) => plainUid(each) ?? '');
  if (codes.some((code) => /^urn:ihe:rad:MADO:fhir-manifest:\d{4}$/i.test(code))) return 'fhir';
  return codes.includes(KOS_FORM) ? 'kos' : undefined;
}

/** The Study Instance UID among what an entry is related to: by its type, its system, or the prefix of its value. */
function studyIn(resource: Json): StudyUid | undefined {
  const related = [...objects(object(resource['context'])?.['related']), ...objects(resource['related'])];
  const identifiers = related.flatMap(({ identifier }) => objects([identifier]));
  const isTyped = ({ type }: Json) => codesOf(type).includes('110180');
  const isOfDicom = ({ system }: Json) => text(system)?.toLowerCase() === 'urn:dicom:uid';
  const [one] = [...identifiers.filter(isTyped), ...identifiers.filter(isOfDicom)].flatMap(
    ({ value }) => plainUid(value) ?? [],
  );
  return one !== undefined && isUid(one) ? studyUid(one) : undefined;
}
