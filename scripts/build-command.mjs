import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';
import { packagesOf } from './third-party.mjs';

const built = join(root, 'bin', 'built');
const stamp = join(built, '.sources');
const sources = [
  'deploy',
  'src/config',
  'src/domain',
  'src/fhir',
  'src/texts',
  'package-lock.json',
  'scripts/build-command.mjs',
];

/** Builds bin/built/ where its sources changed: plain Node modules that need no package beside them. */
export async function buildCommandWhenStale() {
  const wanted = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await buildCommand();
  writeFileSync(stamp, wanted);
}

export async function buildCommand() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: { command: join(root, 'deploy/command/main.ts') },
    platform: 'node',
    external: /^node:/,
    resolve: { alias: { debug: join(root, 'scripts/debug-stub.cjs') } },
    transform: { define: { FHIRCLIENT_PURE: 'true' } },
    logLevel: 'silent',
  });
  const { output } = await bundle.write({
    dir: built,
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    cleanDir: true,
  });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
  const packages = packagesOf(modules);
  writeFileSync(
    join(built, '.third-party.json'),
    JSON.stringify(
      packages.map(({ name, version, license }) => ({ name, version, license })),
      null,
      2,
    ),
  );
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) =>
    /\.\w+$/.test(path)
      ? [path]
      : readdirSync(join(root, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
  );
  for (const path of files.sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  return hash.digest('hex');
}
