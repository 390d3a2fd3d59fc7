import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installDependencies } from './install.mjs';

/*
 * `npm run load`: how many launches and frames a second nginx, two gateways, Redis and Orthanc with PostgreSQL carry on this machine. Bounded;
 * PLAINFILM_LOAD_SECONDS says how long each of its eighteen steps is (8).
 */
await installDependencies();
const { installPackages, mayInstallPackages } = await import('./debian.mjs');
const { buildWhenStale } = await import('./build.mjs');
const { buildCommandWhenStale } = await import('./build-command.mjs');
const { runPackage } = await import('./run.mjs');

const packages = [
  ...['nginx-light', 'gettext-base', 'openssl', 'redis-server', 'postgresql'],
  ...['orthanc', 'orthanc-dicomweb', 'orthanc-gdcm', 'orthanc-postgresql'],
];
process.env.PATH = `${process.env.PATH}:/usr/sbin`;
const has = (command, word) => spawnSync(command, [word], { stdio: 'ignore' }).status === 0;
const isThere = () =>
  has('nginx', '-v') &&
  has('Orthanc', '--version') &&
  has('redis-server', '--version') &&
  has('psql', '--version') &&
  existsSync('/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so');

if (!isThere() && !(mayInstallPackages() && (await installPackages(packages)) && isThere())) {
  console.log(`Not run: something is missing. Get it with \`apt-get install ${packages.join(' ')}\`.`);
} else {
  if ((await buildWhenStale()) !== 0) process.exit(1);
  await buildCommandWhenStale();
  // The site of the run signs its own certificate.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  process.env.NODE_NO_WARNINGS = '1';
  process.exitCode = await runPackage('tsx', ['bench/load/run.ts']);
}
