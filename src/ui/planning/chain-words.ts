import type { Result } from '../../domain/planning/chain-state';
import type { Chain } from '../../domain/planning/chains';
import type { PlannedImaging } from '../../domain/planning/planned-imaging';
import type { Entry } from '../../domain/planning/planning';
import type { Report } from '../../domain/report/report';
import type { Study } from '../../domain/study/study';
import { dateWords } from '../../texts/en/dates';
import { plannedImaging, planning as texts } from '../../texts/en/planning';
import { studyWords } from '../../texts/en/studies';
import { issuedWords, statusWords } from '../texts/report-words';

/** One step of a request's way, in words. */
export interface Step {
  readonly key: string;
  readonly words: string;
  /** It did not take place, or was taken back */
  readonly isOff: boolean;
  /** It is still to come */
  readonly isAhead: boolean;
  readonly study?: Study;
  readonly report?: Report;
}

/** "CT chest": by who asked for it, who booked it, who did it, or who reported it */
export function whatOf({ requests, bookings, studies, reports }: Chain): string {
  const [study] = studies;
  return (
    [...requests].reverse().find(({ what }) => what)?.what ??
    bookings.find(({ what }) => what)?.what ??
    (study && studyWords(study)) ??
    reports.find(({ title }) => title)?.title ??
    plannedImaging.noKind
  );
}

/** "Requested 3 Nov → booked 10 Dec → done → reported" */
export function stepsOf({ chain, state }: Entry): readonly Step[] {
  const { requests, bookings, studies } = chain;
  const replaced = new Set(chain.reports.flatMap(({ replaces }) => replaces));
  const reports = chain.reports.filter(({ id }) => !replaced.has(id));
  const upcoming = state.kind === 'booked' || state.kind === 'unconfirmed' ? state.at : undefined;
  return [
    ...requests.map((request, at) => askedStep(request, at < requests.length - 1)),
    ...bookings.map((booking) => bookedStep(booking, upcoming !== undefined && booking.at === upcoming)),
    ...studies.map((study) => doneStep(study, studies.length > 1)),
    ...reports.map(reportedStep),
  ];
}

function askedStep({ id, at, intent, status, isForbidden }: PlannedImaging, isReplaced: boolean): Step {
  const isRevoked = status === 'revoked' || status === 'cancelled';
  const then = isForbidden ? 'forbidden' : isRevoked ? (isReplaced ? 'replaced' : 'revoked') : status;
  const words = [texts.asked(intent, at && dateWords(at)), texts.askedThen[then]].filter(Boolean).join(', ');
  return { key: id, words, isOff: isForbidden === true || isRevoked, isAhead: false };
}

function bookedStep({ id, at, status, whyNot }: PlannedImaging, isAhead: boolean): Step {
  const isOff = status === 'cancelled' || status === 'noshow';
  return {
    key: id,
    words: [appointmentWords(status, at), whyNot].filter(Boolean).join(': '),
    isOff,
    isAhead,
  };
}

/** "Booked for 03-Dec-2026 10:20", "On the waiting list" */
export function appointmentWords(status: string, at: string | undefined): string {
  if (status === 'waitlist' && at === undefined) return texts.waiting;
  const word =
    {
      booked: texts.appointment.booked,
      proposed: texts.appointment.proposed,
      pending: texts.appointment.pending,
      waitlist: texts.appointment.waitlist,
      arrived: texts.appointment.arrived,
      'checked-in': texts.appointment.arrived,
      fulfilled: texts.appointment.arrived,
      cancelled: texts.appointment.cancelled,
      noshow: texts.appointment.noshow,
    }[status] ?? texts.appointment.other;
  return word(at === undefined ? texts.undated : issuedWords(at));
}

function doneStep(study: Study, isOneOfSeveral: boolean): Step {
  const isOff = study.withdrawn !== undefined;
  const words = isOff
    ? texts.examinationCancelled
    : study.awaited
      ? texts.awaited
      : texts.done(dateWords(study.started), isOneOfSeveral ? studyWords(study) : undefined);
  return { key: study.uid, words, isOff, isAhead: false, ...(!isOff && !study.awaited && { study }) };
}

function reportedStep(report: Report): Step {
  const { id, issued, status } = report;
  const isOff = status === 'cancelled' || status === 'entered-in-error';
  const words = texts.reported(issued && dateWords(issued), status, statusWords(status));
  return { key: id, words, isOff, isAhead: false, ...(!isOff && status !== 'registered' && { report }) };
}

/**
 * Where a chain has come to, in sentences, where its steps do not say it.
 * @param asOf when the earliest source answered, in words
 * @param isHeaded its short form stands above: only what that does not say
 */
export function stateWords({ state }: Entry, asOf: string, isHeaded = false): readonly string[] {
  const result = (known: Result) => (known === 'none' ? texts.result.none(asOf) : texts.result[known]);
  const beside = (head: string, ...rest: readonly string[]) => (isHeaded ? rest : [head, ...rest]);
  switch (state.kind) {
    case 'reported':
      return state.open > 0 ? [texts.unreported(state.open)] : [];
    case 'done':
      return [texts.report[state.report]];
    case 'under-way':
      return [texts.underWay];
    case 'passed': {
      const words = state.result === 'none' ? texts.overdue : texts.passed;
      return beside(words[state.by](dateWords(state.at)), result(state.result));
    }
    case 'attended':
      return beside(texts.attended(state.at && dateWords(state.at)), result(state.result));
    case 'completed':
      return [texts.completed, result(state.result)];
    case 'booked':
    case 'unconfirmed':
      return [];
    case 'missed':
      return [texts.again[state.again]];
    case 'cancelled':
      if (state.booked === undefined) return [texts.cancelled];
      return beside(texts.cancelledStillBooked(issuedWords(state.booked)));
    case 'requested':
      return state.booking === 'none' ? [texts.notBooked] : [];
  }
}
