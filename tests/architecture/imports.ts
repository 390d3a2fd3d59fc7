import ts from 'typescript';

/** Files by their path from the project's root, with `/`. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  readonly from: string;
  /** As written */
  readonly specifier: string;
  /** The file it leads to; absent for a package, and for a relative import that leads nowhere */
  readonly to?: string;
}

/** Every import of every file: static, `import type`, `export … from`, `import()`, and a worker's `new URL(…)`. */
export function importsOf(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([from, text]) =>
    specifiersIn(scriptOf(from, text)).map((specifier) => ({
      from,
      specifier,
      to: resolved(from, specifier, sources),
    })),
  );
}

function specifiersIn(source: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(source, true, true);
  const workers = [...source.matchAll(/new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g)];
  const globs = [...source.matchAll(/import\.meta\.glob\(\s*['"]([^'"]+)['"]/g)];
  return [
    ...new Set([
      ...importedFiles.map(({ fileName }) => fileName),
      ...[...workers, ...globs].flatMap(([, path]) => (path === undefined ? [] : [path])),
    ]),
  ];
}

/** A Svelte component's scripts; markup imports nothing. */
function scriptOf(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');
}

function resolved(from: string, specifier: string, sources: Sources): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = join(from.split('/').slice(0, -1), specifier.replace(/\?.*$/, ''));
  return ['', '.ts', '.d.ts', '.svelte.ts', '/index.ts']
    .map((end) => base + end)
    .find((path) => sources.has(path));
}

/** Where a relative specifier points, whether or not a file is there. */
export function pointsTo({ from, specifier }: Import): string {
  return join(from.split('/').slice(0, -1), specifier.replace(/\?.*$/, ''));
}

function join(folder: readonly string[], path: string): string {
  const parts = [...folder];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
