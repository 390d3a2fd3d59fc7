import { seeded } from '../builders/random';
import { createActor } from 'xstate';
import type { DisplaySet } from '../../src/domain/study/display-set';
import { priorsOf } from './priors';
import type { AppEvent } from '../../src/workflow/app/app-events';
import { appMachine, type AppActor } from '../../src/workflow/app/app.machine';
import { aPorts, launching, type FakeSession } from '../fakes';
import { heldLine, type Line, type Outcome } from './line';
import { textsOf } from './seen';
import {
  other,
  people,
  walkedArchive,
  walkedPainter,
  walkedRecord,
  walkedSession,
  type Painter,
  type Planted,
} from './world';
import type { WalkedPerson } from './people';

export interface WalkOptions {
  readonly steps?: number;
  readonly planted?: Planted;
  /** Lets time pass */
  readonly pass: (ms: number) => void;
}

/** How a walk ended: with nothing wrong, or at a step with what was seen there. */
export interface WalkResult {
  readonly seed: number;
  readonly steps: readonly string[];
  readonly wrong?: string;
  /** How often a picture of somebody, a report's text and a name was there to be seen at all */
  readonly met: { readonly pictures: number; readonly reports: number; readonly names: number };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Walker {
  readonly random: () => number;
  readonly line: Line;
  readonly painter: Painter;
  readonly archives: ReturnType<typeof walkedArchive>[];
  readonly planted: Planted | undefined;
  readonly pass: (ms: number) => void;
  app?: AppActor;
  session?: FakeSession;
  person?: WalkedPerson;
  /** Of the first launch, for the fault that keeps them */
  firstReports?: WalkedPerson['reports'];
}

const pick = <T>({ random }: Walker, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];

function launch(walker: Walker, person: WalkedPerson): string {
  walker.app?.stop();
  const session = walkedSession(walker.line);
  walker.firstReports ??= person.reports;
  const reports = walker.planted === 'reports of the launch before' ? walker.firstReports : person.reports;
  const record = walkedRecord(person, walker.line, session, reports);
  const { engine } = walker.painter;
  const landing = walker.random() < 0.5 ? 'study' : 'list';
  const open = launching(record);
  const ports = aPorts({
    record: { open: (signal) => walker.line.held('launch', signal, () => open.open(signal)) },
    archives: walker.archives,
    engine,
    landing,
  });
  const app = createActor(appMachine, { input: { ports } }).start();
  Object.assign(walker, { app, session, person });
  return `launch ${person.mark}, landing on the ${landing}`;
}

/** A screen gives every viewport its element as soon as it is there. */
function attach({ app }: Walker): void {
  for (const viewport of app?.getSnapshot().children.viewer?.getSnapshot().context.viewports ?? [])
    if (viewport.getSnapshot().context.element === undefined)
      viewport.send({ type: 'element.attached', element: {} as HTMLElement });
}

/** What a person does: nothing where the app has come to its end. */
function send({ app }: Walker, event: AppEvent): void {
  if (app?.getSnapshot().status === 'active') app.send(event);
}

const listed = ({ app }: Walker) =>
  app?.getSnapshot().children.studyList?.getSnapshot().context.studies ?? [];

function settle(walker: Walker, outcome: Outcome, which: 'any' | 'abandoned' = 'any'): string {
  const all = walker.line.waiting();
  const wanted = which === 'abandoned' ? all.filter((each) => each.isAborted()) : all;
  const living = all.filter((each) => !each.isAborted());
  const one = pick(walker, which === 'any' && walker.random() < 0.8 ? living : wanted);
  one?.settle(outcome);
  return `${outcome} to ${one ? `${one.what}${one.isAborted() ? ' (given up)' : ''}` : 'nobody'}`;
}

type Step = (walker: Walker) => string;

const steps: readonly (readonly [weight: number, step: Step])[] = [
  [55, (walker) => settle(walker, 'answer')],
  [6, (walker) => settle(walker, 'fault')],
  [5, (walker) => settle(walker, 'spoilt')],
  [5, (walker) => settle(walker, 'answer', 'abandoned')],
  [3, (walker) => launch(walker, pick(walker, people) ?? people[0])],
  [3, (walker) => launch(walker, other(walker.person ?? people[0]))],
  [
    8,
    (walker) => {
      const study = pick(walker, listed(walker));
      if (study) send(walker, { type: 'study.open', study });
      return `open ${study?.description ?? 'nothing'}`;
    },
  ],
  [
    4,
    (walker) => {
      const { openStudy } = walker.app?.getSnapshot().context ?? {};
      const prior = openStudy && pick(walker, priorsOf(openStudy.study, listed(walker)));
      if (prior) send(walker, { type: 'prior.compare', prior });
      return `compare with ${prior?.study.description ?? 'nothing'}`;
    },
  ],
  [2, told('prior.leave')],
  [2, told('list.show')],
  [3, told('study.retry')],
  [3, told('network.restored')],
  [
    3,
    ({ app, random }) => {
      const type = random() < 0.5 ? 'failedSources.ask' : 'planned.ask';
      app?.getSnapshot().children.studyList?.send({ type });
      return type;
    },
  ],
  [
    4,
    (walker) => {
      const viewer = walker.app?.getSnapshot().children.viewer;
      const event = pick(walker, [
        { type: 'keyImages.toggle' },
        { type: 'link.toggle' },
        { type: 'failures.ask' },
        { type: 'prior.retry' },
        { type: 'layout.set', layout: '2x2' },
        { type: 'layout.set', layout: '1x1' },
      ] as const);
      if (event) viewer?.send(event);
      return `viewer: ${event?.type ?? 'nothing'}`;
    },
  ],
  [
    6,
    ({ painter, random }) => {
      painter.emit(Math.floor(random() * 1000), {
        type: 'frame.shown',
        at: 0,
        quality: 'final',
        lossy: false,
      });
      return 'a frame is painted';
    },
  ],
  [
    1,
    ({ session }) => {
      session?.lose({ kind: 'unauthorised', where: 'somewhere' });
      return 'the session is refused';
    },
  ],
  [
    4,
    ({ pass, random }) => {
      const ms = Math.floor(random() ** 3 * 90_000);
      pass(ms);
      return `${ms} ms pass`;
    },
  ],
];

function told(type: 'prior.leave' | 'list.show' | 'study.retry' | 'network.restored'): Step {
  return (walker) => {
    send(walker, { type });
    return type;
  };
}

const total = steps.reduce((sum, [weight]) => sum + weight, 0);

/** What happens next: where a session is over, mostly another launch. */
function chosen({ app, random }: Walker): Step {
  const isOver = app?.getSnapshot().matches('expired') || app?.getSnapshot().status !== 'active';
  if (isOver && random() < 0.4) return (walker) => launch(walker, pick(walker, people) ?? people[0]);
  let left = random() * total;
  return steps.find(([weight]) => (left -= weight) < 0)?.[1] ?? ((walker) => settle(walker, 'answer'));
}

/** Launches for one of two people and does as the seed says, looking after every step. */
export async function walk(seed: number, options: WalkOptions): Promise<WalkResult> {
  const random = seeded(seed);
  const line = heldLine(random, () => random() < 0.3);
  const { planted, pass } = options;
  const archives = ['Salford Royal', 'Royal Bolton'].map((name) => walkedArchive(name, line, planted));
  const walker: Walker = { random, line, archives, planted, pass, painter: walkedPainter(planted) };
  const done = [launch(walker, pick(walker, people) ?? people[0])];
  const met = { pictures: 0, reports: 0, names: 0 };
  let wrong: string | undefined;
  for (let at = 0; at < (options.steps ?? 60) && wrong === undefined; at += 1) {
    done.push(chosen(walker)(walker));
    await turn();
    attach(walker);
    await turn();
    wrong = wrongWith(walker, met);
  }
  walker.app?.stop();
  return { seed, steps: done, met, ...(wrong !== undefined && { wrong }) };
}

/** What is not as it must be: something of one person under the other's name, or of anybody where there is no session. */
function wrongWith(
  { app, person, painter }: Walker,
  met: { pictures: number; reports: number; names: number },
): string | undefined {
  if (app === undefined || person === undefined) return undefined;
  const snapshot = app.getSnapshot();
  const texts = [...textsOf(app)];
  const onScreen = painter.onScreen();
  const strangers = snapshot.matches('inSession') ? [other(person)] : people;
  for (const { mark, studies } of strangers) {
    const text = texts.find((each) => each.includes(mark));
    if (text !== undefined) return `"${text.slice(0, 80)}" under ${person.mark}, ${nameOf(snapshot.value)}`;
    const uids = new Set<string>(studies.map(({ uid }) => uid));
    const picture = onScreen.find((set) => isOf(set, mark, uids));
    if (picture)
      return `a picture of ${mark} (${picture.id}) under ${person.mark}, ${nameOf(snapshot.value)}`;
  }
  const { openStudy, priorStudy } = snapshot.context;
  const open = [openStudy, priorStudy].map((one) => one?.study.uid);
  const stale = onScreen.find(({ study }) => !open.includes(study));
  if (stale) return `a picture of a study that is not open (${stale.id}), ${nameOf(snapshot.value)}`;
  if (onScreen.length > 0) met.pictures += 1;
  if (texts.some((each) => each.startsWith(`${person.mark} reads`))) met.reports += 1;
  if (texts.includes(person.mark)) met.names += 1;
  return undefined;
}

const isOf = ({ study, frames }: DisplaySet, mark: string, studies: ReadonlySet<string>) =>
  studies.has(study) ||
  frames.some(
    ({ instance }) =>
      instance.person.name?.family === mark || instance.seriesDescription?.startsWith(mark) === true,
  );

const nameOf = (value: unknown) => JSON.stringify(value);
