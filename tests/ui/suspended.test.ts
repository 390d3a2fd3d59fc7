import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../src/domain/problem';
import { aRecord, aSession } from '../fakes';
import { axeFindings, renderApp } from './render-app';

describe('a session whose token ended while the record could not be reached', () => {
  it('hides everything of the patient, says why, and brings it back when the record answers', async () => {
    let end = Date.now() - 1;
    let down = true;
    const session = aSession({
      remaining: () => end - Date.now(),
      renew: async () => {
        if (down) return err({ kind: 'unreachable', where: 'Greater Manchester Care Record' });
        end = Date.now() + 3_600_000;
        return ok(undefined);
      },
    });
    const { actor } = renderApp({ record: aRecord({ session }) });
    expect(await screen.findByRole('heading', { name: 'The pictures are hidden for now' })).toBeTruthy();
    await screen.findByText(/Greater Manchester Care Record could not be reached/);
    const workspace = document.querySelector('.workspace')?.parentElement;
    expect(workspace?.hasAttribute('inert')).toBe(true);
    expect(workspace?.classList.contains('unseeable')).toBe(true);
    expect(session.ended()).toBe(false);
    expect(await axeFindings(screen.getByRole('alert'))).toEqual([]);

    down = false;
    actor.getSnapshot().children.session?.send({ type: 'network.restored' });
    await waitFor(() => expect(workspace?.hasAttribute('inert')).toBe(false));
    expect(screen.queryByRole('heading', { name: 'The pictures are hidden for now' })).toBeNull();
  });
});

describe('something that the record named', () => {
  it.each([
    ['in a form that cannot be understood', { named: [], unread: 1 }],
    ['and that is nowhere', { named: ['ImagingStudy/gone'] }],
  ])('%s is said, and nothing else is opened in its place', async (_, context) => {
    const { actor } = renderApp({ record: aRecord({ context }) });
    expect(await screen.findByText(/named something to open that could not be found/)).toBeTruthy();
    expect(actor.getSnapshot().context.openStudy).toBeUndefined();
  });
});
