import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Method {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Leaves out the methods of dicomweb-client's class that nobody calls: a bundler keeps a class whole, and this one is a sixth of what
 * an archive's code weighs.
 * @param library the module of the class
 * @param caller the one file that calls it, as `library.name(…)`
 */
export function usedMethods(library: RegExp, caller: string): Plugin {
  return {
    name: 'plainfilm:used-methods',
    apply: 'build',
    transform(code, id) {
      if (!library.test(id)) return undefined;
      const methods = methodsIn(this.parse(code) as unknown as Node, code);
      if (methods.length === 0) this.error('No methods were found: has the library changed its form?');
      const called = [...readFileSync(caller, 'utf8').matchAll(/\blibrary\.(\w+)\(/g)].map(
        ([, name = '']) => name,
      );
      const kept = reachedFrom([...called, ...namesIn(around(code, methods))], methods);
      const dropped = methods.filter(({ name }) => !kept.has(name));
      return { code: without(code, dropped), map: null };
    },
  };
}

/** The entries of `_createClass(Class, [{ key, value }, …], […])`. */
function methodsIn(root: Node, code: string): readonly Method[] {
  const found: Method[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return void node.forEach((one) => look(one));
    if (typeof node !== 'object' || node === null) return;
    const call = node as Node & {
      callee?: { name?: string };
      arguments?: readonly { elements?: readonly Node[] }[];
    };
    if (call.type === 'CallExpression' && call.callee?.name === '_createClass')
      for (const { start, end } of (call.arguments ?? []).flatMap(({ elements = [] }) => elements)) {
        const text = code.slice(start, end);
        const name = /\bkey:\s*["'](\w+)["']/.exec(text)?.[1];
        if (name !== undefined) found.push({ name, start, end, text });
      }
    Object.values(node).forEach((one) => look(one));
  };
  look(root);
  return found;
}

const namesIn = (text: string) =>
  [...text.matchAll(/\b(?:this|_this\d*|DICOMwebClient)\.(\w+)/g)].map(([, name = '']) => name);

/** The code outside the methods. */
const around = (code: string, methods: readonly Method[]) => without(code, methods);

function reachedFrom(names: readonly string[], methods: readonly Method[]): ReadonlySet<string> {
  const reached = new Set(names);
  // A set hands out what is added while it is gone through.
  for (const name of reached)
    for (const { text } of methods.filter((method) => method.name === name))
      for (const next of namesIn(text)) reached.add(next);
  return reached;
}

/** Holes in a list are undefined, which `_createClass` does not take: a comma goes with each. */
function without(code: string, dropped: readonly Method[]): string {
  return [...dropped]
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end }) => {
      const after = /^\s*,/.exec(text.slice(end));
      const before = /,\s*$/.exec(text.slice(0, start));
      if (after) return text.slice(0, start) + text.slice(end + after[0].length);
      return text.slice(0, before ? start - before[0].length : start) + text.slice(end);
    }, code);
}
