import { instanceUid, studyUid } from '../../src/domain/ids';
import type { DisplaySet } from '../../src/domain/study/display-set';
import { documents } from '../../src/documents/documents';
import type { Patient } from '../../src/domain/patient/patient';
import type { Ports } from '../../src/domain/ports/ports';
import type { Measuring } from '../../src/domain/ports/measuring';
import type { LaunchProblem, Problem } from '../../src/domain/problem';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import {
  aPatient,
  aPorts,
  aRecord,
  anArchive,
  aSession,
  notLaunching,
  personOf,
  type Answer,
  type GivenRecord,
} from '../fakes';
import type { FakeEngine } from '../fake-engine';
import type { Study } from '../../src/domain/study/study';
import {
  chestStudy,
  ctStudy,
  earlierChestStudy,
  headMrStudy,
  mammogramStudy,
  manyStudies,
  reportsFor,
  type StudyFixture,
} from './fixtures';
import { asPrinted, keyObject, noduleMarked } from './key-images';
import { corrected, htmlReport, longReport, pdfReport, withAddendum } from './report-kinds';
import { fullArchive, measure } from './measuring';
import { everyPlan, recommending } from './planning';
import { amended, ctReport, planned } from './reports';
import { measurementReport } from './sr-report';

/** One look at the product: what the ports say, and what has happened by the time it is looked at. */
export interface Screen {
  readonly ports: Ports;
  /** The study that is opened */
  readonly open?: Study;
  /** Said by the engine's first viewport once it is shown */
  readonly happens?: (engine: FakeEngine, displaySet: DisplaySet | undefined) => void;
  readonly lost?: boolean;
}

type Make = (engine: FakeEngine) => Screen;

const four = [chestStudy(), ctStudy([140, 141]), headMrStudy(), mammogramStudy()];

interface Given {
  readonly fixtures?: readonly StudyFixture[];
  readonly salford?: Answer<readonly Study[]>;
  readonly wigan?: Answer<readonly Study[]>;
  readonly record?: GivenRecord;
  readonly patient?: Patient;
  readonly measuring?: Measuring;
  /** What Salford Royal holds beside the pictures */
  readonly objects?: Answer<Partial<StudyObjects>>;
  /** And Bolton, where the earlier studies are */
  readonly besideEarlier?: Answer<Partial<StudyObjects>>;
}

function portsWith(
  engine: FakeEngine,
  { fixtures = four, salford, wigan = [], record, patient, measuring, objects, besideEarlier }: Given = {},
): Ports {
  const studies = fixtures.map(({ study }) => study);
  const instances = Object.assign(
    {},
    ...fixtures.map(({ instances }) => instances),
  ) as StudyFixture['instances'];
  const holding = (id: string) => studies.filter(({ heldBy }) => heldBy.some((holder) => holder === id));
  return aPorts({
    engine,
    documents,
    ...(measuring && { measuring }),
    record: aRecord({ reports: reportsFor(studies), ...(patient && { patient }), ...record }),
    archives: [
      anArchive('Salford Royal', { studies: salford ?? holding('salford'), instances, objects }),
      anArchive('Bolton', { studies: holding('bolton'), instances, objects: besideEarlier }),
      anArchive('Wigan Infirmary', { studies: wigan, instances }),
    ],
  });
}

const opened =
  (fixture: StudyFixture, given: Given = {}, happens?: Screen['happens']): Make =>
  (engine) => ({ ports: portsWith(engine, given), open: fixture.study, ...(happens && { happens }) });

/** The chest CT with these reports beside it. */
const reported = (reports: NonNullable<GivenRecord['reports']>, given: GivenRecord = {}): Make =>
  opened(ctStudy(), { record: { reports, ...given } });

/** The chest CT with its report, key objects and presentation states. */
const keyed = (objects: Partial<StudyObjects>): Make =>
  opened(ctStudy(), { record: { reports: [ctReport()] }, objects });

const silent = { problem: { kind: 'timed-out', where: 'Wigan Infirmary' } } as const;
const refused = (where: string) => ({ problem: { kind: 'unreachable', where } }) as const;

