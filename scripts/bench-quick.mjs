import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installDependencies } from './install.mjs';

/*
 * The budgets that `npm run bench -- --quick` holds, for `.ci/run`: skipped with a reason where there is no Orthanc or
 * nginx and this process may not install them.
 */
await installDependencies();
const { installPackages, mayInstallPackages } = await import('./debian.mjs');
const { runPackage } = await import('./run.mjs');
const { forgetTotals, inWords, keepTotal, totalOf } = await import('./tally.mjs');

const packages = [
  'orthanc',
  'orthanc-dicomweb',
  'orthanc-gdcm',
  'nginx-light',
  'libnginx-mod-http-brotli-static',
];
process.env.PATH = `${process.env.PATH}:/usr/sbin`;
const areThere = () =>
  existsSync('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so') &&
  ['Orthanc --version', 'nginx -v'].every((command) => {
    const [name, option] = command.split(' ');
    return spawnSync(name, [option], { stdio: 'ignore' }).status === 0;
  });

forgetTotals(['bench']);
if (!areThere() && !(mayInstallPackages() && (await installPackages(packages)) && areThere())) {
  console.log(
    `Skipped: Orthanc or nginx is not here and this process may not install it. Get them with \`apt-get install ${packages.join(' ')}\`.`,
  );
  keepTotal('bench', { passed: 0, failed: 0, skipped: 1 });
} else {
  const code = await runPackage('tsx', ['bench/run.ts', '--quick']);
  const tally = totalOf('bench');
  console.log(`bench    ${inWords(tally)}`);
  process.exitCode = code !== 0 || tally.failed > 0 ? 1 : 0;
}
