import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { showNotice } from '../src/notice';
import { launchWords } from '../src/texts/en/launch-failures';
import type { LaunchProblem } from '../src/domain/problem';

const where = 'Test Care Record';
const each: { readonly [Kind in LaunchProblem['kind']]: Extract<LaunchProblem, { kind: Kind }> } = {
  'configuration-missing': { kind: 'configuration-missing' },
  'configuration-invalid': { kind: 'configuration-invalid', what: '"site" is missing.' },
  'no-issuer': { kind: 'no-issuer' },
  'unknown-issuer': { kind: 'unknown-issuer' },
  'issuer-unavailable': { kind: 'issuer-unavailable', where, how: 'silent' },
  'not-smart': { kind: 'not-smart', where },
  denied: { kind: 'denied', where },
  'sign-in-misconfigured': { kind: 'sign-in-misconfigured', where, said: { error: 'invalid_scope' } },
  'sign-in-failed': { kind: 'sign-in-failed', where, said: { error: 'server_error' } },
  'issuer-mismatch': { kind: 'issuer-mismatch', where, expected: 'https://a.example' },
  'patient-unusable': { kind: 'patient-unusable', where, what: '1.5' },
  'code-used': { kind: 'code-used', where },
  'state-mismatch': { kind: 'state-mismatch' },
  'token-refused': { kind: 'token-refused', where },
  'no-patient': { kind: 'no-patient', where },
  'not-for-patients': { kind: 'not-for-patients', where },
  'patient-unavailable': { kind: 'patient-unavailable', where, problem: { kind: 'timed-out', where } },
  'patient-not-current': { kind: 'patient-not-current', where, how: 'replaced' },
  'storage-blocked': { kind: 'storage-blocked' },
  'not-launched': { kind: 'not-launched' },
};

function shown(problem: LaunchProblem, ways: Parameters<typeof showNotice>[2] = []) {
  const { document } = new Window();
  const main = document.createElement('main') as unknown as HTMLElement;
  document.body.append(main as never);
  showNotice(main, launchWords(problem), ways);
  return main;
}

describe('a failed launch', () => {
  test('has a page of its own for every problem', () => {
    const pages = Object.values(each).map((problem) => shown(problem).textContent);
    expect(new Set(pages).size).toBe(Object.keys(each).length);
  });

  test.each(Object.values(each))('$kind says what happened and what to do, in words', (problem) => {
    const page = shown(problem);
    const [meaning, action] = [...page.querySelectorAll('p')].map(({ textContent }) => textContent);
    expect(page.querySelector('h1')?.textContent).not.toMatch(/error|exception|undefined|\bOAuth\b/i);
    expect(meaning).toMatch(/\.$/);
    expect(action).toMatch(/\.$/);
    if ('where' in problem && problem.kind !== 'code-used') expect(page.textContent).toContain(where);
  });

  test('shows names from the configuration as text, never as HTML', () => {
    const page = shown({ kind: 'denied', where: '<img src=x onerror=alert(1)>' });
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('<img src=x');
  });

  test('offers the ways on as links', () => {
    const page = shown({ kind: 'no-issuer' }, [{ name: 'Open Test Care Record', href: '?iss=x' }]);
    expect(page.querySelector('a')?.textContent).toBe('Open Test Care Record');
    expect(page.querySelector('a')?.getAttribute('href')).toBe('?iss=x');
  });
});
