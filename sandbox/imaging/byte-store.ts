import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Bytes that are expensive to make: asked for by key, made once, kept on disk between runs. */
export interface ByteStore {
  /** The bytes of `key`; `make` is called only where neither memory nor disk has them. */
  get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/**
 * @param folder where bytes stay between runs; `undefined` keeps them in memory only
 * @param limit bytes kept in memory beside it, the least recently asked for leave first
 */
export function createByteStore(folder: string | undefined, limit = 256e6): ByteStore {
  const held = new Map<string, Uint8Array>();
  const making = new Map<string, Promise<Uint8Array>>();
  const size = { bytes: 0 };

  const hold = (key: string, bytes: Uint8Array) => {
    held.set(key, bytes);
    size.bytes += bytes.length;
    for (const [oldest, value] of held) {
      if (size.bytes <= limit || oldest === key) break;
      // Without a disk behind it a store that forgot would make everything again
      if (folder === undefined) break;
      held.delete(oldest);
      size.bytes -= value.length;
    }
    return bytes;
  };

  const fetchOrMake = async (key: string, make: () => Promise<Uint8Array>) => {
    const path = folder === undefined ? undefined : join(folder, pathOf(key));
    const stored = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (stored) return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
    const made = await make();
    if (path !== undefined) await writeWhole(path, made);
    return made;
  };

  return {
    get(key, make) {
      const known = held.get(key);
      if (known) {
        // To the young end of the order
        held.delete(key);
        held.set(key, known);
        return Promise.resolve(known);
      }
      const underWay = making.get(key);
      if (underWay) return underWay;
      const made = fetchOrMake(key, make)
        .then((bytes) => hold(key, bytes))
        .finally(() => making.delete(key));
      making.set(key, made);
      return made;
    },
  };
}

function pathOf(key: string): string {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return join(digest.slice(0, 2), digest);
}

/** Written beside and renamed: a run that is stopped half way leaves no half file under the name. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, bytes);
  await rename(beside, path);
}
