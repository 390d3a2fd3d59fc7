import type { Plugin, Rollup } from 'vite';

/**
 * While the record authorises, the launch page loads the code that index.html will start with: its entry, what that
 * imports at once, and its styles. What is loaded lazily (each kind of rendering) stays lazy, but what is named.
 * @param also lazy modules that every launch will need all the same
 */
export function warmLaunch(also: readonly RegExp[] = []): Plugin {
  return {
    name: 'plainfilm:warm-launch',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle, chunk: launch }) {
        if (!path.endsWith('/launch/index.html') || bundle === undefined) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const app = chunks.find(({ isEntry, facadeModuleId }) => isEntry && isAppPage(facadeModuleId));
        if (app === undefined) return [];
        const own = launch === undefined ? new Set<string>() : closure(launch, chunks);
        const lazy = also.flatMap(
          (name) => chunks.find(({ facadeModuleId }) => name.test(facadeModuleId ?? '')) ?? [],
        );
        const all = new Set([app, ...lazy].flatMap((chunk) => [...closure(chunk, chunks)]));
        const needed = [...all].filter((file) => !own.has(file));
        const styles = [...all].flatMap((file) => stylesOf(chunks, file));
        return [
          ...needed.map((file) =>
            // Into the cache and no further: this page is left before it could run, or compile, any of it.
            link({ rel: 'prefetch', as: 'script', crossorigin: true, href: `../${file}` }),
          ),
          ...[...new Set(styles)].map((file) => link({ rel: 'prefetch', as: 'style', href: `../${file}` })),
        ];
      },
    },
  };
}

const isAppPage = (module: string | null) => /(?<!\/launch)\/index\.html$/.test(module ?? '');

/** After the launch's own script, which must not wait for them */
const link = (attrs: Record<string, string | boolean>) => ({ tag: 'link', attrs, injectTo: 'body' as const });

function closure(entry: Rollup.OutputChunk, chunks: readonly Rollup.OutputChunk[]): Set<string> {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const imported of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) add(imported);
  };
  add(entry.fileName);
  return found;
}

function stylesOf(chunks: readonly Rollup.OutputChunk[], file: string): readonly string[] {
  return [...(chunks.find(({ fileName }) => fileName === file)?.viteMetadata?.importedCss ?? [])];
}
