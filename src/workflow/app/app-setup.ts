import { assign, enqueueActions, fromCallback, fromPromise, sendTo, setup } from 'xstate';
import type { Patient } from '../../domain/patient/patient';
import type { AuditDelivery } from '../../domain/ports/audit';
import type { Ports } from '../../domain/ports/ports';
import type { OpenRecord, PatientRecord } from '../../domain/ports/record';
import { err, isPassing, type LaunchProblem, type Problem, type Result } from '../../domain/problem';
import type { Landing } from '../../domain/list/relevance';
import {
  failingAfter,
  inSession,
  inStudy,
  knownNow,
  listNow,
  opening as openingStudy,
  reportKnown,
  type AppContext,
} from './app-context';
import type { AppEvent } from './app-events';
import { landingAfter, landingNow } from './landing';
import { measuringMachine } from '../measuring/measuring.machine';
import { refusalOf } from '../study/refusal';
import { stagedFor } from '../study/staged';
import { retrieveStudy, type OpenedStudy, type OpenStudy } from '../study/open-study';
import { reportMachine } from '../report/report.machine';
import { sessionMachine } from '../session/session.machine';
import { studyListMachine } from '../study-list/study-list.machine';
import type { StudyListContext } from '../study-list/study-list-context';
import { viewerMachine } from '../viewer/viewer.machine';

const opening = fromPromise<Result<OpenRecord, LaunchProblem>, { record: PatientRecord }>(
  ({ input, signal }) => input.record.open(signal),
);

const delivery = fromCallback<AppEvent, { audit: Ports['audit'] }, AppEvent>(({ input, sendBack }) => {
  const tell = (told: AuditDelivery) => sendBack({ type: 'audit.told', delivery: told });
  // What was found out before the record was open: that the sign-in does not include it.
  tell(input.audit.delivery());
  return input.audit.onDelivery(tell);
});

/** Milliseconds that the last looks are waited for, once nothing of the patient is shown any more */
const LAST_LOOKS = 3_000;

const settling = fromPromise(({ input }: { input: Pick<Ports, 'audit'> }) => input.audit.settled());

const retrieval = fromPromise<
  Result<OpenedStudy>,
  { openStudy: OpenStudy; patient: Patient; engine: Ports['engine']; warned: AppContext['warned'] }
>(({ input: { openStudy, patient, engine, warned }, signal }) =>
  retrieveStudy(openStudy, patient, engine, signal, warned && 'warned'),
);

const stagedAfter = (problem: Problem | undefined, times: number) =>
  problem && stagedFor(err(problem), times);

const isLanding = (landing: ReturnType<typeof landingNow> | undefined): landing is Landing =>
  typeof landing === 'object';

const landingSince = ({ landing, open }: AppContext, list: StudyListContext): Landing | undefined =>
  landing && open && landingAfter(landing, list, open.context);

