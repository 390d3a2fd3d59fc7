import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { noticesOf, packagesOf } from './third-party.mjs';

/**
 * Lays beside a build the notices of everybody of whom something is in it, and the list of those packages for whoever packs
 * it. One plugin for the pages and one for their workers, over one collection.
 */
export function thirdParty(): { readonly pages: Plugin; readonly workers: Plugin } {
  const modules = new Set<string>();
  const collect = {
    apply: 'build',
    generateBundle(_options: unknown, bundle: Readonly<Record<string, object>>) {
      for (const file of Object.values(bundle) as readonly {
        modules?: object;
        originalFileNames?: readonly string[];
      }[])
        for (const id of [...Object.keys(file.modules ?? {}), ...(file.originalFileNames ?? [])])
          modules.add(id);
    },
  } as const;
  return {
    workers: { name: 'plainfilm:third-party-workers', ...collect },
    pages: {
      name: 'plainfilm:third-party',
      ...collect,
      async writeBundle({ dir = 'dist' }) {
        const root = join(dir, '..');
        const packages = packagesOf(
          [...modules].map((id) => (id.startsWith('node_modules/') ? join(root, id) : id)),
        );
        await writeFile(join(dir, 'third-party-notices.txt'), noticesOf(packages));
        const named = packages.map(({ name, version, license }) => ({ name, version, license }));
        await writeFile(join(dir, '.third-party.json'), JSON.stringify(named, null, 2));
      },
    },
  };
}
