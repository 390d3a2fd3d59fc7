import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runPackage } from './run.mjs';

const stamp = join(root, 'dist', '.sources');
const sources = [
  'index.html',
  'launch',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'svelte.config.js',
  'vite.config.ts',
];

/** Builds dist/ where its sources changed since it was built. @returns {Promise<number>} exit code */
export async function buildWhenStale() {
  const wanted = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  console.log('Building dist/ …');
  const code = await runPackage('vite', ['build', '--logLevel', 'error']);
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf).sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (path.includes('.')) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
