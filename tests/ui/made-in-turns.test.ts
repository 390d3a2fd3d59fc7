import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeEngine } from '../fake-engine';
import { anArchive } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { renderApp } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

/** A screen whose turns end when `turn` is called. */
function inTurns() {
  const { study, instances } = ctStudy();
  const archives = [anArchive('Salford Royal', { id: 'salford', studies: [study], instances })];
  let ended: () => void = () => undefined;
  const nextTurn = () => new Promise<void>((resolve) => (ended = resolve));
  const turn = async () => {
    ended();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { ...renderApp({ engine: fakeEngine(), archives }, { nextTurn }), study, turn };
}

describe('a screen that is made in turns', () => {
  it('says whose it is before its list is made', async () => {
    const { turn } = inTurns();
    await waitFor(() => expect(screen.getAllByText(/SMITH, Aria/).length).toBeGreaterThan(0));
    expect(screen.queryByRole('region', { name: 'Imaging list' })).toBeNull();
    await turn();
    expect(await screen.findByRole('region', { name: 'Imaging list' })).toBeTruthy();
  });

  it('makes the pictures of an open study before the list beside them', async () => {
    const { actor, study, turn } = inTurns();
    await waitFor(() => expect(actor.getSnapshot().children.studyList).toBeTruthy());
    actor.send({ type: 'study.open', study });
    await turn();
    await turn();
    expect(await screen.findByRole('region', { name: 'Pictures' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Imaging list' })).toBeNull();
    await turn();
    expect(await screen.findByRole('region', { name: 'Imaging list' })).toBeTruthy();
  });

  it('hears its own keys before anything but the banner is made', async () => {
    const { actor, study, turn } = inTurns();
    await waitFor(() => expect(actor.getSnapshot().children.studyList).toBeTruthy());
    actor.send({ type: 'study.open', study });
    await waitFor(() => expect(actor.getSnapshot().children.viewer).toBeTruthy());
    await fireEvent.keyDown(document.body, { key: 'l' });
    for (let made = 0; made < 3; made += 1) await turn();
    const list = await screen.findByRole('region', { name: 'Imaging list' });
    await waitFor(() => expect(list.querySelector('.opener')?.getAttribute('aria-expanded')).toBe('true'));
  });
});
