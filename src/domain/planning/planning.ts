import { hereOf, isWhole, type Remote } from '../knowledge/remote';
import { earliest } from '../knowledge/statements';
import { recordAnswer, type Source } from '../list/federation';
import { reportsKnown } from '../list/reports-of-study';
import type { RecordedPlanned } from '../ports/record';
import type { Report } from '../report/report';
import type { Study } from '../study/study';
import { stateOf, type ChainState } from './chain-state';
import { chainsOf, isApart, type Chain } from './chains';

export interface PlanningSources {
  readonly planned: Remote<Pick<RecordedPlanned, 'planned' | 'unanswered'>>;
  readonly sources: readonly Source[];
  readonly studies: readonly Study[];
  readonly reports: Remote<readonly Report[]>;
  readonly now: Date;
}

/** What needs a person · what is to come · what came of it · what will not be done */
export type Standing = 'attention' | 'open' | 'result' | 'cancelled';

export interface Entry {
  readonly chain: Chain;
  readonly state: ChainState;
  readonly standing: Standing;
  /** Nobody can tell whose it is */
  readonly isApart: boolean;
  /** Date by which it stands among others; empty where nobody says one */
  readonly at: string;
}

export interface Planning {
  /** What needs a person first, then what is to come (the soonest first), then results and what was cancelled, the newest first */
  readonly entries: readonly Entry[];
  /** Everybody answered wholly. @param asOf the earliest of their answers */
  readonly isWhole: boolean;
  readonly asOf: Date | undefined;
}

const ORDER: readonly Standing[] = ['attention', 'open', 'result', 'cancelled'];

/** Requests, bookings and results in one line of time. */
export function planningOf({ planned, sources, studies, reports, now }: PlanningSources): Planning {
  const here = hereOf(planned);
  const chains = chainsOf(here?.planned ?? [], studies, hereOf(reports) ?? []);
  const answers = [planned, reports, ...sources.map(({ answer }) => answer)];
  const unanswered = planned.kind === 'answered' ? planned.value.unanswered : [];
  const whole = answers.every(isWhole) && unanswered.length === 0;
  const around = {
    isWhole: whole,
    isBookingWhole: isWhole(planned) && !unanswered.some(({ what }) => what === 'appointments'),
    unlinked: chains.filter((each) => each.requests.length === 0 && each.bookings.length === 0),
    reportOf: reportsKnown(reports, studies, recordAnswer(sources)),
    now: now.getTime(),
  };
  const entries = chains.map((chain): Entry => {
    const state = stateOf(chain, around);
    return {
      chain,
      state,
      standing: standingOf(state, chain),
      isApart: isApart(chain),
      at: dateOf(chain, state),
    };
  });
  const sorted = entries.sort(
    (a, b) =>
      Number(a.isApart) - Number(b.isApart) ||
      ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
      rankOf(a) - rankOf(b) ||
      (a.standing === 'open' && rankOf(a) === 0 ? 1 : -1) * (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
  return { entries: sorted, isWhole: whole, asOf: earliest(answers) };
}

/** What has a date to come stands before what has none. */
const rankOf = ({ standing, state }: Entry) =>
  standing === 'open' && state.kind !== 'booked' && state.kind !== 'unconfirmed' ? 1 : 0;

/** An appointment of long ago, of which only itself is here, is nobody's task: most are never marked as kept. */
function standingOf(state: ChainState, { requests }: Chain): Standing {
  const isAlone = requests.length === 0;
  switch (state.kind) {
    case 'passed':
      return isAlone && state.result !== 'none' ? 'result' : 'attention';
    case 'missed':
      return isAlone ? 'cancelled' : 'attention';
    case 'booked':
    case 'unconfirmed':
    case 'requested':
    case 'under-way':
      return 'open';
    case 'attended':
      return isAlone ? 'result' : 'open';
    case 'reported':
    case 'done':
    case 'completed':
      return 'result';
    case 'cancelled':
      return state.booked === undefined ? 'cancelled' : 'attention';
  }
}

function dateOf({ requests, bookings, studies, reports }: Chain, state: ChainState): string {
  if ((state.kind === 'booked' || state.kind === 'unconfirmed') && state.at !== undefined) return state.at;
  const dates = [
    ...studies.map(({ started }) => started),
    ...reports.map(({ issued }) => issued),
    ...(studies.length > 0 || reports.length > 0 ? [] : [...bookings, ...requests].map(({ at }) => at)),
  ];
  return (
    dates
      .flatMap((each) => each ?? [])
      .sort()
      .at(-1) ?? ''
  );
}

/** What the head of the list tells: what is open, and what needs a person. */
export const isPlanned = ({ standing }: Entry): boolean => standing === 'attention' || standing === 'open';