const launchProblems: readonly LaunchProblem[] = [
  { kind: 'configuration-missing' },
  {
    kind: 'configuration-invalid',
    what: 'archives[1].root: an address that begins with https is expected, "hhtps://pacs" was given',
  },
  { kind: 'no-issuer' },
  { kind: 'unknown-issuer' },
  { kind: 'issuer-unavailable', where: 'Greater Manchester Care Record', how: 'silent' },
  { kind: 'not-smart', where: 'Greater Manchester Care Record' },
  { kind: 'denied', where: 'Greater Manchester Care Record' },
  { kind: 'code-used', where: 'Greater Manchester Care Record' },
  { kind: 'state-mismatch' },
  { kind: 'token-refused', where: 'Greater Manchester Care Record' },
  { kind: 'no-patient', where: 'Greater Manchester Care Record' },
  {
    kind: 'patient-unavailable',
    where: 'Greater Manchester Care Record',
    problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' },
  },
  { kind: 'storage-blocked' },
  { kind: 'not-launched' },
];

const failures = launchProblems.map((problem): readonly [string, Make] => [
  `launch-${problem.kind}`,
  (engine) => ({ ports: aPorts({ engine, record: notLaunching(problem) }) }),
]);

const deceased = aPatient({
  name: { family: 'Oakfield-Montgomery', given: ['Bartholomew', 'James'], prefix: 'Prof' },
  birthDate: '1945-07-14',
  gender: 'male',
  deceased: '2026-02-03',
});

