import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(html|js|css|json|svg|wasm)$/;

/** Lays a .gz beside every built file that gets smaller by it, for servers that send such files (nginx: gzip_static). */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'plainfilm:precompress',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      await Promise.all(
        entries
          // A site's configuration is not the build's.
          .filter((entry) => entry.isFile() && compressible.test(entry.name) && entry.name !== 'config.json')
          .map((entry) => compress(join(entry.parentPath, entry.name))),
      );
    },
  };
}

async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  const small = await promisify(gzip)(plain, { level: 9 });
  if (small.length < plain.length) await writeFile(`${file}.gz`, small);
}
