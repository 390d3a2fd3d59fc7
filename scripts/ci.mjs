import { run } from './run.mjs';
import { forgetTotals, inWords, sayFailures, sum, totalOf } from './tally.mjs';

const commands = {
  test: 'test.mjs',
  orthanc: 'test-orthanc.mjs',
  deploy: 'test-deploy.mjs',
  bench: 'bench-quick.mjs',
  pixels: 'test-pixels.mjs',
};
if (process.argv.length > 2) {
  console.error('This runs everything and takes no words. One suite: npm test -- unit');
  process.exit(2);
}
forgetTotals(Object.keys(commands));
// All are run whatever the first says: one run shows everything that is wrong.
for (const script of Object.values(commands)) await run(process.execPath, [`scripts/${script}`]);
const total = sum(Object.keys(commands).map(totalOf));
sayFailures(total);
console.log(inWords(total));
process.exitCode = total.failed > 0 ? 1 : 0;
