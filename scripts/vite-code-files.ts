import type { Plugin } from 'vite';

/** What Vite puts around every `import()` of a build */
const HELPER = /^\0vite\/preload-helper\.js$/;

/**
 * Every `import()` of the build first has its files (the module's own too, which Vite leaves to the import), so that one that
 * could not be had can be asked for again.
 * @param home the module that exports `withItsFiles`
 */
export function codeFiles(home: string): Plugin {
  return {
    name: 'plainfilm:code-files',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      build: {
        modulePreload: {
          polyfill: false,
          resolveDependencies: (file, dependencies, { hostType }) =>
            hostType === 'js' ? [...new Set([file, ...dependencies])] : dependencies,
        },
      },
    }),
    load: {
      order: 'pre',
      filter: { id: HELPER },
      handler: () => `export { withItsFiles as __vitePreload } from ${JSON.stringify(home)};`,
    },
  };
}
