import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { launchWords } from '../../src/texts/en/launch-failures';
import type { LaunchProblem } from '../../src/domain/problem';
import LaunchFailure from '../../src/ui/shell/LaunchFailure.svelte';
import { notLaunching } from '../fakes';
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
