import { spawnSync } from 'node:child_process';
import { installDependencies } from './install.mjs';

/*
 * `npm run test:orthanc`: the journey against a real archive, Debian's Orthanc. What follows goes to Playwright.
 */
await installDependencies();
const { installPackages, mayInstallPackages } = await import('./debian.mjs');
const { needTestChromium } = await import('./chromium.mjs');
const { inWords, keepTotal } = await import('./tally.mjs');

const packages = ['orthanc', 'orthanc-dicomweb', 'orthanc-gdcm'];
const isThere = () => spawnSync('Orthanc', ['--version'], { stdio: 'ignore' }).status === 0;

process.env.PATH = `${process.env.PATH}:/usr/sbin`;
process.env.PLAINFILM_CHROMIUM = await needTestChromium();
if (!isThere() && !(mayInstallPackages() && (await installPackages(packages)) && isThere())) {
  console.log(
    `Skipped: no Orthanc is here and this process may not install it. Get it with \`apt-get install ${packages.join(' ')}\`.`,
  );
  keepTotal('orthanc', { passed: 0, failed: 0, skipped: 1 });
} else {
  const { playwright } = await import('./suites.mjs');
  const tally = await playwright('orthanc', process.argv.slice(2));
  console.log(`orthanc  ${inWords(tally)}`);
  keepTotal('orthanc', tally);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
