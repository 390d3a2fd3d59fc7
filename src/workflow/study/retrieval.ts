import type { ArchiveId, InstanceUid, SeriesUid } from '../../domain/ids';
import { displaySetsOf, type DisplaySet } from '../../domain/study/display-set';
import { samePerson, worstMatch, type Patient, type PersonMatch } from '../../domain/patient/patient';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import type { Archive, RetrievedSeries } from '../../domain/ports/archive';
import { togetherShort } from '../../domain/knowledge/remote';
import { whyNotHad, type Gap, type Refusal } from '../../domain/knowledge/statements';
import { err, ok, type Fault, type Problem, type Result } from '../../domain/problem';
import { isByManifest } from '../../domain/study/manifest';
import type { Series, Study } from '../../domain/study/study';

/** A series whose metadata are here and whose person was checked. */
export interface CheckedSeries {
  readonly displaySets: readonly DisplaySet[];
  readonly match: PersonMatch;
  readonly unreadable: number;
  /** The archive itself says that there are more pictures in it */
  readonly incomplete?: true;
  /** Only what a first picture needs: the rest of the series is still to come */
  readonly partial?: boolean;
  /** The archive sends whole studies only, so its pictures take longer */
  readonly note?: 'whole-study';
}

/**
 * The better archive first, by what is known of each: one that is not failing, that has the whole of the study, within reach,
 * in small pieces, and answers sooner. Where nothing tells two apart they stay as they stand; times differ by a half to count.
 */
export function betterFirst(study: Study, archives: readonly Archive[]): readonly Archive[] {
  const { counts = {}, awayAt = [] } = study;
  const most = Math.max(...Object.values(counts));
  const ranks = new Map(
    archives.map((archive) => {
      const { rests = false, wholeOnly = false, pace } = archive.standing?.() ?? {};
      const isPart = (counts[archive.id] ?? most) < most;
      // Whoever has not answered yet may be anything.
      const times = pace === undefined ? Infinity : Math.round(Math.log(Math.max(pace, 5)) / Math.log(1.5));
      return [archive, [rests, isPart, awayAt.includes(archive.id), wholeOnly, times].map(Number)] as const;
    }),
  );
  const before = (one: readonly number[] = [], other: readonly number[] = []) => {
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
  };
  return [...archives].sort((one, other) => before(ranks.get(one), ranks.get(other)));
}

/**
 * The archives to ask for a study's pictures: those that said they hold it, then those where the record says it is; before
 * any has said so, every one. Of each kind the better ones first.
 */
export function holdersOf(study: Study, archives: readonly Archive[]): readonly Archive[] {
  const holds = ({ id }: Archive) => study.heldBy.includes(id);
  const isRecorded = ({ id }: Archive) =>
    (study.recordedAt?.includes(id) ?? false) && !study.conflictsWith?.includes(id);
  const better = betterFirst(study, archives);
  const held = better.filter(holds);
  const recorded = better.filter((archive) => isRecorded(archive) && !holds(archive));
  // A manifest says where a study lies: nobody else is asked, to see.
  if (held.length > 0 || isByManifest(study)) return [...held, ...recorded];
  return [...recorded, ...better.filter((archive) => !isRecorded(archive))];
}

/**
 * Those to ask for one series: first where it is said to lie. By a manifest it lies there and nowhere else; where it names
 * nobody who can be asked, whoever says to hold the study may have it.
 */
export function holdersOfSeries(
  study: Study,
  { at = [] }: Series,
  archives: readonly Archive[],
): readonly Archive[] {
  const there = archives.filter(({ id }) => at.includes(id));
  const others = archives.filter(({ id }) => !at.includes(id));
  if (!isByManifest(study)) return [...there, ...others];
  return there.length > 0 ? there : others.filter(({ id }) => study.heldBy.includes(id));
}

/** Milliseconds that a holder has before the next one is asked beside it: who is silent costs this and not a deadline. */
const HEAD_START = 2_500;

/**
 * Asks one archive after another until one answers: the next when one refuses, or beside it when it is silent for long. The
 * first good answer is taken, and the others are stopped; where none is, the refusal that matters is told.
 * @param ask its signal ends with `signal`, and when another has answered
 */
export function fromFirst<T>(
  study: Study,
  archives: readonly Archive[],
  signal: AbortSignal,
  ask: (archive: Archive, signal: AbortSignal) => Promise<Result<T>>,
): Promise<Result<{ readonly value: T; readonly archive: Archive }>> {
  const refusals: Refusal[] = [];
  const asked: AbortController[] = [];
  let open = 0;
  let isOver = false;
  let late: ReturnType<typeof setTimeout> | undefined;
  return new Promise((resolve, reject) => {
    const over = (answering: number) => {
      isOver = true;
      clearTimeout(late);
      asked.forEach((stop, place) => place === answering || stop.abort());
    };
    const next = () => {
      clearTimeout(late);
      const place = asked.length;
      const archive = archives[place];
      if (isOver) return;
      if (archive === undefined) {
        if (open === 0) resolve(err(whyNotHad(refusals.filter(Boolean), study.notAskedAt)));
        return;
      }
      const stop = new AbortController();
      asked.push(stop);
      open += 1;
      late = setTimeout(next, HEAD_START);
      ask(archive, AbortSignal.any([signal, stop.signal])).then(
        (result) => {
          open -= 1;
          if (result.ok) {
            over(place);
            return resolve(ok({ value: result.value, archive }));
          }
          const { id, name } = archive;
          const isNamed = study.heldBy.includes(id) || (study.recordedAt?.includes(id) ?? false);
          refusals[place] = { name, problem: result.problem, isNamed };
          next();
        },
        (error: unknown) => {
          over(place);
          reject(error as Error);
        },
      );
    };
    next();
  });
}