export const states: ReadonlyMap<string, Make> = new Map<string, Make>([
  ...failures,
  ['opening', (engine) => ({ ports: aPorts({ engine, record: { open: () => new Promise(() => {}) } }) })],
  ['list-complete', (engine) => ({ ports: portsWith(engine) })],
  ['list-partial', (engine) => ({ ports: portsWith(engine, { wigan: silent }) })],
  [
    'list-asking-nothing-yet',
    (engine) => ({ ports: portsWith(engine, { fixtures: [], salford: 'silent', wigan: 'silent' }) }),
  ],
  [
    'list-asking-some',
    (engine) => ({ ports: portsWith(engine, { wigan: 'silent', record: { reports: 'silent' } }) }),
  ],
  ['list-none', (engine) => ({ ports: portsWith(engine, { fixtures: [] }) })],
  ['list-partial-nothing-found', (engine) => ({ ports: portsWith(engine, { fixtures: [], wigan: silent }) })],
  [
    'list-unavailable',
    (engine) => ({
      ports: aPorts({
        engine,
        record: aRecord({
          studies: { problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } },
          reports: { problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } },
        }),
        archives: [
          anArchive('Salford Royal', { studies: refused('Salford Royal') }),
          anArchive('Bolton', { studies: { problem: { kind: 'busy', where: 'Bolton' } } }),
          anArchive('Wigan Infirmary', {
            studies: {
              problem: {
                kind: 'not-asked',
                where: 'Wigan Infirmary',
                why: 'no-identifier',
              },
            },
          }),
        ],
      }),
    }),
  ],
  ['list-400', (engine) => many(engine)],
  ['viewer-1x1', opened(ctStudy([140, 141]))],
  ['viewer-1x2', opened(chestStudy())],
  ['viewer-2x2', opened(mammogramStudy())],
  ['viewer-mr', opened(headMrStudy())],
  ['viewer-prior', opened(chestStudy(), { fixtures: [...four, earlierChestStudy()] })],
  [
    'viewer-prior-saved',
    opened(chestStudy(), {
      fixtures: [...four, earlierChestStudy()],
      besideEarlier: {
        presentations: [
          {
            ...noduleMarked,
            study: studyUid('2.25.6'),
            applies: [{ instance: instanceUid('2.25.6.1.1') }],
            modalityLut: undefined,
            voi: [{ images: [], window: { center: 1400, width: 2200 } }],
          },
        ],
      },
    }),
  ],
  [
    'viewer-large-series',
    opened(ctStudy(), {}, (engine, displaySet) => {
      const arrived = displaySet?.frames.map((_, at) => at < 90) ?? [];
      for (const viewport of engine.living())
        viewport.emit({ type: 'frames.arrived', arrived, failed: 0, kept: 'around' });
    }),
  ],
  ['viewer-prior-failed', (engine) => withPrior(engine, { problem: { kind: 'timed-out', where: 'Bolton' } })],
  ['viewer-prior-different-person', (engine) => withPrior(engine, 'other person')],
  [
    'viewer-400',
    (engine) => {
      const { ports, all } = many(engine);
      return { ports, open: all[0] };
    },
  ],
  [
    'viewer-loading',
    opened(ctStudy(), {}, (engine, displaySet) => {
      const arrived = displaySet?.frames.map((_, at) => at % 4 === 0 || (at > 130 && at < 178)) ?? [];
      for (const viewport of engine.living()) {
        viewport.emit({ type: 'frames.arrived', arrived, failed: 0 });
        viewport.emit({ type: 'frame.awaited', at: 57 });
      }
    }),
  ],
  ['measuring', opened(ctStudy(), { measuring: fullArchive }, measure)],
  [
    'viewer-preview',
    opened(chestStudy(), {}, (engine) => {
      for (const viewport of engine.living())
        viewport.emit({ type: 'frame.shown', at: 0, quality: 'preview', lossy: true });
    }),
  ],
  [
    'viewer-failed-frame',
    opened(ctStudy(), {}, (engine, displaySet) => {
      const arrived = displaySet?.frames.map((_, at) => at !== 57) ?? [];
      for (const viewport of engine.living()) {
        viewport.emit({ type: 'frames.arrived', arrived, failed: 1 });
        viewport.emit({
          type: 'frame.failed',
          at: 57,
          problem: { kind: 'malformed', where: 'Salford Royal', what: 'HTML instead of pixels' },
        });
      }
    }),
  ],
  [
    'viewer-identity-unconfirmed',
    (engine) => {
      const fixture = chestStudy({
        name: { family: 'Smyth', given: ['Aria'] },
        otherIds: [],
        birthDate: '1985-07-14',
      });
      return { ports: portsWith(engine, { fixtures: [fixture] }), open: fixture.study };
    },
  ],
  [
    'study-different-person',
    (engine) => {
      const other = aPatient({
        name: { family: 'Okafor', given: ['Chidi'] },
        birthDate: '1972-01-30',
        identifiers: [],
      });
      const fixture = chestStudy(personOf(other));
      return { ports: portsWith(engine, { fixtures: [fixture] }), open: fixture.study };
    },
  ],
  [
    'study-failed',
    (engine) => {
      const fixture = chestStudy();
      const problem = { problem: { kind: 'timed-out', where: 'Salford Royal' } } as const;
      const broken = { ...fixture, instances: { '2.25.1.1': problem, '2.25.1.2': problem } };
      return { ports: portsWith(engine, { fixtures: [broken] }), open: fixture.study };
    },
  ],
  [
    'study-opening',
    (engine) => {
      const fixture = chestStudy();
      const silent = { ...fixture, instances: { '2.25.1.1': 'silent', '2.25.1.2': 'silent' } as const };
      return { ports: portsWith(engine, { fixtures: [silent, ...four.slice(1)] }), open: fixture.study };
    },
  ],
  ['report-final', reported([ctReport()])],
  ['report-amended', reported(amended)],
  ['report-preliminary', reported([ctReport({ status: 'preliminary', verified: false, authors: [] })])],
  ['report-cancelled', reported([ctReport({ status: 'cancelled' })])],
  ['report-entered-in-error', reported([ctReport({ status: 'entered-in-error' })])],
  ['report-pending', reported([ctReport({ status: 'registered', contents: [], keyImages: [] })])],
  ['report-absent', reported([])],
  ['report-loading', reported('silent')],
  ['report-withheld', reported({ problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } })],
  ['report-failed', reported({ problem: { kind: 'timed-out', where: 'Greater Manchester Care Record' } })],
  [
    'report-unreadable',
    reported([
      ctReport({
        contents: [
          {
            kind: 'attachment',
            mediaType: 'application/rtf',
            bytes: async () => ({
              ok: false,
              problem: { kind: 'failed', where: 'Greater Manchester Care Record', status: 500 },
            }),
          },
          ...ctReport().contents,
        ],
      }),
    ]),
  ],
  ['report-corrected', reported(corrected)],
  ['report-addendum', reported(withAddendum)],
  ['report-pdf', reported([pdfReport])],
  ['report-html', reported([htmlReport])],
  ['report-sr', opened(ctStudy(), { record: { reports: [] }, objects: { reports: [measurementReport()] } })],
  ['report-long', reported([longReport])],
  ['report-partial', reported([ctReport({ status: 'partial', verified: false })])],
  [
    'report-none-unreadable',
    opened(ctStudy(), { record: { reports: [] }, objects: { unreadable: ['it has no title'] } }),
  ],
  ['key-images', keyed({ keyObjects: [keyObject], presentations: [noduleMarked] })],
  ['key-images-several', keyed({ keyObjects: [keyObject], presentations: [noduleMarked, asPrinted] })],
  ['key-images-without-state', keyed({ keyObjects: [keyObject] })],
  ['report-planned', reported([ctReport()], { planned })],
  ['list-planned', (engine) => ({ ports: portsWith(engine, { record: { planned } }) })],
  [
    'planning',
    (engine) => ({ ports: portsWith(engine, { record: { planned: everyPlan, reports: [recommending] } }) }),
  ],
  [
    'planned-failed',
    reported([ctReport()], {
      planned: { problem: { kind: 'forbidden', where: 'Greater Manchester Care Record' } },
    }),
  ],
  [
    'list-planned-failed',
    (engine) => ({
      ports: portsWith(engine, {
        record: { planned: { problem: { kind: 'timed-out', where: 'Greater Manchester Care Record' } } },
      }),
    }),
  ],
  [
    'list-planned-partial',
    (engine) => ({
      ports: portsWith(engine, {
        record: {
          planned,
          unplanned: {
            unanswered: [
              {
                what: 'appointments',
                problem: { kind: 'timed-out', where: 'Greater Manchester Care Record' },
              },
            ],
            shortfalls: [{ kind: 'unreadable', count: 1 }],
          },
        },
      }),
    }),
  ],
  [
    'report-landed',
    (engine) => ({
      ports: { ...portsWith(engine, { record: { reports: [ctReport()] } }), landing: 'study' },
    }),
  ],
  ['banner-deceased', (engine) => ({ ports: portsWith(engine, { patient: deceased }) })],
  [
    'banner-invalid-number',
    (engine) => {
      const identifiers = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' }];
      return { ports: portsWith(engine, { patient: aPatient({ identifiers, deceased: true }) }) };
    },
  ],
  ['banner-compact', opened(ctStudy(), { record: { needPatientBanner: false } })],
  [
    'session-renewing',
    opened(ctStudy(), {
      record: {
        session: aSession({
          remaining: () => 50,
          renew: async () => ({
            ok: false,
            problem: { kind: 'busy', where: 'Greater Manchester Care Record' },
          }),
        }),
      },
    }),
  ],
  ['expired', (engine) => ({ ports: portsWith(engine), lost: true })],
]);

