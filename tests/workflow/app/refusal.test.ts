import { afterEach, describe, expect, it } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import { ok } from '../../../src/domain/problem';
import type { Study } from '../../../src/domain/study/study';
import type { KeyObject } from '../../../src/domain/objects/key-object';
import type { AppActor } from '../../../src/workflow/app/app.machine';
import {
  aPatient,
  aPorts,
  aRecord,
  aReport,
  aSeries,
  aStudy,
  anArchive,
  anInstance,
  ctSlices,
  imaging,
  launching,
  personOf,
  type GivenArchive,
} from '../../fakes';
import { runningApp, until, viewerOf } from '../actors';

const running: AppActor[] = [];
afterEach(() => running.splice(0).forEach((app) => app.stop()));

const other = personOf(
  aPatient({ name: { family: 'Other', given: ['Bob'] }, birthDate: '1950-01-01', identifiers: [] }),
);
const series = [aSeries({ uid: '1.1', number: 1 }), aSeries({ uid: '1.2', number: 2 })];
const study = aStudy({ series });
const ours = (uid: string) => ctSlices(3, { series: uid });
const mixed = (uid: string) => [...ours(uid), anInstance({ uid: '9.9', series: uid, person: other })];
const keyObject: KeyObject = {
  id: '2.25.77',
  study: study.uid,
  series: series[0]?.uid ?? aSeries().uid,
  title: 'Of interest',
  images: [],
  person: other,
};

async function opened(given: GivenArchive, recorded: Promise<readonly Study[]> | readonly Study[] = [study]) {
  const studies = async () => ok(imaging(await recorded));
  const ports = aPorts({
    record: launching({ ...aRecord(), studies }),
    archives: [anArchive('Salford Royal', { studies: [study], ...given })],
    landing: 'list',
  });
  const app = runningApp(ports);
  running.push(app);
  await until(app, (snapshot) => snapshot.matches({ inSession: 'choosing' }));
  app.send({ type: 'study.open', study });
  return { app, ports };
}

const failed = { inSession: { opened: 'studyFailed' } } as const;

describe('one instance of somebody else', () => {
  it.each<[string, GivenArchive]>([
    ['in the first series', { instances: { '1.1': mixed('1.1'), '1.2': ours('1.2') } }],
    ['in a later series', { instances: { '1.1': ours('1.1'), '1.2': mixed('1.2') } }],
    ['in both', { instances: { '1.1': mixed('1.1'), '1.2': mixed('1.2') } }],
    [
      'that is a report beside the pictures',
      {
        instances: { '1.1': ours('1.1'), '1.2': ours('1.2') },
        objects: { reports: [aReport({ person: other, studies: [study.uid] })] },
      },
    ],
    [
      'that is a key object',
      { instances: { '1.1': ours('1.1'), '1.2': ours('1.2') }, objects: { keyObjects: [keyObject] } },
    ],
  ])('%s takes every picture from the screen, says why and is audited once', async (_, given) => {
    const { app, ports } = await opened(given);
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(app.getSnapshot().context.studyProblem).toMatchObject({ kind: 'different-person' });
    expect(app.getSnapshot().children.viewer).toBeUndefined();
    app.send({ type: 'network.restored' });
    expect(app.getSnapshot().matches(failed)).toBe(true);
    expect(ports.audited.filter(({ kind }) => kind === 'identity-mismatch')).toEqual([
      { kind: 'identity-mismatch', study: study.uid },
    ]);
  });

  it('in a picture that is fetched late does so too', async () => {
    const { app, ports } = await opened({ instances: { '1.1': ours('1.1'), '1.2': ours('1.2') } });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const problem = { kind: 'different-person', differs: ['identifier'] } as const;
    viewerOf(app).send({ type: 'study.refused', study: study.uid, problem });
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(ports.audited.filter(({ kind }) => kind === 'identity-mismatch')).toHaveLength(1);
  });

  it('of another study is no matter of this one', async () => {
    const { app } = await opened({ instances: { '1.1': ours('1.1'), '1.2': ours('1.2') } });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const problem = { kind: 'different-person', differs: ['identifier'] } as const;
    app.send({ type: 'study.refused', study: studyUid('2.25.999'), problem });
    expect(app.getSnapshot().matches({ inSession: { opened: 'viewing' } })).toBe(true);
  });
});

describe('a study that the record lists and an archive labels as another’s', () => {
  const denied = aStudy({ series, inRecord: true, identity: { kind: 'different', differs: ['identifier'] } });
  const held = { instances: { '1.1': ours('1.1'), '1.2': ours('1.2') } };
  const refused = { kind: 'different-person', differs: ['identifier'] };

  it('leaves the screen where that is learnt after it was opened, once for all, and is audited', async () => {
    let tell: (studies: readonly Study[]) => void = () => undefined;
    const { app, ports } = await opened(held, new Promise<readonly Study[]>((resolve) => (tell = resolve)));
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    tell([denied]);
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(app.getSnapshot().context.studyProblem).toEqual(refused);
    app.send({ type: 'study.retry' });
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(app.getSnapshot().context.studyProblem).toEqual(refused);
    expect(ports.audited.some(({ kind }) => kind === 'identity-mismatch')).toBe(true);
  });
});

describe('a study that the record took back', () => {
  const withdrawn = aStudy({ series, withdrawn: 'entered-in-error', inRecord: true });
  const held = { instances: { '1.1': ours('1.1'), '1.2': ours('1.2') } };

  it('is opened only after that was said', async () => {
    const { app, ports } = await opened(held, [withdrawn]);
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(app.getSnapshot().context.studyProblem).toEqual({ kind: 'withdrawn', as: 'entered-in-error' });
    app.send({ type: 'network.restored' });
    expect(app.getSnapshot().matches(failed)).toBe(true);
    app.send({ type: 'study.openWithdrawn' });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    expect(viewerOf(app).getSnapshot().context.study.withdrawn).toBe('entered-in-error');
    expect(ports.audited.filter(({ kind }) => kind === 'identity-mismatch')).toEqual([]);
  });

  it('leaves the screen where that is learnt after it was opened, and comes back to who was told', async () => {
    let tell: (studies: readonly Study[]) => void = () => undefined;
    const { app } = await opened(held, new Promise<readonly Study[]>((resolve) => (tell = resolve)));
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    tell([withdrawn]);
    await until(app, (snapshot) => snapshot.matches(failed));
    expect(app.getSnapshot().context).toMatchObject({
      studyProblem: { kind: 'withdrawn', as: 'entered-in-error' },
    });
    app.send({ type: 'study.openWithdrawn' });
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  });
});