/** The series of a study, and why they may not be all, where they may not. */
export interface ListedSeries {
  readonly series: readonly Series[];
  readonly gap?: Gap;
  /** The archive that listed them; absent where the record did */
  readonly listedBy?: ArchiveId;
}

/** The series that the record lists, where it lists some. */
export const recordedSeries = ({ series }: Study) =>
  series && series.length > 0 ? ok<ListedSeries>({ series }) : undefined;

/** The series of a study that is held: the record's list where it has one, else the archive's. Empty is not found. */
export async function seriesOf(
  study: Study,
  archives: readonly Archive[],
  signal: AbortSignal,
): Promise<Result<ListedSeries>> {
  const recorded = recordedSeries(study);
  if (recorded) return recorded;
  const result = await fromFirst(study, archives, signal, async (archive, its) => {
    const series = await archive.seriesOf(study.uid, its);
    if (!series.ok || series.value.value.length > 0) return series;
    return err<Problem>(
      series.value.shortfalls.length === 0
        ? { kind: 'not-found', where: archive.name }
        : { kind: 'malformed', where: archive.name, what: 'no-series-readable' satisfies Fault },
    );
  });
  if (!result.ok) return result;
  const { archive, value } = result.value;
  const { value: series, shortfalls } = value;
  const why = { kind: 'partial', shortfalls: togetherShort(shortfalls) } as const;
  return ok({
    series,
    listedBy: archive.id,
    ...(shortfalls.length > 0 && { gap: { name: archive.name, why } }),
  });
}

/**
 * One series' display sets, with the same-person rule on every instance: one instance of somebody else refuses the
 * whole series, since nobody can tell how it got there.
 */
export async function retrieveSeries(
  study: Study,
  series: Series,
  archives: readonly Archive[],
  patient: Patient,
  signal: AbortSignal,
): Promise<Result<CheckedSeries>> {
  return checked(study, series, archives, patient, signal, async (archive, its) => {
    const retrieved = await archive.instancesOf(study.uid, series.uid, its);
    if (!retrieved.ok || !series.listed) return retrieved;
    // Few open by a manifest.
    const { withAbsent } = await import('../../domain/study/absent');
    return ok({ ...retrieved.value, instances: withAbsent(series.listed, retrieved.value.instances) });
  });
}

/**
 * One instance of a series, as `retrieveSeries` would give it: its display sets are a part of what there is.
 * @param which by UID, or by its number
 */
export async function retrieveInstance(
  study: Study,
  series: Series,
  which: InstanceUid | number,
  archives: readonly Archive[],
  patient: Patient,
  signal: AbortSignal,
): Promise<Result<CheckedSeries>> {
  const one = await checked(study, series, archives, patient, signal, (archive, its) =>
    archive.instanceOf(
      study.uid,
      series.uid,
      which,
      its,
      series.listed?.find(({ uid }) => uid === which),
    ),
  );
  if (!one.ok) return one;
  const displaySets = one.value.displaySets.map((each) => ({ ...each, partial: true as const }));
  return ok({ ...one.value, displaySets, partial: true });
}

async function checked(
  study: Study,
  series: Series,
  archives: readonly Archive[],
  patient: Patient,
  signal: AbortSignal,
  ask: (archive: Archive, signal: AbortSignal) => Promise<Result<RetrievedSeries>>,
): Promise<Result<CheckedSeries>> {
  const result = await fromFirst(
    study,
    holdersOfSeries(study, series, archives),
    signal,
    async (archive, its) => {
      const retrieved = await ask(archive, its);
      if (!retrieved.ok) return retrieved;
      const { instances, unreadable } = retrieved.value;
      if (instances.length > 0) return retrieved;
      return err<Problem>(
        unreadable.length > 0
          ? { kind: 'none-readable', where: archive.name, what: unreadable[0] ?? '' }
          : { kind: 'not-found', where: archive.name },
      );
    },
  );
  if (!result.ok) return result;
  const { instances, unreadable, incomplete, note } = result.value.value;
  const match = worstMatch(instances.map(({ person }) => samePerson(patient, person)));
  if (match.kind === 'different') return err({ kind: 'different-person', differs: match.differs });
  return ok({
    displaySets: displaySetsOf(series, instances),
    match,
    unreadable: unreadable.length,
    ...(incomplete && { incomplete }),
    ...(note && { note }),
  });
}

/**
 * The series that a viewer shows, in the order people number them; those without pictures by nature come last. Reports,
 * key objects and presentation states are read for what they say, and stand here only where a study has nothing else.
 * @param first series that come before all others
 */
export function inOrder(
  series: readonly Series[],
  first: ReadonlySet<SeriesUid> = new Set(),
): readonly Series[] {
  const pictured = series.filter(({ modality }) => !WITHOUT_PICTURES.has(modality));
  const rank = ({ uid, modality }: Series) => (first.has(uid) ? 0 : DERIVED.has(modality) ? 2 : 1);
  return [...(pictured.length > 0 ? pictured : series)].sort(
    (a, b) => rank(a) - rank(b) || (a.number ?? Infinity) - (b.number ?? Infinity) || 0,
  );
}

/** Objects over pictures, which cannot be drawn by themselves */
const DERIVED = new Set(['SEG', 'RTSTRUCT', 'RTDOSE', 'RTPLAN', 'REG', 'AU']);
