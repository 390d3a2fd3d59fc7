import { instanceUid } from '../../src/domain/ids';
import { afterEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../src/domain/ports/archive';
import type { Ports } from '../../src/domain/ports/ports';
import type { PatientRecord } from '../../src/domain/ports/record';
import { err, type Problem } from '../../src/domain/problem';
import type { AppActor } from '../../src/workflow/app/app.machine';
import { fakeEngine } from '../fake-engine';
import {
  aPatient,
  aPorts,
  aRecord,
  aReport,
  aSeries,
  aSession,
  aStudy,
  anArchive,
  anInstance,
  ctSlices,
  nothingBeside,
  notLaunching,
  personOf,
} from '../fakes';
import { listOf, runningApp, settles, until, viewerOf } from './actors';

const running: AppActor[] = [];
afterEach(() => running.splice(0).forEach((app) => app.stop()));

function started(ports: Ports): AppActor {
  const app = runningApp(ports);
  running.push(app);
  return app;
}

const study = aStudy();
const salford = () =>
  anArchive('Salford Royal', {
    studies: [study],
    series: [aSeries()],
    instances: { '2.25.1.1': [anInstance()] },
  });

async function inSession(ports: Ports): Promise<AppActor> {
  const app = started(ports);
  await until(app, (snapshot) => snapshot.matches('inSession'));
  return app;
}

describe('launching', () => {
  it('opens the record and asks who the patient is before anything else', async () => {
    const ports = aPorts();
    const app = started(ports);
    expect(app.getSnapshot().matches('launching')).toBe(true);
    await until(app, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
    expect(app.getSnapshot().context.open?.patient.id).toBe('aria');
    expect(ports.audited[0]).toEqual({ kind: 'launched' });
  });

  it('ends on a page of its own when the launch fails, and asks no archive', async () => {
    const archive = salford();
    const app = started(aPorts({ record: notLaunching({ kind: 'unknown-issuer' }), archives: [archive] }));
    await until(app, (snapshot) => snapshot.matches('launchFailed'));
    expect(app.getSnapshot().context.launchProblem).toEqual({ kind: 'unknown-issuer' });
    expect(archive.asked).toEqual([]);
  });

  it.each<[Problem, boolean]>([
    [{ kind: 'unreachable', where: 'Record' }, true],
    [{ kind: 'offline', where: 'Record' }, true],
    [{ kind: 'timed-out', where: 'Record' }, true],
    [{ kind: 'busy', where: 'Record' }, true],
    [{ kind: 'failed', where: 'Record', status: 500 }, true],
    [{ kind: 'malformed', where: 'Record', what: 'HTML' }, true],
    [{ kind: 'unauthorised', where: 'Record' }, false],
    [{ kind: 'forbidden', where: 'Record' }, false],
    [{ kind: 'not-found', where: 'Record' }, false],
  ])('a patient who did not come (%o) is asked for again: %s', async (problem, again) => {
    for (const type of ['launch.again', 'network.restored'] as const) {
      const { open } = aPorts().record;
      let asked = 0;
      const record: PatientRecord = {
        open: async (signal) => {
          asked += 1;
          return asked > 1 ? open(signal) : err({ kind: 'patient-unavailable', where: 'Record', problem });
        },
      };
      const app = started(aPorts({ record }));
      await until(app, (snapshot) => snapshot.matches('launchFailed'));
      app.send({ type });
      expect(app.getSnapshot().matches('launching')).toBe(again);
      if (again) await until(app, (snapshot) => snapshot.matches('inSession'));
      expect(asked).toBe(again ? 2 : 1);
    }
  });

  it('asks again for a patient who is withheld when a person says that it was opened, and never by itself', async () => {
    const { open } = aPorts().record;
    let asked = 0;
    const problem = { kind: 'forbidden', where: 'Record' } as const;
    const record: PatientRecord = {
      open: async (signal) => {
        asked += 1;
        if (asked === 2) return open(signal);
        return err({ kind: 'patient-unavailable', where: 'Record', problem, withheld: 'p1' });
      },
    };
    const app = started(aPorts({ record }));
    await until(app, (snapshot) => snapshot.matches('launchFailed'));
    app.send({ type: 'network.restored' });
    app.send({ type: 'failures.ask' });
    expect([app.getSnapshot().matches('launchFailed'), asked]).toEqual([true, 1]);
    app.send({ type: 'launch.again' });
    await until(app, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
    expect(asked).toBe(2);
  });

  it('asks for nothing again of a launch that was refused', async () => {
    const app = started(aPorts({ record: notLaunching({ kind: 'token-refused', where: 'Record' }) }));
    await until(app, (snapshot) => snapshot.matches('launchFailed'));
    app.send({ type: 'launch.again' });
    app.send({ type: 'network.restored' });
    expect(app.getSnapshot().matches('launchFailed')).toBe(true);
  });

  it('ignores a study that is opened before there is a session', () => {
    const app = started(aPorts());
    app.send({ type: 'study.open', study });
    expect(app.getSnapshot().matches('launching')).toBe(true);
    expect(app.getSnapshot().context.openStudy).toBeUndefined();
  });
});

describe('opening a study', () => {
  it('retrieves its first series and then shows the viewer', async () => {
    const ports = aPorts({ archives: [salford()] });
    const app = await inSession(ports);
    app.send({ type: 'study.open', study });
    expect(app.getSnapshot().matches({ inSession: { opened: 'retrieving' } })).toBe(true);
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(viewerOf(app).getSnapshot().context.study).toBe(study);
  });

  it('is written down when its first picture is on the screen, once, and not before', async () => {
    const ports = aPorts({ archives: [salford()] });
    const app = await inSession(ports);
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const opening = { kind: 'study-opened', study: study.uid };
    expect(ports.audited).not.toContainEqual(opening);
    const viewport = viewerOf(app).getSnapshot().context.viewports[0];
    for (let shown = 0; shown < 2; shown++) {
      viewport?.send({ type: 'element.attached', element: {} as HTMLElement });
      if (viewport) await settles(viewport, ({ context }) => context.shown !== undefined);
      viewport?.send({ type: 'element.detached' });
    }
    expect(ports.audited.filter((event) => event.kind === 'study-opened')).toEqual([opening]);
  });

  it('asks no archive for series that the record already listed', async () => {
    const archive = salford();
    const app = await inSession(aPorts({ archives: [archive] }));
    app.send({ type: 'study.open', study: { ...study, series: [aSeries()] } });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(archive.asked.filter((question) => question.startsWith('seriesOf'))).toEqual([]);
  });

  it('turns to the next archive that holds it when the first fails', async () => {
    const broken = anArchive('Bolton', { series: { problem: { kind: 'timed-out', where: 'Bolton' } } });
    const both = { ...study, heldBy: [broken.id, salford().id] };
    const app = await inSession(aPorts({ archives: [broken, salford()] }));
    app.send({ type: 'study.open', study: both });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  });

  it('asks every archive for a study that only the record knows', async () => {
    const empty = anArchive('Bolton');
    const app = await inSession(aPorts({ archives: [empty, salford()] }));
    app.send({ type: 'study.open', study: { ...study, heldBy: [], inRecord: true } });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(empty.asked).toContain('seriesOf 2.25.1');
  });

  it('says that it was not found when nobody holds it', async () => {
    const app = await inSession(aPorts({ archives: [anArchive('Bolton')] }));
    app.send({ type: 'study.open', study: { ...study, heldBy: [] } });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    expect(app.getSnapshot().context.studyProblem).toEqual({ kind: 'not-found', where: 'Bolton' });
  });

  it('opens on the second series when the first cannot be had', async () => {
    const archive = anArchive('Salford Royal', {
      series: [aSeries({ uid: '1.1', number: 1 }), aSeries({ uid: '1.2', number: 2 })],
      instances: { '1.2': [anInstance({ series: '1.2' })] },
    });
    const app = await inSession(aPorts({ archives: [archive] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(app.getSnapshot().context.retrieved?.first.uid).toBe('1.2');
  });

  it('can be tried again after a failure', async () => {
    let broken = true;
    const archive = salford();
    const flaky = {
      ...archive,
      seriesOf: (...asked: Parameters<typeof archive.seriesOf>) =>
        broken
          ? Promise.resolve({
              ok: false as const,
              problem: { kind: 'busy', where: 'Salford' } satisfies Problem,
            })
          : archive.seriesOf(...asked),
    };
    const app = await inSession(aPorts({ archives: [flaky] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    broken = false;
    app.send({ type: 'study.retry' });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(app.getSnapshot().context.studyProblem).toBeUndefined();
  });

  it('is tried again by itself when the network is back', async () => {
    let offline = true;
    const archive = salford();
    const flaky = {
      ...archive,
      seriesOf: (...asked: Parameters<typeof archive.seriesOf>) =>
        offline
          ? Promise.resolve({
              ok: false as const,
              problem: { kind: 'offline', where: 'Salford' } satisfies Problem,
            })
          : archive.seriesOf(...asked),
    };
    const app = await inSession(aPorts({ archives: [flaky] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    offline = false;
    app.send({ type: 'network.restored' });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  });
});

describe('the right patient', () => {
  const somebodyElse = personOf(
    aPatient({ name: { family: 'Other', given: ['Olga'] }, birthDate: '1950-01-01', identifiers: [] }),
  );
  const holding = (instances: ReturnType<typeof anInstance>[]) =>
    anArchive('Salford Royal', { series: [aSeries()], instances: { '2.25.1.1': instances } });

  it('mounts no picture of a study whose DICOM belongs to somebody else, says why, and audits it', async () => {
    const engine = fakeEngine();
    const ports = aPorts({ engine, archives: [holding([anInstance({ person: somebodyElse })])] });
    const app = await inSession(ports);
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    expect(app.getSnapshot().context.studyProblem).toEqual({
      kind: 'different-person',
      differs: ['family name', 'given name', 'birth date'],
    });
    expect(engine.mounted).toEqual([]);
    expect(ports.audited).toContainEqual({ kind: 'identity-mismatch', study: study.uid });
  });

  it('refuses the whole series for one instance of somebody else among three hundred', async () => {
    const slices = ctSlices(300);
    const foreign = anInstance({ uid: '9.9', person: somebodyElse });
    const app = await inSession(aPorts({ archives: [holding([...slices, foreign])] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    expect(app.getSnapshot().context.studyProblem?.kind).toBe('different-person');
  });

  it('does not try the mismatch again when the network comes back', async () => {
    const archive = holding([anInstance({ person: somebodyElse })]);
    const app = await inSession(aPorts({ archives: [archive] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
    app.send({ type: 'network.restored' });
    expect(app.getSnapshot().matches({ inSession: { opened: 'studyFailed' } })).toBe(true);
  });

  it('drops the late answer for a study that is no longer wanted', async () => {
    const answers: (() => void)[] = [];
    const archive = anArchive('Salford Royal', {
      series: [aSeries()],
      instances: { '2.25.1.1': [anInstance()] },
    });
    // A careless archive that answers although it was stopped
    const late = {
      ...archive,
      seriesOf: () =>
        new Promise<Awaited<ReturnType<typeof archive.seriesOf>>>((resolve) =>
          answers.push(() => resolve({ ok: true, value: { value: [aSeries()], shortfalls: [] } })),
        ),
    };
    const app = await inSession(aPorts({ archives: [late] }));
    app.send({ type: 'study.open', study: aStudy({ uid: '7.1' }) });
    app.send({ type: 'study.open', study: aStudy({ uid: '7.2' }) });
    answers[0]?.();
    await Promise.resolve();
    expect(app.getSnapshot().matches({ inSession: { opened: 'retrieving' } })).toBe(true);
    answers[1]?.();
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(viewerOf(app).getSnapshot().context.study.uid).toBe('7.2');
  });
});

describe('leaving', () => {
  it('aborts what is being asked when the list is shown again', async () => {
    const signals: AbortSignal[] = [];
    const archive = anArchive('Salford Royal', { series: 'silent' });
    const watched = {
      ...archive,
      seriesOf: (...[uid, signal]: Parameters<typeof archive.seriesOf>) => {
        signals.push(signal);
        return archive.seriesOf(uid, signal);
      },
    };
    const app = await inSession(aPorts({ archives: [watched] }));
    app.send({ type: 'study.open', study });
    app.send({ type: 'list.show' });
    expect(app.getSnapshot().matches({ inSession: 'choosing' })).toBe(true);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('disposes of every viewport when another study is opened', async () => {
    const engine = fakeEngine();
    const app = await inSession(aPorts({ engine, archives: [salford()] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const [viewport] = viewerOf(app).getSnapshot().context.viewports;
    viewport?.send({ type: 'element.attached', element: {} as HTMLElement });
    expect(engine.living()).toHaveLength(1);
    app.send({ type: 'study.open', study: aStudy({ uid: '8.1', heldBy: [] }) });
    expect(engine.living()).toEqual([]);
  });
});

describe('an earlier study beside the open one', () => {
  const prior = { study: aStudy({ uid: '2.25.6', series: [aSeries({ uid: '2.25.6.1' })] }), part: 'chest' };

  async function comparing() {
    const app = await inSession(aPorts({ archives: [salford()] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    app.send({ type: 'prior.compare', prior });
    return app;
  }
  const reporting = (app: AppActor) =>
    app.getSnapshot().children.priorReport?.getSnapshot().context.known.study?.uid;

  it('has its own report asked for, and what lies beside it is kept apart from that of the open study', async () => {
    const app = await comparing();
    expect(reporting(app)).toBe('2.25.6');
    await until(app, ({ children }) => children.priorReport?.getSnapshot().matches('absent') ?? false);
    const before = viewerOf(app).getSnapshot().context.objects;
    const objects = { ...nothingBeside, unreadable: ['of the prior'] };
    app.send({ type: 'objects.found', study: prior.study.uid, objects });
    expect(viewerOf(app).getSnapshot().context.objects).toBe(before);
    expect(viewerOf(app).getSnapshot().context.prior?.objects).toBe(objects);
    app.send({ type: 'objects.found', study: aStudy({ uid: '2.25.9' }).uid, objects });
    expect(viewerOf(app).getSnapshot().context.objects).toBe(before);
    app.send({ type: 'objects.found', study: study.uid, objects });
    expect(viewerOf(app).getSnapshot().context.objects).toBe(objects);
  });

  it('is left with its report, and what was still asked for it ends', async () => {
    const app = await comparing();
    const signal = app.getSnapshot().context.priorStudy?.signal;
    app.send({ type: 'prior.leave' });
    expect(reporting(app)).toBeUndefined();
    expect(viewerOf(app).getSnapshot().context.prior).toBeUndefined();
    expect(signal?.aborted).toBe(true);
  });

  it('goes with the study when another one is opened', async () => {
    const app = await comparing();
    const signal = app.getSnapshot().context.priorStudy?.signal;
    app.send({ type: 'study.open', study: aStudy({ uid: '8.1', heldBy: [] }) });
    expect(reporting(app)).toBeUndefined();
    expect(signal?.aborted).toBe(true);
    expect(app.getSnapshot().context.priorStudy).toBeUndefined();
  });

  it('is never the open study itself', async () => {
    const app = await comparing();
    app.send({ type: 'prior.leave' });
    app.send({ type: 'prior.compare', prior: { study, part: 'itself' } });
    expect(reporting(app)).toBeUndefined();
  });
});

describe('the session', () => {
  it('forgets the patient and ends the session when it is lost', async () => {
    const session = aSession();
    const app = await inSession(aPorts({ record: aRecord({ session }), archives: [salford()] }));
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    session.lose({ kind: 'unauthorised', where: 'the record' });
    await until(app, (snapshot) => snapshot.matches('expired'));
    expect(session.ended()).toBe(true);
    const { open, openStudy: still, retrieved } = app.getSnapshot().context;
    expect([open, still, retrieved]).toEqual([undefined, undefined, undefined]);
    const { studyList, viewer } = app.getSnapshot().children;
    expect([studyList, viewer]).toEqual([undefined, undefined]);
  });

  it('that is left shows nothing at once, tells its last looks, and ends then', async () => {
    const session = aSession();
    const ports = aPorts({ record: aRecord({ session }), archives: [salford()] });
    let settle: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const app = await inSession({ ...ports, audit: { ...ports.audit, settled: () => settled } });
    app.send({ type: 'study.open', study });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    app.send({ type: 'session.leave', why: 'idle' });
    expect(app.getSnapshot().matches('leaving')).toBe(true);
    const { studyList, viewer, report } = app.getSnapshot().children;
    expect([studyList, viewer, report]).toEqual([undefined, undefined, undefined]);
    expect(ports.audited.at(-1)).toEqual({ kind: 'signed-out' });
    expect(session.ended()).toBe(false);
    settle();
    await until(app, (snapshot) => snapshot.matches('expired'));
    expect(session.ended()).toBe(true);
    expect(app.getSnapshot().context).toMatchObject({ left: 'idle', open: undefined });
  });

  it('tells of a picture that a report names and a person put up', async () => {
    const ports = aPorts({ archives: [salford()] });
    const app = await inSession(ports);
    app.send({ type: 'keyImage.shown', study: study.uid, image: instanceUid('2.25.1.1') });
    expect(ports.audited.at(-1)).toEqual({ kind: 'key-image', study: study.uid, image: '2.25.1.1' });
  });
});

describe('an open study is live', () => {
  const numbered = aReport({ studies: [], accessionNumbers: ['ACC7'] });
  const reportIn = (app: AppActor) => app.getSnapshot().children.report;
  async function reads(app: AppActor) {
    const report = reportIn(app);
    if (!report) throw new Error('there is no report');
    await settles(report, (snapshot) => snapshot.matches({ shown: 'readable' }));
  }

  /** An archive whose list comes when it is told to. */
  function later(archive: Archive) {
    let answer: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (answer = resolve));
    const slow: Archive = {
      ...archive,
      studiesOf: async (patient, signal) => told.then(() => archive.studiesOf(patient, signal)),
    };
    return { slow, answer: () => answer() };
  }

  it.each(['the record', 'the archive'])(
    'its report stands beside the pictures though only %s tells the accession number',
    async (teller) => {
      const plain = { ...study, accessionNumber: undefined };
      const told = { ...study, accessionNumber: 'ACC7' };
      const record = aRecord({
        studies: [{ ...(teller === 'the record' ? told : plain), heldBy: [], inRecord: true }],
        reports: [numbered],
      });
      const archive = anArchive('Salford Royal', {
        studies: [teller === 'the record' ? plain : told],
        series: [aSeries()],
        instances: { '2.25.1.1': [anInstance()] },
      });
      const { slow, answer } = later(archive);
      const app = await inSession(aPorts({ record, archives: [slow], landing: 'study' }));
      await until(app, (snapshot) => snapshot.matches({ inSession: 'opened' }));
      answer();
      await reads(app);
      expect(reportIn(app)?.getSnapshot().context.reports).toMatchObject([{ join: 'accession number' }]);
    },
  );

  it('its date and modality are those that the list has learnt since', async () => {
    const { slow, answer } = later(salford());
    const record = aRecord({
      studies: [{ ...study, started: undefined, modalities: [], heldBy: [], inRecord: true }],
    });
    const app = await inSession(aPorts({ record, archives: [slow], landing: 'study' }));
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(app.getSnapshot().context.openStudy?.study.started).toBeUndefined();
    answer();
    await until(app, ({ context }) => context.openStudy?.study.started === study.started);
    await until(app, () => viewerOf(app).getSnapshot().context.study.started === study.started);
  });

  it.each(['the report pane', 'the list', 'the line that is back'])(
    'what failed is mended everywhere when %s has it asked again',
    async (by) => {
      let up = false;
      const archive = salford();
      const asked: string[] = [];
      const failing = async <T>(what: string, answer: () => Promise<T>) => {
        asked.push(what);
        return up ? answer() : err({ kind: 'timed-out', where: 'Salford Royal' } as const);
      };
      const broken: Archive = {
        ...archive,
        studiesOf: (patient, signal) => failing('list', () => archive.studiesOf(patient, signal)) as never,
        seriesOf: (uid, signal) => failing('series', () => archive.seriesOf(uid, signal)) as never,
        objectsOf: (...given) => failing('objects', () => archive.objectsOf(...given)) as never,
      };
      const record = aRecord({ studies: [{ ...study, heldBy: [], inRecord: true }] });
      const app = await inSession(aPorts({ record, archives: [broken], landing: 'study' }));
      await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'studyFailed' } }));
      await until(app, () => reportIn(app)?.getSnapshot().matches('failed') ?? false);
      up = true;
      asked.length = 0;
      if (by === 'the report pane') reportIn(app)?.send({ type: 'report.retry' });
      else if (by === 'the list') listOf(app).send({ type: 'source.ask', id: broken.id });
      else app.send({ type: 'network.restored' });
      await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
      await until(app, () => reportIn(app)?.getSnapshot().matches('absent') ?? false);
      expect(asked.filter((what) => what === 'list')).toHaveLength(1);
    },
  );

  it('a report that names no study is read by itself, without one', async () => {
    const record = aRecord({ reports: [aReport({ studies: [] })] });
    const app = await inSession(aPorts({ record }));
    await settles(listOf(app), ({ context }) => context.reports.kind === 'answered');
    app.send({ type: 'report.read', id: 'DiagnosticReport/1' });
    await reads(app);
    app.send({ type: 'list.show' });
    expect(reportIn(app)).toBeUndefined();
  });
});
