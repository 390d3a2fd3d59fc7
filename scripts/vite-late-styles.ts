import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import type { Plugin } from 'vite';

const LATE = '\0late-style:';
const STYLE = /\?svelte&type=style&lang\.css$/;

/**
 * Styles of what is loaded when it is asked for come with it, as a file of their own, and not with every launch. Whoever
 * loads it waits for them (src/ui/parts/late.ts): nothing is shown, or measured, before it is styled.
 * @param late components that only lazy code shows
 */
export function lateStyles(late: RegExp): Plugin {
  let root = '';
  return {
    name: 'plainfilm:late-styles',
    apply: 'build',
    enforce: 'pre',
    configResolved: (config) => {
      root = config.root;
    },
    resolveId: {
      order: 'pre',
      handler: (source) =>
        STYLE.test(source) && late.test(source)
          ? { id: `${LATE}${source.replace(STYLE, '')}.js`, moduleSideEffects: true }
          : undefined,
    },
    load: {
      order: 'pre',
      async handler(id) {
        if (!id.startsWith(LATE)) return undefined;
        const path = id.slice(LATE.length, -'.js'.length);
        const filename = path.startsWith(root) ? path : join(root, path);
        const { css } = compile(await readFile(filename, 'utf8'), { filename, css: 'external' });
        const source = (css?.code ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ');
        const reference = this.emitFile({ type: 'asset', name: 'late.css', source });
        return {
          code: `const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = import.meta.ROLLUP_FILE_URL_${reference};
document.head.append(sheet);`,
          moduleSideEffects: true,
        };
      },
    },
  };
}
