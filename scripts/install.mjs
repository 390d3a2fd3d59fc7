import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.plainfilm-lock');
/** npm's own note of what it installed */
const installed = join(root, 'node_modules', '.package-lock.json');

/** Installs from the lockfile whatever is missing; repeats nothing. Ends the process with one sentence when it cannot. */
export async function installDependencies() {
  needNode();
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!installedByHand()) {
    console.log('Installing the dependencies of package-lock.json (once, about a minute) …');
    // Which Node a package would like best is its author's concern: that these work on ours is what the tests hold.
    const quiet = ['--loglevel=error', '--no-audit', '--no-fund'];
    const code = await run('npm', ['ci', ...quiet], { shell: process.platform === 'win32' });
    if (code !== 0) {
      console.error(
        'The dependencies could not be installed: `npm ci` needs the npm registry. Run it again with a network.',
      );
      process.exit(1);
    }
  }
  writeFileSync(stamp, wanted);
}

/** True where somebody ran npm since the lockfile last changed, and every direct dependency has the locked version. */
function installedByHand() {
  if (!existsSync(installed) || statSync(installed).mtimeMs + 2000 < statSync(lock).mtimeMs) return false;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'));
  const names = Object.keys({ ...packages[''].dependencies, ...packages[''].devDependencies });
  return names.every((name) => {
    const file = join(root, 'node_modules', name, 'package.json');
    const entry = packages[`node_modules/${name}`];
    if (!existsSync(file) || entry === undefined) return false;
    return entry.link === true || JSON.parse(readFileSync(file, 'utf8')).version === entry.version;
  });
}

function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Node 20.19 or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
  process.exit(1);
}
