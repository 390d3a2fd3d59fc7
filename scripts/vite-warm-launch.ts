import type { Plugin, Rollup } from 'vite';

/**
 * While the record authorises, the launch page loads the code that index.html will start with: its entry, what that
 * imports at once, and its styles. What is loaded lazily (each kind of rendering) stays lazy, but what is named. Of that
 * the first is made ready on index.html too, to run at once when its turn comes.
 * @param also lazy modules that every launch will need all the same
 */
export function warmLaunch(also: readonly RegExp[] = []): Plugin {
  return {
    name: 'plainfilm:warm-launch',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle, chunk: launch }) {
        if (bundle === undefined) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const app = chunks.find(({ isEntry, facadeModuleId }) => isEntry && isAppPage(facadeModuleId));
        if (app === undefined) return [];
        if (path.endsWith('/index.html') && !path.endsWith('/launch/index.html'))
          return ahead(app, chunks, also[0]);
        if (!path.endsWith('/launch/index.html')) return [];
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
          // The page itself, which a server may say is the same whatever code and state are in its address.
          link({ rel: 'prefetch', href: '../index.html' }),
        ];
      },
    },
  };
}

/** The screen's code, fetched and compiled but not run, while the page's own script asks for the token */
function ahead(page: Rollup.OutputChunk, chunks: readonly Rollup.OutputChunk[], screen: RegExp | undefined) {
  const chunk = chunks.find(({ facadeModuleId }) => screen?.test(facadeModuleId ?? ''));
  if (chunk === undefined) return [];
  const own = closure(page, chunks);
  const files = [...closure(chunk, chunks)].filter((file) => !own.has(file));
  return [
    ...files.map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `./${file}` })),
    ...files
      .flatMap((file) => stylesOf(chunks, file))
      .map((file) => link({ rel: 'preload', as: 'style', crossorigin: true, href: `./${file}` })),
  ];
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
