import { installDependencies } from './install.mjs';

/*
 * `npm test`                    sets up what is missing, then every suite
 * `npm test -- unit e2e`        these suites alone
 * `npm test -- e2e -g "iframe"` what follows the names goes to the suite's own runner
 */
await installDependencies();
// Only from here on may installed packages be imported.
const { suites } = await import('./suites.mjs');
const { inWords, keepTotal, sayFailures, sum } = await import('./tally.mjs');
const { needTestChromium } = await import('./chromium.mjs');

const given = process.argv.slice(2);
const isSuite = (word) => suites.some(({ name }) => name === word);
const firstOther = given.findIndex((word) => !isSuite(word));
const names = firstOther < 0 ? given : given.slice(0, firstOther);
const rest = firstOther < 0 ? [] : given.slice(firstOther);
if (rest.length > 0 && names.length === 0) {
  console.error(`Name a suite first: ${suites.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const chosen = names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
if (chosen.some(({ browser }) => browser)) process.env.PLAINFILM_CHROMIUM = await needTestChromium();

async function runSuite({ name, run }) {
  const started = Date.now();
  const tally = withName(name, await run(rest));
  return { name, tally, seconds: (Date.now() - started) / 1000 };
}
/** A check has no tests of its own to name. */
const withName = (name, tally) =>
  tally.failed > 0 && (tally.failures ?? []).length === 0 ? { ...tally, failures: [name] } : tally;
const heading = (some) => console.log(`\n── ${some.map(({ what, name }) => `${what} (${name})`).join(', ')}`);

const lines = [];
// Those that only read the sources are silent unless they fail, and have no time to keep: they go beside each other.
const checks = chosen.filter(({ isCheck }) => isCheck);
if (checks.length > 0) heading(checks);
lines.push(...(await Promise.all(checks.map(runSuite))));
for (const suite of chosen.filter(({ isCheck }) => !isCheck)) {
  heading([suite]);
  lines.push(await runSuite(suite));
}

const total = sum(lines.map(({ tally }) => tally));
console.log('');
for (const { name, tally, seconds } of lines)
  console.log(`${name.padEnd(8)} ${inWords(tally).padEnd(34)} ${seconds.toFixed(1).padStart(6)} s`);
console.log(`${'total'.padEnd(8)} ${inWords(total)}`);
sayFailures(total);
keepTotal('test', total);
process.exitCode = total.failed > 0 ? 1 : 0;
