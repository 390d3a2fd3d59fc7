import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './run.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Tally
 * What ran, and of each that failed its name and the first words of why.
 */

const folder = join(root, '.cache', 'results');

/** Where a suite's reporter writes its JSON. */
export function reportFile(name) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.report.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {number} code an exit code: a check without tests of its own counts as one @returns {Tally} */
export const tallyOfCheck = (code) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

/**
 * From vitest's JSON report. A file that fails before its first test counts as one failure, and so does a run that
 * ended badly without naming a failed test.
 * @returns {Tally}
 */
export function tallyOfVitest(file, code) {
  const report = read(file);
  if (report === undefined) return tallyOfCheck(1);
  const broken = report.testResults.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  );
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ file: relative(root, name), ...test })),
  );
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: [
        ...broken.map(({ name, message }) => failure(relative(root, name), message)),
        ...tests
          .filter(({ status }) => status === 'failed')
          .map(({ file, fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages[0])),
      ],
    },
    code,
  );
}

/** From Playwright's JSON report; a test that passed only when it was repeated has failed. @returns {Tally} */
export function tallyOfPlaywright(file, code) {
  const report = read(file);
  if (report?.stats === undefined) return tallyOfCheck(1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest(
    {
      passed: expected,
      failed: unexpected + flaky,
      skipped,
      failures: [
        ...(report.errors ?? []).map(({ message }) => failure('before any test', message)),
        ...report.suites.flatMap(specsOf).flatMap(failuresOfSpec),
      ],
    },
    code,
  );
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

const failuresOfSpec = ({ file, line, title, tests }) =>
  tests
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ results }) =>
      failure(`${file}:${line} › ${title}`, results.find(({ error }) => error !== undefined)?.error.message),
    );

/** A failure's name and the first words of why, on one line each, whatever colours its runner gave it. */
function failure(name, why = '') {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('at '));
  return [name, ...lines.slice(0, 4).map((line) => `    ${line.trim().slice(0, 300)}`)].join('\n');
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...(one.failures ?? [])],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  );
}

/** @param {Tally} tally "12 passed, 0 failed, 1 skipped" */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Everything that failed, by name: a log of thousands of lines is read from its end, and often nothing else of it is kept.
 * @param {Tally} tally
 */
export function sayFailures({ failures = [] }) {
  if (failures.length > 0) console.log(['', 'What failed:', ...failures, ''].join('\n'));
}

/** Keeps a command's total for the line over all commands. @param {Tally} tally */
export function keepTotal(name, tally) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.total.json`), JSON.stringify(tally));
}

/** A command's total; one failure where it did not come as far as counting. @returns {Tally} */
export function totalOf(name) {
  return read(join(folder, `${name}.total.json`)) ?? tallyOfCheck(1);
}

export function forgetTotals(names) {
  for (const name of names) rmSync(join(folder, `${name}.total.json`), { force: true });
}

const honest = (tally, code) => (code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally);

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
