import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { minify } from 'terser';
import type { Plugin } from 'vite';

const compressible = /\.(html|js|css|json|svg|wasm)$/;

/** Lays a .br and a .gz beside every built file that gets smaller by it, for servers that send them (nginx: brotli_static, gzip_static). */
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

/** What every launch fetches: a second minifier finds 2 % more in it, which would take too long for all files. */
const inEveryLaunch = /^(?:app|index|launch|not-started|read-objects|shape|balp|worker)-.*\.js$/;

/** The screen's code, of which a launch calls the most */
const screen = /^app-/;

/**
 * Asks the browser to compile every function while the file comes, beside the main thread: else each is compiled on it when it
 * is called first. Chromium alone knows the hint, and only as the first line; to others it is a comment.
 */
const HINT = '//# allFunctionsCalledOnLoad';

/** What is written twice alike is smaller, once compressed, than what is put into one another: the second time nothing is. */
const ROUNDS = [
  { passes: 3 },
  { passes: 2, inline: false, reduce_funcs: false, collapse_vars: false, sequences: false },
];

async function minifiedAgain(file: string): Promise<Buffer> {
  let code = await readFile(file, 'utf8');
  const format = screen.test(basename(file)) ? { preamble: HINT } : {};
  for (const compress of ROUNDS)
    ({ code = '' } = await minify(code, { module: true, ecma: 2020, compress, format }));
  await writeFile(file, code);
  return Buffer.from(code);
}

async function compress(file: string): Promise<void> {
  const plain = await (inEveryLaunch.test(basename(file)) ? minifiedAgain(file) : readFile(file));
  const brotli = promisify(brotliCompress)(plain, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  const forms = { gz: await promisify(gzip)(plain, { level: 9 }), br: await brotli };
  for (const [ending, small] of Object.entries(forms))
    if (small.length < plain.length) await writeFile(`${file}.${ending}`, small);
}
