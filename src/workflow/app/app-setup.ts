import { assign, fromPromise, setup } from 'xstate';
import type { Patient } from '../../domain/patient/patient';
import type { Ports } from '../../domain/ports/ports';
import type { OpenRecord, PatientRecord } from '../../domain/ports/record';
import type { LaunchProblem, Result } from '../../domain/problem';
import type { Landing } from '../../domain/list/relevance';
import { inSession, inStudy, type AppContext } from './app-context';
import type { AppEvent } from './app-events';
import { landingNow } from './landing';
import { measuringMachine } from '../measuring/measuring.machine';
import { retrieveStudy, openStudy, type OpenedStudy, type OpenStudy } from '../study/open-study';
import { reportMachine } from '../report/report.machine';
import { sessionMachine } from '../session/session.machine';
import { studyListMachine, type StudyListContext } from '../study-list/study-list.machine';
import { viewerMachine } from '../viewer/viewer.machine';

const opening = fromPromise<Result<OpenRecord, LaunchProblem>, { record: PatientRecord }>(
  ({ input, signal }) => input.record.open(signal),
);

const retrieval = fromPromise<
  Result<OpenedStudy>,
  { openStudy: OpenStudy; patient: Patient; engine: Ports['engine'] }
>(({ input, signal }) => retrieveStudy(input.openStudy, input.patient, input.engine, signal));

const isLanding = (landing: ReturnType<typeof landingNow>): landing is Landing => typeof landing === 'object';

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
    retrieval,
    session: sessionMachine,
    studyList: studyListMachine,
    measuring: measuringMachine,
    viewer: viewerMachine,
    report: reportMachine,
  },
  guards: {
    canLand: ({ context }, list: StudyListContext) => isLanding(landingNow(list, inSession(context).context)),
    cannotLand: ({ context }, list: StudyListContext) =>
      landingNow(list, inSession(context).context) === 'none',
  },
  actions: {
    leaveStudy: ({ context }) => context.openStudy?.leave(),
    forgetStudy: assign({
      openStudy: undefined,
      landing: undefined,
      retrieved: undefined,
      priorStudy: undefined,
      studyProblem: undefined,
    }),
    land: assign(({ context }, list: StudyListContext) => {
      const landing = landingNow(list, inSession(context).context);
      return isLanding(landing) ? { landing, openStudy: openStudy(landing.study, list.archives) } : {};
    }),
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
