import { archiveId, type ArchiveId, type StudyUid } from '../ids';
import { hereOf, type Remote, type Shortfall } from '../knowledge/remote';
import { samePerson, worstMatch, type DicomPerson, type Patient, type PersonMatch } from '../patient/patient';
import { isByManifest } from '../study/manifest';
import type { Study } from '../study/study';

/** A source of studies: the record, one archive, or one that the record names and that was not asked. */
export interface Source {
  readonly id: 'record' | ArchiveId;
  readonly name: string;
  readonly answer: SourceAnswer;
}

/** The source that the record's imaging manifests are, beside its list and the archives */
export const MANIFESTS = archiveId('manifests');

/** A study that a source says is somebody else's, with what that makes of it where another source lists it as the patient's */
export type Denied = Pick<Study, 'uid' | 'identity' | 'ownership' | 'manifest'>;

/** What a source has of this patient. */
export interface Held {
  readonly studies: readonly Study[];
  /** Studies left out because the source says they are somebody else's */
  readonly somebodyElses?: number;
  /** Which those are, and nothing else of them: another source may list the same study as the patient's */
  readonly denied?: readonly Denied[];
}

export type SourceAnswer = Remote<Held>;

/** What the record said; it is always among the sources of a list. */
export const recordAnswer = (sources: readonly Source[]): SourceAnswer =>
  sources.find(({ id }) => id === 'record')?.answer ?? { kind: 'not-asked', why: 'not-known-what-for' };

/**
 * One list over all that answered: a study that several hold is one, by Study Instance UID. Newest first; without a date
 * last. The record's words are taken before an archive's, whose counts are taken before the record's.
 */
export function mergedStudies(sources: readonly Source[]): readonly Study[] {
  const byUid = new Map<StudyUid, Study>();
  for (const { answer } of sources) {
    for (const study of hereOf(answer)?.studies ?? []) {
      const known = byUid.get(study.uid);
      byUid.set(study.uid, known ? merged(known, study) : study);
    }
  }
  for (const { answer } of sources) {
    for (const denied of hereOf(answer)?.denied ?? []) {
      const known = byUid.get(denied.uid);
      // Whoever else lists it, and in whatever order they answered: it is said to be of somebody else, who is not named in
      // this patient's list.
      if (known) byUid.set(denied.uid, { ...known, ...denied });
    }
  }
  // What the record took back, and no archive holds, is no study any more.
  const standing = [...byUid.values()].filter(({ withdrawn, heldBy }) => !withdrawn || heldBy.length > 0);
  return standing.sort(newestFirst);
}

/**
 * The sources with what they say of each other: an archive that lists nothing of what the record says it holds goes by
 * another number, or does not list all, so that "none" may not be said of it. Told anew whenever one has answered.
 */
export function heldAgainstEachOther(sources: readonly Source[]): readonly Source[] {
  const recorded = hereOf(recordAnswer(sources))?.studies ?? [];
  return sources.map((source) => {
    const { id, answer } = source;
    if (id === 'record' || answer.kind !== 'answered') return source;
    const { studies, denied = [] } = answer.value;
    const listed = new Set([...studies, ...denied].map(({ uid }) => uid));
    const missing = recorded.filter((study) => isExpectedAt(id, study) && !listed.has(study.uid));
    const own = answer.shortfalls.filter(({ kind }) => kind !== 'not-listed');
    const shortfalls: readonly Shortfall[] =
      missing.length > 0 ? [...own, { kind: 'not-listed', count: missing.length }] : own;
    return { ...source, answer: { ...answer, shortfalls } };
  });
}

/** What is not made yet, was taken back, or is of nobody knows whom need not be listed there. */
const isExpectedAt = (id: ArchiveId, { recordedAt, withdrawn, awaited, ownership }: Study): boolean =>
  recordedAt?.includes(id) === true && !withdrawn && !awaited && ownership === undefined;

/**
 * What an archive answered, the studies apart that it says are of somebody else: an archive that takes no notice of the
 * number it was asked for must not put another person's history on the screen.
 */
export function ofPatient(patient: Patient, studies: readonly Study[]): Required<Held> {
  const known = new Map<string, PersonMatch>();
  /** Of one who is written alike in thousands of studies it is found out once. */
  const matchOf = (person: DicomPerson): PersonMatch => {
    const written = JSON.stringify(person);
    const match = known.get(written) ?? samePerson(patient, person);
    known.set(written, match);
    return match;
  };
  const judged = studies.map((study) =>
    study.person && saysWho(study.person) ? { ...study, identity: matchOf(study.person) } : study,
  );
  const denied = judged.flatMap(({ uid, identity }) =>
    identity?.kind === 'different' ? [{ uid, identity }] : [],
  );
  const own = judged.filter(({ identity }) => identity?.kind !== 'different');
  return { studies: own, somebodyElses: denied.length, denied };
}

