import { screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { AuditDelivery, AuditLog } from '../../src/domain/ports/audit';
import { aRecord, aSession } from '../fakes';
import { axeFindings, renderApp } from './render-app';

const well: AuditDelivery = { where: 'Care Record', state: 'well', looks: 5, waiting: 0, missing: 0 };

/** An audit log whose delivery the test decides. */
function aLog() {
  let now = well;
  const listeners = new Set<(delivery: AuditDelivery) => void>();
  const audit: AuditLog = {
    record: () => undefined,
    delivery: () => now,
    settled: () => Promise.resolve(),
    onDelivery: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
  };
  const tell = (change: Partial<AuditDelivery>) => {
    now = { ...now, ...change };
    for (const told of listeners) told(now);
  };
  return { audit, tell };
}

it.each<[string, Partial<AuditDelivery>, RegExp]>([
  [
    'one look is refused for its form',
    { missing: 1 },
    /^1 of 5 looks could not be recorded by Care Record\./,
  ],
  ['none is taken', { state: 'refused' }, /^Who looks is not being recorded: Care Record/],
  ['the store is out of order', { state: 'delayed' }, /^Recording who looked is delayed: Care Record/],
])('while %s, that is said for as long as it is so, and viewing goes on', async (_, change, words) => {
  const { audit, tell } = aLog();
  const { actor } = renderApp({ record: aRecord(), audit });
  await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
  expect(screen.queryByText(words)).toBeNull();
  tell(change);
  const line = await screen.findByText(words);
  expect(await axeFindings(line)).toEqual([]);
  tell(well);
  await waitFor(() => expect(screen.queryByText(words)).toBeNull());
  expect(actor.getSnapshot().matches('inSession')).toBe(true);
});

it('what the store said is for support, and never markup', async () => {
  const { audit, tell } = aLog();
  const { actor } = renderApp({ record: aRecord(), audit });
  await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
  tell({ missing: 2, why: '<img src=x onerror=alert(1)> network is required' });
  await screen.findByText('Details for support');
  expect(screen.getByText(/onerror/).textContent).toBe('<img src=x onerror=alert(1)> network is required');
  expect(document.querySelector('img[src="x"]')).toBeNull();
});

it.each<[string, Partial<AuditDelivery>, boolean]>([
  ['refused', { state: 'refused' }, true],
  ['refused for its form', { missing: 1 }, true],
  ['not a part of the sign-in', { state: 'not-granted' }, true],
  ['delayed', { state: 'delayed' }, false],
])(
  'where nothing may be seen unrecorded, audit that is %s takes the pictures away: %s',
  async (_, change, isOver) => {
    const { audit, tell } = aLog();
    const session = aSession();
    const { actor } = renderApp({ record: aRecord({ session }), audit, auditRequired: true });
    await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
    tell(change);
    await waitFor(() => expect(actor.getSnapshot().matches('expired')).toBe(isOver));
    expect(session.ended()).toBe(isOver);
    if (!isOver) return;
    expect(await screen.findByText(/Care Record does not record who looked/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('SMITH');
  },
);

it('where nothing may be seen unrecorded, a sign-in that was found out not to include it shows nothing', async () => {
  const { audit, tell } = aLog();
  tell({ state: 'not-granted' });
  const { actor } = renderApp({ record: aRecord(), audit, auditRequired: true });
  await waitFor(() => expect(actor.getSnapshot().matches('expired')).toBe(true));
});

it('what was not sent when the session ended is said', async () => {
  const { audit, tell } = aLog();
  const session = aSession();
  const { actor } = renderApp({ record: aRecord({ session }), audit });
  await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
  tell({ waiting: 2 });
  session.lose({ kind: 'unauthorised', where: 'Care Record' });
  expect(await screen.findByText('2 of 5 looks may not have been recorded by Care Record.')).toBeTruthy();
});
