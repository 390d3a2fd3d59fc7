import { readFileSync } from 'node:fs';
import { needTestChromium } from './chromium.mjs';
import { playwright } from './suites.mjs';
import { reportFile } from './tally.mjs';

/*
 * `npm run faults`                     every fault of every kind of request, in the browser, and a table of what came
 * `npm run faults -- -g "frames 503"`  some of them
 */
process.env.PLAINFILM_CHROMIUM = await needTestChromium();
const file = reportFile('faults').toString();
const tally = await playwright('faults', process.argv.slice(2));

/** @returns {{ kind: string, fault: string, ok: boolean, words: number, by: string }[]} */
function rows() {
  const specs = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
  const kinds = JSON.parse(readFileSync(file, 'utf8')).suites.flatMap(({ suites = [] }) => suites);
  return kinds.flatMap((suite) =>
    specs(suite).map(({ title, ok, tests }) => {
      const notes = tests[0]?.results[0]?.annotations ?? tests[0]?.annotations ?? [];
      const note = (type) => notes.find((each) => each.type === type)?.description ?? '';
      return {
        kind: suite.title,
        fault: title,
        ok,
        words: Number(note('first words')),
        by: note('mended by'),
      };
    }),
  );
}

const all = rows();
console.log(`\n${'fault'.padEnd(42)}${'kind'.padEnd(28)}${'first words'.padStart(12)}  mended by`);
for (const { kind, fault, ok, words, by } of all)
  console.log(
    `${fault.padEnd(42)}${kind.padEnd(28)}${`${(words / 1000).toFixed(1)} s`.padStart(12)}  ${ok ? by : 'FAILED'}`,
  );
const times = all
  .filter(({ ok }) => ok)
  .map(({ words }) => words)
  .sort((a, b) => a - b);
const at = (share) => ((times[Math.floor(share * (times.length - 1))] ?? 0) / 1000).toFixed(1);
console.log(
  `\n${all.length} faults, ${all.filter(({ ok }) => ok).length} as they should be; first words after ${at(0.5)} s (median), ${at(0.95)} s (95 %), ${at(1)} s (longest).`,
);
process.exitCode = tally.failed > 0 ? 1 : 0;
