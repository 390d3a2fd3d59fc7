import { buildWhenStale } from './build.mjs';
import { runCoverageGate } from './coverage-gate.mjs';
import { runPackage } from './run.mjs';
import { measureSizes } from './size-budget.mjs';
import { reportFile, tallyOfCheck, tallyOfPlaywright, tallyOfVitest } from './tally.mjs';

/**
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {{ name: string, what: string, browser?: true, isCheck?: true, run(args: readonly string[]): Promise<Tally> }} Suite
 */

const check = (work) => async () => tallyOfCheck(await work());

const vitest = (project) => async (args) => {
  const report = reportFile(project);
  const code = await runPackage('vitest', [
    'run',
    `--project=${project}`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  return tallyOfVitest(report, code);
};

/** @param {string} project @param {readonly string[]} args @returns {Promise<Tally>} */
export async function playwright(project, args) {
  const build = await buildWhenStale();
  if (build !== 0) return tallyOfCheck(build);
  const report = reportFile(project);
  const code = await runPackage('@playwright/test', ['test', `--project=${project}`, ...args], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return tallyOfPlaywright(report, code);
}

/** What `npm test` runs, in this order: cheap and telling first. @type {readonly Suite[]} */
export const suites = [
  {
    name: 'types',
    what: 'types',
    isCheck: true,
    run: check(() => runPackage('svelte-check', ['--tsgo', '--fail-on-warnings', '--output', 'human'])),
  },
  {
    name: 'lint',
    what: 'rules',
    isCheck: true,
    run: check(() => runPackage('eslint', ['.', '--max-warnings', '0'])),
  },
  {
    name: 'format',
    what: 'format',
    isCheck: true,
    run: check(() => runPackage('prettier', ['--check', '.', '--log-level', 'warn'])),
  },
  { name: 'unit', what: 'units and architecture', run: vitest('node') },
  {
    name: 'coverage',
    what: 'every branch of what decides whose, which way round and whether all',
    run: async (args) => tallyOfCheck(await runCoverageGate(args)),
  },
  { name: 'ui', what: 'components', run: vitest('ui') },
  { name: 'browser', what: 'drawing and decoding in Chromium', browser: true, run: vitest('browser') },
  { name: 'build', what: 'build', run: check(buildWhenStale) },
  {
    name: 'sizes',
    what: 'size budgets',
    run: async () => {
      const build = await buildWhenStale();
      return build === 0 ? measureSizes() : tallyOfCheck(build);
    },
  },
  {
    name: 'e2e',
    what: 'end to end',
    browser: true,
    run: (args) => playwright('e2e', args),
  },
  {
    name: 'cases',
    what: 'servers as they are',
    browser: true,
    run: (args) => playwright('cases', args),
  },
  {
    name: 'faults',
    what: 'a part of the faults',
    browser: true,
    run: (args) => playwright('faults', ['--grep', '@slice', ...args]),
  },
];
