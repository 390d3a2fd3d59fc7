import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { CatalogueStudy } from '../../sandbox/catalogue';
import { startNginx } from '../nginx';
import { compressAll } from './compression';
import { startReadableArchive } from './dwv-archive';
import { fetched, peersFolder, type Package } from './packages';
import type { Peer } from './peer';

const release: Package = {
  name: 'dwv',
  version: '0.36.4',
  integrity:
    'sha512-kXGlujGcCKSJD6s0THa2z4Kn/aVCdltvbgrn8g2WcTA8TgLZJHp6Z0Tbu3gxkerIaMCrTC4TbaWJI0nq9tPAFg==',
};

/** What its package leaves to whoever uses it, and the file of each that is for browsers. */
const dependencies: readonly (Package & { readonly file: string })[] = [
  {
    name: 'jszip',
    version: '3.10.1',
    integrity:
      'sha512-xXDvecyTpGLrqFrvkrUSoxxfJI5AH7U8zxxtVclpsUtMCq4JQ290LY8AW5c7Ggnr/Y/oK+bQMbqK2qmtk3pN4g==',
    file: 'dist/jszip.min.js',
  },
  {
    name: 'konva',
    version: '10.2.5',
    integrity:
      'sha512-WwBoe/EBhFcv+seL1Wnp3OAOwOFjCY4nCCgpLRrzUzw1IX4lKf/lYhj2Z3qo9P9q2fA3h+OdGDlimSNqZJaY5A==',
    file: 'konva.min.js',
  },
  {
    name: 'magic-wand-tool',
    version: '1.1.7',
    integrity:
      'sha512-S4rHzCs/bAp7nhQGKeg+McWuqrdyZKpnu8Ahd8AU7NzuLTm/Hh8tkpv1tW91Kmm59foIrXzip1d+P9NDoyxrZA==',
    file: 'dist/magic-wand.min.js',
  },
];

/** dwv in the least page that shows one series. It has no list of studies. @param studies what will be opened */
export async function startDwv(studies: readonly CatalogueStudy[]): Promise<Peer> {
  const dist = await built();
  const archive = await startReadableArchive(studies);
  const server = await startNginx({
    dist,
    config: {},
    connect: [],
    framedBy: [],
    archives: new Map([['orthanc', archive.root.replace(/\/dicom-web$/, '')]]),
    guest: { page: '/viewer' },
  }).catch(async (error: unknown) => {
    await archive.stop();
    throw error;
  });
  return {
    name: `dwv ${release.version}`,
    port: server.port,
    address: (question) =>
      question.kind === 'study'
        ? `http://127.0.0.1:${server.port}/?study=${question.study}&series=${question.series}`
        : undefined,
    picture: (path) => /\/instances\/([\da-f-]+)\/file$/.exec(path)?.[1],
    canvas: '#layerGroup0 canvas',
    async loaded(page) {
      const ended = page.locator('html[data-loaded], html[data-failed]');
      await ended.waitFor({ state: 'attached', timeout: 60_000 });
      const failed = await ended.getAttribute('data-failed');
      if (failed !== null) throw new Error(failed);
    },
    position: (page) =>
      page.evaluate(() => {
        // Its slices go by position, up from the feet; ours begin at the head.
        const { position = '[]', slices } = document.documentElement.dataset;
        const [, , slice] = JSON.parse(position) as number[];
        return slice === undefined ? NaN : Number(slices) - slice;
      }),
    async stop() {
      await server.stop();
      await archive.stop();
    },
  };
}

/** One page with one script, and the decoders beside it as they are published. @returns its folder */
async function built(): Promise<string> {
  const published = await fetched(release);
  const alias = [{ find: 'dwv', replacement: join(published, 'dist/dwv.min.js') }];
  for (const { file, ...each } of dependencies)
    alias.push({ find: each.name, replacement: join(await fetched(each), file) });
  const outDir = join(peersFolder, `dwv-${release.version}-served`);
  await build({
    configFile: false,
    root: fileURLToPath(new URL('dwv-page/', import.meta.url)),
    logLevel: 'error',
    resolve: { alias },
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  });
  await mkdir(join(outDir, 'assets'), { recursive: true });
  await cp(join(published, 'dist/assets/workers'), join(outDir, 'assets/workers'), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
  await compressAll(outDir);
  return outDir;
}
