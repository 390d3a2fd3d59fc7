import { parseAst, type Plugin } from 'vite';

interface Node {
  readonly type?: string;
  readonly start: number;
  readonly end: number;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly Node[];
}

/**
 * What the keys of config.json mean is for who reads the published JSON Schema: a launch checks them and says nothing of
 * it. Their descriptions, the second argument of `key` in the schema, stay out of what every launch brings.
 */
export function bareSchema(schema: RegExp): Plugin {
  return {
    name: 'plainfilm:bare-schema',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!schema.test(id)) return undefined;
      const cuts: Node[] = [];
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        const { type, callee, arguments: given } = value as Node;
        if (type === 'CallExpression' && callee?.name === 'key' && given?.[1]) cuts.push(given[1]);
        for (const child of Object.values(value)) visit(child);
      };
      visit(parseAst(code));
      const bare = cuts
        .sort((one, other) => other.start - one.start)
        .reduce((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, code);
      return { code: bare, map: null };
    },
  };
}
