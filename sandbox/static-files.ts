import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip';

export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  /** Absent where compressing would not help */
  readonly coding?: Coding;
}

/** Files of a folder, each compressed once and kept. @returns `undefined` where there is no such file */
export type StaticFiles = (path: string, codings: readonly Coding[]) => Promise<StaticFile | undefined>;

const compress: Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

const compressible = /\.(html|js|mjs|css|json|svg|wasm|txt|map|webmanifest)$/;

export function staticFiles(folder: string): StaticFiles {
  const root = resolve(folder);
  const kept = new Map<string, StaticFile>();
  return async (path, codings) => {
    const file = resolve(root, `.${path}`);
    if (!file.startsWith(root + sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (found === undefined || !found.isFile()) return undefined;
    const coding = compressible.test(file) ? codings[0] : undefined;
    const version = `${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}`;
    const key = `${file} ${version} ${coding ?? 'plain'}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const plain = await readFile(file);
    const bytes = new Uint8Array(coding === undefined ? plain : await compress[coding](plain));
    const made: StaticFile = {
      bytes,
      coding,
      etag: `"${version}${coding === undefined ? '' : `-${coding}`}"`,
    };
    kept.set(key, made);
    return made;
  };
}
