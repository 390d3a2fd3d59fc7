import { spawnSync } from 'node:child_process';
import { run } from './run.mjs';

/** True where this process may install packages of a Debian or Ubuntu machine. */
export function mayInstallPackages() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Installs packages through the system's package manager.
 * @param {readonly string[]} names
 * @returns {Promise<boolean>} whether they are there now
 */
export async function installPackages(names) {
  if (!mayInstallPackages()) return false;
  console.log(`Installing ${names.join(', ')} through apt-get (once) …`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...names], options);
  if ((await install()) === 0) return true;
  // A machine that never asked for the package lists has none to install from.
  await run('apt-get', ['update'], options);
  return (await install()) === 0;
}
