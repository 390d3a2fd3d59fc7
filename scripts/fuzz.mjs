import { run } from './run.mjs';

/*
 * `npm run fuzz`                         a million mutated inputs for each reader, 100,000 streams for each codec in its worker
 * `npm run fuzz -- --inputs 50000`       so many for each
 * `npm run fuzz -- --only html,codec-rle` these
 * `npm run fuzz -- --seed 7`             other inputs; the same number gives the same
 */
process.exitCode = await run(process.execPath, [
  '--expose-gc',
  '--import',
  'tsx',
  'tests/fuzz/run.ts',
  ...process.argv.slice(2),
]);
