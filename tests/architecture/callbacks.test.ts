import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Methods of lists that give their callback more than the element */
const GIVE_MORE = /^(?:map|flatMap|filter|forEach|some|every|find|findIndex|findLast|from)$/;

/** What is known of a file: how many parameters its functions have, what it imports, and what it hands over by name. */
interface Read {
  readonly parameters: ReadonlyMap<string, number>;
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>;
  readonly handed: readonly string[];
}

function read(path: string, text: string): Read {
  const parameters = new Map<string, number>();
  const imports = new Map<string, { path: string; name: string }>();
  const handed: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name) parameters.set(node.name.text, node.parameters.length);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      if (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))
        parameters.set(node.name.text, node.initializer.parameters.length);
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = `${join(dirname(path), node.moduleSpecifier.text)}.ts`;
      const bindings = node.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements)
          imports.set(name.text, { path: from, name: (propertyName ?? name).text });
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      if (GIVE_MORE.test(node.expression.name.text))
        for (const given of node.arguments) if (ts.isIdentifier(given)) handed.push(given.text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return { parameters, imports, handed };
}

/** Functions of a second parameter, optional or not, that are handed over by their name: `list.map(read)`. */
function unasked(texts: ReadonlyMap<string, string>): readonly string[] {
  const files = new Map([...texts].map(([path, text]) => [path, read(path, text)] as const));
  const countOf = (path: string, name: string): number => {
    const file = files.get(path);
    const imported = file?.imports.get(name);
    return imported ? countOf(imported.path, imported.name) : (file?.parameters.get(name) ?? 0);
  };
  return [...files].flatMap(([path, { handed }]) =>
    handed.filter((name) => countOf(path, name) > 1).map((name) => `${path}: ${name}`),
  );
}

/** The scripts of a folder; of a component, what stands between its script tags. */
const textsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte)$/.test(name))
      .map((name) => join(folder, name))
      .map((path) => [path, path.endsWith('.ts') ? readFileSync(path, 'utf8') : scriptsOf(path)]),
  );
const scriptsOf = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/<script[^>]*>([^]*?)<\/script>/g)]
    .map(([, text]) => text)
    .join('\n');

describe('a function that is handed to a method of lists by its name', () => {
  it.each(['src', 'sandbox'])(
    'takes nothing but the element, in %s: an index would be its second parameter',
    (folder) => {
      const texts = textsIn(folder);
      expect(texts.size).toBeGreaterThan(50);
      expect(unasked(texts)).toEqual([]);
    },
  );

  it.each([
    ['a function', { 'a.ts': 'function read(a: number, depth = 0) {} [1].map(read);' }, 1],
    ['an expression', { 'a.ts': 'const read = (a: number, depth?: number) => a; [1].flatMap(read);' }, 1],
    [
      'one of another file',
      {
        'a.ts': 'import { read as r } from "./b"; [1].map(r);',
        'b.ts': 'export function read(a: number, b = 1) {}',
      },
      1,
    ],
    ['one of one parameter', { 'a.ts': 'const read = (a: number) => a; [1].map(read);' }, 0],
  ])('is found: %s', (_, texts, count) => {
    expect(unasked(new Map(Object.entries(texts)))).toHaveLength(count);
  });
});
