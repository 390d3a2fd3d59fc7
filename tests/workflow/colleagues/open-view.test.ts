import { afterEach, describe, expect, it, vi } from 'vitest';
import { dayOf, sealView } from '../../../src/domain/colleagues/seal';
import { encodeView } from '../../../src/domain/colleagues/view-code';
import type { GivenRecord } from '../../fakes';
import type { AppActor } from '../../../src/workflow/app/app.machine';
import { openView } from '../../../src/workflow/colleagues/open-view';
import { viewOfScreen } from '../../../src/workflow/colleagues/view-of-screen';
import { aPorts, aRecord, aSeries, aStudy, anArchive, ctSlices, personOf } from '../../fakes';
import { runningApp, settles, until, viewerOf } from '../actors';

const running: AppActor[] = [];
afterEach(() => running.splice(0).forEach((app) => app.stop()));

const never = new AbortController().signal;
const now = new Date('2026-11-30T09:00:00Z');
const [ct, other] = [aStudy(), aStudy({ uid: '2.25.9' })];

const holding = (study = ct, person = personOf()) =>
  anArchive('Salford Royal', {
    studies: [study],
    series: [aSeries()],
    instances: { '2.25.1.1': ctSlices(10, { person }) },
  });

/** A launch whose views are on the screen as soon as they are there. */
async function launched(archive = holding(), record: GivenRecord = {}, isOnScreen = true) {
  const ports = aPorts({ archives: [archive], record: aRecord(record) });
  const app = runningApp(ports);
  running.push(app);
  const seen = new Set<unknown>();
  app.subscribe(({ children: { viewer } }) => {
    const [viewport] = viewer?.getSnapshot().context.viewports ?? [];
    if (!isOnScreen || !viewport || seen.has(viewport)) return;
    seen.add(viewport);
    viewport.send({ type: 'element.attached', element: {} as HTMLElement });
  });
  await until(app, (snapshot) => snapshot.matches('inSession'));
  return { app, audited: ports.audited };
}

const viewportOf = (app: AppActor) => {
  const [viewport] = viewerOf(app).getSnapshot().context.viewports;
  if (!viewport) throw new Error('there is no view');
  return viewport;
};

/** It is shown as the link says. */
const turned = (app: AppActor) =>
  settles(viewportOf(app), ({ context }) => context.state?.presentation.rotation === 90);

async function opened(app: AppActor): Promise<void> {
  app.send({ type: 'study.open', study: ct });
  await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
  await settles(viewerOf(app), ({ context }) =>
    context.entries.every(({ progress }) => progress.kind === 'retrieved'),
  );
  await settles(viewportOf(app), ({ context }) => context.shown !== undefined);
}

/** A link to a slice, from 0 (the seventh, where none is named), in a window for bone, turned and enlarged. */
async function aLink(days = 14, at = 6): Promise<string> {
  const { app } = await launched();
  await opened(app);
  const viewport = viewportOf(app);
  viewport.send({ type: 'frame.goTo', at });
  await settles(viewport, ({ context }) => context.shown?.at === at);
  viewport.send({
    type: 'presentation.apply',
    change: { window: { center: 400, width: 1800 }, rotation: 90, zoom: 2 },
  });
  await turned(app);
  const view = viewOfScreen(viewerOf(app).getSnapshot().context);
  if (typeof view === 'string') throw new Error(view);
  const sealed = await sealView(view, { expires: dayOf(now) + days, salt: 42 });
  return `https://viewer.example/view.html#view=${encodeView(sealed)}`;
}

