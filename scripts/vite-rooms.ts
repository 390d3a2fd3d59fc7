import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';

const NAMES = 'virtual:rooms';
const TEXTS = 'virtual:texts';
const EXPORT = /^export (?:const|let|function) (\w+)/gm;

/** A room of texts: where it stands, and what it exports in the order of its file. */
interface Room {
  readonly name: string;
  readonly path: string;
  readonly exports: readonly string[];
}

function roomsIn(texts: string): readonly Room[] {
  const paths = readdirSync(join(texts, 'en'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => join(texts, 'en', file));
  return [join(texts, 'texts.ts'), ...paths].map((path) => ({
    name: basename(path, '.ts'),
    path,
    exports: [...readFileSync(path, 'utf8').matchAll(EXPORT)].map(([, name = '']) => name),
  }));
}

/**
 * Lets other words take the place of those in src/texts/en, where a site or a person wants that, without a line in the
 * rooms themselves: what a room exports can be put anew (src/texts/rooms.ts), and whoever imports it has the new words.
 * `virtual:rooms` says what the rooms export, for the code that puts other words there, and `virtual:texts` what they hold, for
 * the code that checks a site's own; both are loaded with that code alone.
 * @param texts the folder src/texts
 */
export function rooms(texts: string): Plugin {
  const known = roomsIn(texts);
  return {
    name: 'plainfilm:rooms',
    enforce: 'post',
    resolveId: (source) => (source === NAMES || source === TEXTS ? `\0${source}` : undefined),
    load: async (id) => {
      if (id === `\0${NAMES}`)
        return `export default ${JSON.stringify(known.map(({ name, exports }) => [name, exports]))};`;
      return id === `\0${TEXTS}` ? `export default ${JSON.stringify(await textsOf(known))};` : undefined;
    },
    transform(code, id) {
      const at = known.findIndex(({ path }) => path === id.split('?')[0]);
      const names = known[at]?.exports.join(', ');
      if (!names) return undefined;
      return {
        code: `${code.replace(/^export const /gm, 'export let ')}
(globalThis.plainfilmRooms ??= []).push([${at}, [${names}], (words) => { [${names}] = words; }]);`,
        map: null,
      };
    },
  };
}

/** What each room holds: a text (whose words nobody needs, who checks keys), or `false` for what puts words together. */
async function textsOf(known: readonly Room[]): Promise<unknown> {
  const held = known.map(async ({ name, path, exports }) => {
    const { module } = await runnerImport<Record<string, unknown>>(path, {
      configFile: false,
      logLevel: 'error',
    });
    return [name, Object.fromEntries(exports.map((each) => [each, textsIn(module[each])]))] as const;
  });
  return Object.fromEntries(await Promise.all(held));
}

function textsIn(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, textsIn(each)]));
}
