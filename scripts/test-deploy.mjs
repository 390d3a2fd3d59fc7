import { spawnSync } from 'node:child_process';
import { installDependencies } from './install.mjs';

/*
 * `npm run test:deploy`: a site as docs/deploying.md makes one, with Debian's nginx, Orthanc and Redis: journey, headers, logs,
 * update and roll back, and the same through the gateway. What follows goes to Playwright.
 */
await installDependencies();
const { installPackages, mayInstallPackages } = await import('./debian.mjs');
const { needTestChromium } = await import('./chromium.mjs');
const { inWords, keepTotal } = await import('./tally.mjs');

const packages = [
  ...['nginx-light', 'libnginx-mod-http-brotli-static', 'gettext-base', 'openssl'],
  ...['orthanc', 'orthanc-dicomweb', 'orthanc-gdcm', 'redis-server'],
];
const has = (command, word) => spawnSync(command, [word], { stdio: 'ignore' }).status === 0;
const isThere = () =>
  has('nginx', '-v') &&
  has('Orthanc', '--version') &&
  has('redis-server', '--version') &&
  has('envsubst', '--version');

process.env.PATH = `${process.env.PATH}:/usr/sbin`;
process.env.PLAINFILM_CHROMIUM = await needTestChromium();
if (!isThere() && !(mayInstallPackages() && (await installPackages(packages)) && isThere())) {
  console.log(
    `Skipped: nginx, Orthanc or Redis is not here and this process may not install it. Get them with \`apt-get install ${packages.join(' ')}\`.`,
  );
  keepTotal('deploy', { passed: 0, failed: 0, skipped: 1 });
} else {
  const { playwright } = await import('./suites.mjs');
  const { buildCommandWhenStale } = await import('./build-command.mjs');
  await buildCommandWhenStale();
  const tally = await playwright('deploy', process.argv.slice(2));
  console.log(`deploy  ${inWords(tally)}`);
  keepTotal('deploy', tally);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
