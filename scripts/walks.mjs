import { runPackage } from './run.mjs';

/*
 * `npm run walks`                the whole way: 10,000 random walks through the app's machines
 * `npm run walks -- 500 4711`    this many, from this seed on
 */
const [count = '10000', seed = '1'] = process.argv.slice(2);
process.exitCode = await runPackage(
  'vitest',
  ['run', '--project=node', 'tests/walks/walks.test.ts', '--reporter=verbose'],
  { env: { ...process.env, PLAINFILM_WALKS: count, PLAINFILM_SEED: seed } },
);