describe('a link to a view', () => {
  it('opens its study at its slice, window and turn in another launch of the patient, and that is recorded', async () => {
    const { app, audited } = await launched();
    expect(await openView(app, await aLink(), now, never)).toEqual({
      ...{ kind: 'shown', study: ct, missing: 0, withoutPrior: false },
    });
    await turned(app);
    const { shown, state, displaySet } = viewportOf(app).getSnapshot().context;
    expect(displaySet?.frames[shown?.at ?? 0]?.instance.uid).toBe('2.25.1.1.7');
    expect(state?.presentation).toMatchObject({
      ...{ window: { center: 400, width: 1800 }, rotation: 90, zoom: 2, invert: false },
    });
    expect(audited).toContainEqual({ kind: 'view-opened', study: ct.uid });
  });

  it('opens in its window where its slice is the first that is shown', async () => {
    const before = await launched();
    await opened(before.app);
    const at = viewportOf(before.app).getSnapshot().context.shown?.at ?? 0;
    const link = await aLink(14, at);
    const { app } = await launched(holding(), {}, false);
    const arrival = openView(app, link, now, never);
    await until(app, (snapshot) => snapshot.matches({ inSession: { opened: 'viewing' } }));
    const viewport = viewportOf(app);
    const sent = vi.spyOn(viewport, 'send');
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ type: 'frame.goTo', at }));
    viewport.send({ type: 'element.attached', element: {} as HTMLElement });
    await arrival;
    await turned(app);
    const { state } = viewport.getSnapshot().context;
    expect(state?.presentation.window).toEqual({ center: 400, width: 1800 });
  });

  it('takes back what was changed where the study is open already', async () => {
    const { app } = await launched();
    await opened(app);
    viewportOf(app).send({ type: 'presentation.apply', change: { invert: true, flipVertical: true } });
    await openView(app, await aLink(), now, never);
    await turned(app);
    expect(viewportOf(app).getSnapshot().context.state?.presentation).toMatchObject({
      ...{ invert: false, flipVertical: false, rotation: 90 },
    });
  });

  it('of somebody else changes nothing, tells nothing and is no look', async () => {
    const { app, audited } = await launched(holding(other));
    const before = app.getSnapshot();
    expect(await openView(app, await aLink(), now, never)).toEqual({ kind: 'foreign' });
    expect(app.getSnapshot().context.openStudy).toBe(before.context.openStudy);
    expect(app.getSnapshot().context.touched).toBeUndefined();
    expect(audited.map(({ kind }) => kind)).not.toContain('view-opened');
  });

  it('is not said to be somebody else’s while a source has not answered', async () => {
    const failing = anArchive('Bolton', { studies: { problem: { kind: 'timed-out', where: 'Bolton' } } });
    const { app } = await launched(failing);
    expect(await openView(app, await aLink(), now, never)).toEqual({ kind: 'not-all-known' });
  });

  it('that has expired says until when it could be opened', async () => {
    const { app } = await launched();
    expect(await openView(app, await aLink(-1), now, never)).toEqual({
      kind: 'expired',
      day: dayOf(now) - 1,
    });
    expect(app.getSnapshot().context.openStudy).toBeUndefined();
  });

  it.each(['', 'view', 'https://viewer.example/view.html#view=1.2.840', '2.25.1', '%00'])(
    'is not what %j is, and nothing is opened',
    async (text) => {
      const { app } = await launched();
      expect(await openView(app, text, now, never)).toEqual({ kind: 'malformed' });
      expect(app.getSnapshot().context.openStudy).toBeUndefined();
    },
  );

  it('is opened by no patient', async () => {
    const { app } = await launched(holding(), { viewedBy: 'patient' });
    expect(await openView(app, await aLink(), now, never)).toEqual({ kind: 'not-for-patients' });
  });

  it('whose images are not there says how many', async () => {
    const shorter = anArchive('Salford Royal', {
      studies: [ct],
      series: [aSeries()],
      instances: { '2.25.1.1': ctSlices(3) },
    });
    const { app } = await launched(shorter);
    expect(await openView(app, await aLink(), now, never)).toMatchObject({ kind: 'shown', missing: 1 });
  });

  it('is made of no picture that is not surely the patient’s', async () => {
    const { app } = await launched(holding(ct, { otherIds: [] }));
    await opened(app);
    expect(viewOfScreen(viewerOf(app).getSnapshot().context)).toBe('unconfirmed');
  });
});