/** A chest X-ray whose earlier one cannot be had, or is labelled as somebody else's. */
function withPrior(engine: FakeEngine, what: { readonly problem: Problem } | 'other person'): Screen {
  const { study, instances } = earlierChestStudy();
  const person = personOf(
    aPatient({ name: { family: 'Okafor', given: ['Chidi'] }, birthDate: '1972-01-30', identifiers: [] }),
  );
  const spoiled = Object.fromEntries(
    Object.entries(instances).map(([uid, list]) => [
      uid,
      what !== 'other person' ? what : Array.isArray(list) ? list.map((one) => ({ ...one, person })) : list,
    ]),
  ) as StudyFixture['instances'];
  const now = chestStudy();
  return {
    ports: portsWith(engine, { fixtures: [now, { study, instances: spoiled }] }),
    open: now.study,
  };
}

function many(engine: FakeEngine) {
  const all = manyStudies(400);
  const holding = (id: string) => all.filter(({ heldBy }) => heldBy.some((holder) => holder === id));
  const ports = aPorts({
    engine,
    record: aRecord({
      studies: all.filter(({ inRecord, heldBy }) => inRecord || heldBy.length === 0),
      reports: reportsFor(all),
    }),
    archives: [
      anArchive('Salford Royal', { studies: holding('salford') }),
      anArchive('Bolton', { studies: holding('bolton') }),
      anArchive('Wigan Infirmary', { studies: holding('wigan') }),
    ],
  });
  return { ports, all };
}
