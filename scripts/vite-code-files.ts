import type { Plugin } from 'vite';

/** What Vite puts around every `import()` of a build */
const HELPER = /^\0vite\/preload-helper\.js$/;

/**
 * Every `import()` of the build goes through `withItsFiles`, which is told the module's own file too. Every browser that runs
 * the rest knows `modulepreload`.
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
