import { spanBetween, type Span } from './interval';
import { isPerhapsAnothers, openedByItself, openedByName } from './standing';
import { bodyPartOf } from '../study/body-part-of';
import { mainModality } from '../study/modalities';
import type { Study } from '../study/study';

/** What the launch was about, as the record's context says it. */
export interface LaunchContext {
  /** References (`ImagingStudy/1`, `DiagnosticReport/2`, `ServiceRequest/3`) and study UIDs that the launch named */
  readonly named: readonly string[];
  /** How many more it named in a form that cannot be understood */
  readonly unread?: number;
  /** `Encounter/4` */
  readonly encounter?: string;
}

export type LandingReason = 'named' | 'encounter' | 'newest-reported' | 'newest';

export interface Landing {
  readonly study: Study;
  readonly reason: LandingReason;
  /** Not every source has answered wholly: there may be a newer one */
  readonly provisional?: true;
  /** Dates that are not known leave open which is the newest: those of others, or its own */
  readonly undated?: 'others' | 'itself';
  /** What would have been landed on, had it been known then */
  readonly instead?: Landing;
}

/**
 * Which study to open, and why: what the launch named; else the newest of the encounter in context; else the newest that
 * has a report; else the newest. Nothing where there is no study, or where the launch named one that cannot be found:
 * opening another instead would be a guess about what was meant. What the record took back, or does not say whose it is, is
 * never landed on, and what is not confirmed to be the patient's only where nothing that is could be.
 *
 * @param studies newest first
 * @param isReported whether a report is known for a study
 * @param reportedBy the studies that a report reference stands for
 */
export function landing(
  studies: readonly Study[],
  context: LaunchContext,
  isReported: (study: Study) => boolean,
  reportedBy: (reference: string) => readonly Study[] = () => [],
): Landing | undefined {
  if (context.named.length > 0 || context.unread) {
    const [study] = openedByName(namedAmong(studies, context, reportedBy));
    return study && { study, reason: 'named' };
  }
  const candidates = openedByItself(studies);
  const ofEncounter =
    context.encounter && candidates.find(({ encounter }) => encounter === context.encounter);
  if (ofEncounter) return { study: ofEncounter, reason: 'encounter' };
  const reported = candidates.filter(isReported);
  if (reported[0]) return newestOf(reported, reported[0], 'newest-reported');
  return candidates[0] && newestOf(candidates, candidates[0], 'newest');
}

/** The first of them; whether it is the newest, what has no whole date leaves open. */
function newestOf(those: readonly Study[], study: Study, reason: LandingReason): Landing {
  if (those.length > 1 && study.started === undefined) return { study, reason, undated: 'itself' };
  const { started = '' } = study;
  const isOpen = (other: Study) =>
    other.started === undefined ||
    (other.started.length < WHOLE_DAY && started.startsWith(other.started) && started !== other.started);
  return {
    study,
    reason,
    ...(those.some((other) => other !== study && isOpen(other)) && { undated: 'others' }),
  };
}

const WHOLE_DAY = '2026-11-18'.length;

/** The studies of a list that the launch named, or whose report it named, whether or not they may be landed on. */
export function namedAmong(
  studies: readonly Study[],
  context: LaunchContext,
  reportedBy: (reference: string) => readonly Study[],
): readonly Study[] {
  const named = context.named.map((name) => ({
    name,
    reported: new Set(reportedBy(name).map(({ uid }) => uid)),
  }));
  return studies.filter((each) => named.some(({ name, reported }) => isNamed(each, name, reported)));
}

function isNamed(study: Study, name: string, reported: ReadonlySet<Study['uid']>): boolean {
  return (
    study.reference === name ||
    study.uid === name ||
    (study.orders?.includes(name) ?? false) ||
    reported.has(study.uid)
  );
}

/** An earlier study to compare with. */
export interface Prior {
  readonly study: Study;
  /** By how much it is earlier */
  readonly span?: Span;
  /** The body part that both are of */
  readonly part: string;
}

/** Modalities that show the same thing in the same way. */
const COMPARABLE: readonly (readonly string[])[] = [
  ['CR', 'DX', 'RG'],
  ['CT'],
  ['MR'],
  ['MG'],
  ['US'],
  ['NM', 'PT'],
  ['XA', 'RF'],
];

/**
 * The earlier studies of the same body part and side by a comparable modality, newest first. A body part or side that is
 * known of one and not of the other compares with nothing: a left knee is no prior of a knee whose side nobody wrote down.
 */
export function priorsOf(study: Study, studies: readonly Study[]): readonly Prior[] {
  const part = bodyPartOf(study);
  const kind = mainModality(study.modalities);
  if (part === undefined || kind === undefined || study.started === undefined) return [];
  const started = study.started;
  return studies
    .filter(
      (other) =>
        other.uid !== study.uid &&
        !other.withdrawn &&
        !isPerhapsAnothers(other) &&
        other.started !== undefined &&
        isEarlier(other.started, started) &&
        bodyPartOf(other) === part &&
        sideOf(other) === sideOf(study) &&
        isComparable(kind, mainModality(other.modalities)),
    )
    .map((prior) => ({ study: prior, span: spanBetween(prior.started, started), part }));
}

/** As far as both are known: of `2026`, or of a day without a time, nobody knows whether it was before another of it. */
function isEarlier(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

/** The newest of them. */
export const priorOf = (study: Study, studies: readonly Study[]): Prior | undefined =>
  priorsOf(study, studies)[0];

function isComparable(one: string, other: string | undefined): boolean {
  return one === other || COMPARABLE.some((group) => group.includes(one) && group.includes(other ?? ''));
}

/** The side, from the series where the record lists them, else from the description; both sides count as one. */
function sideOf({ series, description }: Study): 'L' | 'R' | 'B' | undefined {
  const coded = new Set(series?.flatMap(({ laterality }) => laterality ?? []));
  if (coded.size > 1) return 'B';
  const [only] = coded;
  if (only) return only;
  const words = new Set((description ?? '').toLowerCase().match(/\b(left|lt|right|rt|both|bilateral)\b/g));
  const left = words.has('left') || words.has('lt');
  const right = words.has('right') || words.has('rt');
  if (words.has('both') || words.has('bilateral') || (left && right)) return 'B';
  return left ? 'L' : right ? 'R' : undefined;
}