/** An answer that names nobody in any way says nothing, for or against. */
const saysWho = ({ patientId, otherIds, name, birthDate }: DicomPerson) =>
  patientId !== undefined || otherIds.length > 0 || name !== undefined || birthDate !== undefined;

/** Of what two archives answered: no study is of two days, and without a kind of picture in common with itself. */
function contradict(one: Study, other: Study): boolean {
  if (one.heldBy.length === 0 || other.heldBy.length === 0) return false;
  const [a = '', b = ''] = [one.started, other.started].map((date) => date?.slice(0, WHOLE_DAY));
  const isOfTwoDays = a.length === WHOLE_DAY && b.length === WHOLE_DAY && a !== b;
  const [few, many] = [one.modalities, other.modalities];
  return isOfTwoDays && few.length > 0 && many.length > 0 && !few.some((each) => many.includes(each));
}

const WHOLE_DAY = '2026-11-18'.length;

function merged(one: Study, other: Study): Study {
  if (contradict(one, other))
    return { ...one, conflictsWith: [...(one.conflictsWith ?? []), ...other.heldBy] };
  const [record, archive] = one.inRecord ? [one, other] : [other, one];
  const given = Object.values(record).includes(undefined)
    ? Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
    : record;
  return {
    ...archive,
    ...given,
    modalities: record.modalities.length > 0 ? record.modalities : archive.modalities,
    heldBy: [...new Set([...one.heldBy, ...other.heldBy])],
    inRecord: one.inRecord || other.inRecord,
    seriesCount: most(one.seriesCount, other.seriesCount),
    instanceCount: most(one.instanceCount, other.instanceCount),
    // The longer date knows more; which hospital's clock is right nobody can tell.
    started: longer(record.started, archive.started),
    // Whom the pictures are of, only the archives say.
    person: archive.person ?? record.person,
    ...standingsOf(one, other),
    ...identityOf(one, other),
    ...placesOf(one, other),
    // Reports may go by what any of them says.
    ...namesOf(one, other),
  };
}

/** Where the record says it is, and its manifest, whose series are its own and nobody else's list of them. */
function placesOf(one: Study, other: Study): Pick<Study, 'recordedAt' | 'notAskedAt' | 'series'> {
  const [at, not] = [[one.recordedAt, other.recordedAt].flat(), [one.notAskedAt, other.notAskedAt].flat()];
  const recordedAt = [...new Set(at.filter((id) => id !== undefined))];
  const notAskedAt = not.filter((place) => place !== undefined);
  const { series } = [one, other].find(isByManifest) ?? {};
  return {
    ...(recordedAt.length > 0 && { recordedAt }),
    ...(notAskedAt.length > 0 && { notAskedAt }),
    ...(series && { series }),
  };
}

/** What each archive says of its own copy. */
function standingsOf(one: Study, other: Study): Pick<Study, 'counts' | 'awayAt'> {
  const [a, b] = [one, other].map(({ heldBy: [only], instanceCount, counts }) =>
    only === undefined || instanceCount === undefined ? counts : (counts ?? { [only]: instanceCount }),
  );
  const awayAt = [...(one.awayAt ?? []), ...(other.awayAt ?? [])];
  return { ...((a ?? b) && { counts: { ...a, ...b } }), ...(awayAt.length > 0 && { awayAt }) };
}

/** Every accession number and reference that somebody told; absent where it is the one that is shown alone. */
function namesOf(one: Study, other: Study): Pick<Study, 'accessionNumbers' | 'references' | 'orders'> {
  const all = (of: (study: Study) => readonly (string | undefined)[]) => [
    ...new Set([...of(one), ...of(other)].filter((each) => each !== undefined)),
  ];
  const numbers = all(({ accessionNumber, accessionNumbers = [] }) => [accessionNumber, ...accessionNumbers]);
  const references = all(({ reference, references: more = [] }) => [reference, ...more]);
  const orders = all(({ orders: each = [] }) => each);
  return {
    ...(numbers.length > 1 && { accessionNumbers: numbers }),
    ...(references.length > 1 && { references }),
    ...(orders.length > 0 && { orders }),
  };
}

/** The worst of what archives say. */
function identityOf(one: Study, other: Study): Pick<Study, 'identity'> {
  const said = [one.identity, other.identity].filter((identity) => identity !== undefined);
  return said.length > 0 ? { identity: worstMatch(said) } : {};
}

/** Two archives may each hold part of a study: the larger count is the one that must be reached. */
function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

const longer = (a: string | undefined, b: string | undefined) =>
  (b?.length ?? 0) > (a?.length ?? 0) ? b : a;

function newestFirst(a: Study, b: Study): number {
  if (a.started === b.started) return a.uid < b.uid ? -1 : 1;
  if (a.started === undefined) return 1;
  if (b.started === undefined) return -1;
  return a.started < b.started ? 1 : -1;
}
