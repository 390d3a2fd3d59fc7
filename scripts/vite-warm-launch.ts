import type { Plugin, Rollup } from 'vite';

/**
 * While the record authorises, the launch page loads the code that index.html will start with: its entry, the screen, and
 * what those import at once. What else is loaded lazily (each kind of rendering) stays lazy. The screen's code is made ready
 * on index.html too, to run at once when its turn comes. Styles are the launch page's own already.
 * @param screen the lazy module that every launch will need all the same
 */
export function warmLaunch(screen: RegExp): Plugin {
  return {
    name: 'plainfilm:warm-launch',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle, chunk: page }) {
        if (bundle === undefined || page === undefined) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const app = chunks.find(({ isEntry, facadeModuleId }) => isEntry && isAppPage(facadeModuleId));
        const lazy = chunks.find(({ moduleIds }) => moduleIds.some((module) => screen.test(module)));
        if (app === undefined || lazy === undefined) return [];
        const own = closure(page, chunks);
        const missing = (...of: readonly Rollup.OutputChunk[]) =>
          [...new Set(of.flatMap((chunk) => [...closure(chunk, chunks)]))].filter((file) => !own.has(file));
        if (page === app)
          // Fetched and compiled but not run, while the page's own script asks for the token.
          return missing(lazy).map((file) =>
            link({ rel: 'modulepreload', crossorigin: true, href: `./${file}` }),
          );
        if (!path.endsWith('/launch/index.html')) return [];
        return [
          ...missing(app, lazy).map((file) =>
            // Into the cache and no further: this page is left before it could run, or compile, any of it.
            link({ rel: 'prefetch', as: 'script', crossorigin: true, href: `../${file}` }),
          ),
          // The page itself, which a server may say is the same whatever code and state are in its address.
          link({ rel: 'prefetch', href: '../index.html' }),
        ];
      },
    },
  };
}

const isAppPage = (module: string | null) => /(?<!\/launch)\/index\.html$/.test(module ?? '');

/** After the page's own script, which must not wait for them */
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
