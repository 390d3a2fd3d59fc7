import { render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { launchWords } from '../../src/texts/en/launch-failures';
import type { Broken } from '../../src/domain/ports/emergency';
import { err, type LaunchProblem } from '../../src/domain/problem';
import LaunchFailure from '../../src/ui/shell/LaunchFailure.svelte';
import { aPorts, notLaunching } from '../fakes';
import { axeFindings, renderApp } from './render-app';

const where = 'Greater Manchester Care Record';
const problems: readonly LaunchProblem[] = [
  { kind: 'configuration-missing' },
  { kind: 'configuration-invalid', what: 'archives[1].root' },
  { kind: 'no-issuer' },
  { kind: 'unknown-issuer' },
  { kind: 'issuer-unavailable', where, how: 'failed' },
  { kind: 'not-smart', where },
  { kind: 'denied', where },
  { kind: 'sign-in-misconfigured', where, said: { error: 'invalid_scope' } },
  { kind: 'sign-in-failed', where, said: { error: 'server_error' } },
  { kind: 'issuer-mismatch', where, expected: 'https://a.example' },
  { kind: 'patient-unusable', where, what: '1.5' },
  { kind: 'code-used', where },
  { kind: 'state-mismatch' },
  { kind: 'token-refused', where },
  { kind: 'no-patient', where },
  { kind: 'patient-unavailable', where, problem: { kind: 'forbidden', where } },
  { kind: 'storage-blocked' },
  { kind: 'not-launched' },
];

describe.each(problems)('a launch that failed: $kind', (problem) => {
  it('is a page that says what happened, what it means and what to do', async () => {
    const words = launchWords(problem);
    const { title, meaning, action } = words;
    render(LaunchFailure, { props: { problem, words } });
    expect(screen.getByRole('heading', { level: 1, name: title })).toBeTruthy();
    expect(screen.getByText(meaning)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'What to do' }).nextElementSibling?.textContent).toBe(action);
    expect(await axeFindings()).toEqual([]);
  });
});

it('is shown when the record cannot be opened', async () => {
  renderApp({ record: notLaunching({ kind: 'code-used', where }) });
  expect(await screen.findByRole('heading', { name: 'This page was opened a second time' })).toBeTruthy();
});

describe('a patient whom the record withholds', () => {
  const refusal = {
    kind: 'patient-unavailable',
    where,
    problem: { kind: 'forbidden', where },
  } as const;
  const withheld = { ...refusal, withheld: 'rec-0042' };
  const offer = { name: 'Open in an emergency…' };

  /** Withholds who the patient is, the first so many times */
  function aRecordThat(problem: LaunchProblem, times = 1) {
    const { open } = aPorts().record;
    const asked = vi.fn(async (signal: AbortSignal) =>
      asked.mock.calls.length > times ? open(signal) : err(problem),
    );
    return { open: asked };
  }

  it.each<[string, Broken, number, boolean]>([
    ['granted: the record is read from the start', { kind: 'opened' }, 2, true],
    ['refused: nothing is asked again', { kind: 'refused', why: 'Not your ward.' }, 1, false],
    ['not answered: it is looked whether it is open', { kind: 'unknown' }, 2, true],
  ])('may be asked for in an emergency, which is %s', async (_, outcome, times, isOpen) => {
    const record = aRecordThat(withheld);
    const breakGlass = vi.fn(async () => outcome);
    const { user } = renderApp({ record }, { breakGlass });
    await user.click(await screen.findByRole('button', offer));
    const sheet = await screen.findByRole('dialog', { name: 'Open in an emergency' });
    expect(sheet.textContent).toContain('Whose it is cannot be said here');
    expect(sheet.textContent).toContain('not a name and not an NHS number: rec-0042');
    expect(document.title).not.toContain('0042');
    expect(await axeFindings(sheet)).toEqual([]);
    await user.type(within(sheet).getByRole('textbox'), 'Unconscious in the resuscitation room');
    await user.click(within(sheet).getByRole('button', { name: /^Ask it to open/ }));
    await waitFor(() =>
      expect(breakGlass).toHaveBeenCalledExactlyOnceWith('Unconscious in the resuscitation room'),
    );
    expect(record.open).toHaveBeenCalledTimes(1);
    await user.click(within(sheet).getByRole('button', { name: 'Close' }));
    if (isOpen) expect(await screen.findByRole('banner', { name: 'Patient' })).toBeTruthy();
    else expect(await screen.findByRole('button', offer)).toBeTruthy();
    expect(record.open).toHaveBeenCalledTimes(times);
  });

  it('is withheld still, where the record did not say whether it opened: the way is there again', async () => {
    const record = aRecordThat(withheld, 2);
    const { user } = renderApp({ record }, { breakGlass: async () => ({ kind: 'unknown' }) });
    await user.click(await screen.findByRole('button', offer));
    const sheet = await screen.findByRole('dialog', { name: 'Open in an emergency' });
    await user.type(within(sheet).getByRole('textbox'), 'Unconscious');
    await user.click(within(sheet).getByRole('button', { name: /^Ask it to open/ }));
    await screen.findByText(/Whether it opened anything is not known/);
    await user.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(record.open).toHaveBeenCalledTimes(2));
    expect(await screen.findByRole('button', offer)).toBeTruthy();
  });

  it.each<[string, LaunchProblem, boolean]>([
    ['the site has no such way', withheld, false],
    ['it is a patient’s own launch', refusal, true],
    ['the record only failed', { ...refusal, problem: { kind: 'failed', where, status: 500 } }, true],
  ])('is offered no emergency where %s', async (_, problem, hasWay) => {
    const record = notLaunching(problem);
    renderApp({ record }, hasWay ? { breakGlass: vi.fn() } : {});
    expect(
      await screen.findByRole('heading', { name: 'The patient’s details could not be read' }),
    ).toBeTruthy();
    // Its code would have come with the page by now.
    await import('../../src/ui/emergency/EmergencyWay.svelte');
    expect(screen.queryByRole('button', offer)).toBeNull();
  });
});
