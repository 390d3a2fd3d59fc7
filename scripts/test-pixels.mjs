import { spawnSync } from 'node:child_process';
import { installDependencies } from './install.mjs';

/*
 * `npm run test:pixels`: every real file through the viewer in Chromium, compared with what other people's decoders make
 * of it. What follows goes to tests/pixels/run.ts.
 */
await installDependencies();
const { installPackages, mayInstallPackages } = await import('./debian.mjs');
const { needTestChromium } = await import('./chromium.mjs');
const { runPackage } = await import('./run.mjs');
const { forgetTotals, inWords, keepTotal, totalOf } = await import('./tally.mjs');

/** A command of each package that has to be there */
const packages = {
  dcmtk: ['dcm2pnm', '--version'],
  'libgdcm-tools': ['gdcmconv', '--version'],
  'libopenjp2-tools': ['opj_decompress', '-h'],
  'libjxl-tools': ['djxl', '--version'],
  // Debian's own Python: another one in the path would not have its packages.
  'python3-pydicom': ['/usr/bin/python3', '-c', 'import pydicom'],
};
const isThere = ([command, ...words]) => {
  const { error, status } = spawnSync(command, words, { stdio: 'ignore' });
  return error === undefined && (status === 0 || !words.includes('-c'));
};
const missing = () =>
  Object.entries(packages)
    .filter(([, command]) => !isThere(command))
    .map(([name]) => name);

process.env.PLAINFILM_CHROMIUM = await needTestChromium();
forgetTotals(['pixels']);
const data = process.env.PLAINFILM_DATA;
const { existsSync } = await import('node:fs');
const { fileURLToPath } = await import('node:url');
const corpus = data ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
if (!existsSync(`${corpus}/MANIFEST.tsv`)) {
  skip('no real files are here; PLAINFILM_DATA names the folder that has them and their MANIFEST.tsv.');
} else if (missing().length > 0 && !(mayInstallPackages() && (await installPackages(missing())))) {
  skip(
    `the decoders to compare with are not here: get them with \`apt-get install ${missing().join(' ')}\`.`,
  );
} else {
  const code = await runPackage('tsx', ['tests/pixels/run.ts', ...process.argv.slice(2)]);
  const tally = totalOf('pixels');
  console.log(`pixels   ${inWords(tally)}`);
  keepTotal('pixels', tally);
  process.exitCode = code !== 0 || tally.failed > 0 ? 1 : 0;
}

function skip(why) {
  console.log(`Skipped: ${why}`);
  keepTotal('pixels', { passed: 0, failed: 0, skipped: 1 });
}