/** What the application's states are made of: who is invoked in them, what is judged and what is done. */
export const appSetup = setup({
  types: {
    context: {} as AppContext,
    events: {} as AppEvent,
    input: {} as { ports: Ports },
    children: {} as {
      session: 'session';
      studyList: 'studyList';
      measuring: 'measuring';
      viewer: 'viewer';
      report: 'report';
      /** Of the earlier study beside the open one */
      priorReport: 'report';
    },
  },
  actors: {
    opening,
    delivery,
    settling,
    retrieval,
    session: sessionMachine,
    studyList: studyListMachine,
    measuring: measuringMachine,
    viewer: viewerMachine,
    report: reportMachine,
  },
  delays: {
    lastLooks: LAST_LOOKS,
    staged: ({ context: { studyProblem, staged = 0 } }) => stagedAfter(studyProblem, staged) ?? 0,
  },
  guards: {
    /** The sign-in is done, and only the patient did not come. */
    mayOpenAgain: ({ context: { launchProblem } }) => launchProblem !== undefined && isPassing(launchProblem),
    /** By a person; what was withheld, once the record was asked in an emergency. */
    mayAskAgain: ({ context: { launchProblem: problem } }) =>
      problem?.kind === 'patient-unavailable' && (isPassing(problem) || problem.withheld !== undefined),
    /** Its archive is fetching it from its store, and wants to be asked again. */
    isStaging: ({ context: { studyProblem, staged = 0 } }) => stagedAfter(studyProblem, staged) !== undefined,
    /** Nobody records who looks, and the site's rule is that then nobody does. */
    mustNotLook: ({ context: { ports } }, { state, missing, takenBy }: AuditDelivery) =>
      ports.auditRequired === true &&
      takenBy === undefined &&
      (state === 'refused' || state === 'not-granted' || missing > 0),
    canLand: ({ context }, list: StudyListContext) =>
      isLanding(landingNow(list, inSession(context).context, context.waited)),
    /** Another study turned out to be the one to land on, and nobody has touched anything yet. */
    isOvertaken: ({ context: { touched, landing, studyProblem } }) =>
      touched !== true &&
      landing?.instead !== undefined &&
      // A refusal stays until a person has read it.
      studyProblem?.kind !== 'different-person',
    /** Somebody else's, or taken back by the record: it stays so, however often it is asked for. */
    isCertain: ({ context: { studyProblem } }) =>
      studyProblem?.kind === 'different-person' || studyProblem?.kind === 'withdrawn',
    /** The record has taken back what is open, and nobody was told so yet; or an archive says that it is somebody else's. */
    isBarred: ({ context }) => {
      const { study } = inStudy(context);
      return refusalOf(study) !== undefined || (context.warned !== true && study.withdrawn !== undefined);
    },
    /** Somebody else's study stays refused, whoever answers; one that was taken back, as long as it is. */
    isWorthAnotherTry: ({ context }, list: StudyListContext) =>
      context.studyProblem?.kind !== 'different-person' &&
      (context.studyProblem?.kind !== 'withdrawn' || inStudy(context).study.withdrawn === undefined) &&
      (context.studyProblem?.kind === 'withdrawn' ||
        failingAfter(context.failing, list.sources).mended ||
        inStudy(context).archives.some(({ id }) => !context.askedOf?.includes(id))),
    cannotLand: ({ context }, list: StudyListContext) =>
      landingNow(list, inSession(context).context) === 'none',
  },
  actions: {
    noteAsked: assign({ askedOf: ({ context }) => inStudy(context).archives.map(({ id }) => id) }),
    /** Its pictures leave the screen until whoever looks at them was told. */
    refuseBarred: assign({
      studyProblem: ({ context }) => {
        const { study } = inStudy(context);
        const as = study.withdrawn;
        return refusalOf(study) ?? (as && { kind: 'withdrawn' as const, as });
      },
      retrieved: undefined,
    }),
    leaveStudy: ({ context }) => context.openStudy?.leave(),
    /** What was had of a study whose place another takes */
    forgetPictures: assign({
      staged: undefined,
      warned: undefined,
      askedOf: undefined,
      retrieved: undefined,
      priorStudy: undefined,
      studyProblem: undefined,
    }),
    forgetStudy: assign({
      staged: undefined,
      openStudy: undefined,
      warned: undefined,
      askedOf: undefined,
      readAlone: undefined,
      landing: undefined,
      retrieved: undefined,
      priorStudy: undefined,
      studyProblem: undefined,
    }),
    land: assign(({ context, self }, list: StudyListContext) => {
      const landing = landingNow(list, inSession(context).context, true);
      return isLanding(landing) ? { landing, openStudy: openingStudy(context, landing.study, self) } : {};
    }),
    landInstead: assign(({ context, self }) => {
      const landing = context.landing?.instead;
      return landing ? { landing, openStudy: openingStudy(context, landing.study, self) } : {};
    }),
    /** What the list has learnt since reaches the reason why this study was opened. */
    relearnLanding: assign(({ context }, list: StudyListContext) => {
      const landing = landingSince(context, list);
      return landing ? { landing } : {};
    }),
    /** Archives were waited for long enough: what is here is judged once more. */
    stopWaiting: enqueueActions(({ self, enqueue }) => {
      enqueue.assign({ waited: true });
      const list = listNow(self);
      if (list) enqueue.raise({ type: 'list.changed', list });
    }),
    tellReport: sendTo('report', ({ context }, list: StudyListContext) => ({
      type: 'known.changed' as const,
      known: reportKnown(context, inStudy(context), list),
    })),
    tellReadAlone: sendTo('report', ({ context }, list: StudyListContext) => ({
      type: 'known.changed' as const,
      known: reportKnown(context, undefined, list),
    })),
    tellPriorReport: enqueueActions(({ context, self, enqueue }) => {
      const { priorReport, studyList } = self.getSnapshot().children;
      if (!priorReport || !context.priorStudy) return;
      const known = reportKnown(context, context.priorStudy, studyList?.getSnapshot().context);
      enqueue.sendTo(priorReport, { type: 'known.changed', known });
    }),
    tellViewer: sendTo('viewer', ({ context, self }) => ({
      type: 'known.changed' as const,
      known: knownNow(context, self),
    })),
    /** Whoever failed is asked again, once, wherever that is missed. */
    askFailures: enqueueActions(({ self, enqueue }) => {
      enqueue.assign({ failing: [] });
      enqueue.sendTo('studyList', { type: 'failedSources.ask' });
      const { report, priorReport, viewer } = self.getSnapshot().children;
      for (const actor of [report, priorReport, viewer])
        if (actor) enqueue.sendTo(actor, { type: 'failures.ask' });
    }),
    /** A source that had failed has answered since: what failed with it is asked again. */
    mend: enqueueActions(({ context, self, enqueue }, list: StudyListContext) => {
      const { failing, mended } = failingAfter(context.failing, list.sources);
      enqueue.assign({ failing });
      const { report, priorReport, viewer } = self.getSnapshot().children;
      if (!mended) return;
      for (const actor of [report, priorReport, viewer])
        if (actor) enqueue.sendTo(actor, { type: 'failures.ask' });
    }),
    recordSignOut: ({ context }) => context.ports.audit.record({ kind: 'signed-out' }),
    recordLaunch: ({ context }) => context.ports.audit.record({ kind: 'launched' }),
    recordRefusal: ({ context }) => {
      const { ports, studyProblem } = context;
      const { study } = inStudy(context);
      if (studyProblem?.kind === 'different-person')
        ports.audit.record({ kind: 'identity-mismatch', study: study.uid });
      if (studyProblem?.kind === 'forbidden')
        ports.audit.record({ kind: 'access-refused', where: studyProblem.where });
    },
  },
});
