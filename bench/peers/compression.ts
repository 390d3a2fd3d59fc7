import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Lays a .gz beside every file of a folder that gets smaller by it, as our own build does (scripts/vite-precompress.ts). */
export async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries)
    if (entry.isFile() && /\.(html|js|css|json|svg|wasm)$/.test(entry.name))
      await compress(join(entry.parentPath, entry.name));
}

/** The same for one file. */
export async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  const small = await promisify(gzip)(plain, { level: 9 });
  if (small.length < plain.length) await writeFile(`${file}.gz`, small);
}
