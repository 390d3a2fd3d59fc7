import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A published package, to the byte. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** As package-lock.json writes it: `sha512-` and base64 */
  readonly integrity: string;
}

const run = promisify(execFile);

/** Where peers are kept between runs; nothing of them is ever part of the product. */
export const peersFolder = fileURLToPath(new URL('../../.cache/peers/', import.meta.url));

/**
 * The unpacked package, fetched when it is not there yet. Nothing in it is run.
 * @returns its folder, the one with package.json
 * @throws when it cannot be had, or is not what was published
 */
export async function fetched({ name, version, integrity }: Package): Promise<string> {
  const folder = join(peersFolder, `${name.replace(/^@/, '').replace('/', '-')}-${version}`);
  if (await isThere(join(folder, 'package.json'))) return folder;
  await mkdir(peersFolder, { recursive: true });
  const { stdout } = await run(
    'npm',
    ['pack', `${name}@${version}`, '--json', '--ignore-scripts', '--pack-destination', peersFolder],
    { timeout: 300_000 },
  ).catch(() => {
    throw new Error(`${name} ${version} could not be fetched from the npm registry`);
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const archive = join(peersFolder, basename(filename));
  try {
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (`sha512-${hash}` !== integrity)
      throw new Error(`${name} ${version} is not the one that was published`);
    const unpacked = `${folder}.part`;
    await rm(unpacked, { recursive: true, force: true });
    await mkdir(unpacked);
    await run('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
    await rename(unpacked, folder);
  } finally {
    await rm(archive, { force: true });
  }
  return folder;
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
