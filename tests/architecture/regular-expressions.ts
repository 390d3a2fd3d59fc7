import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type typescript from 'typescript';

export interface Expression {
  /** `src/x.ts:12` */
  readonly where: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression that is written out in src, those in components' scripts among them. */
export function regularExpressions(
  ts: typeof typescript,
  read: (file: string) => string,
): readonly Expression[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(ts|svelte)$/.test(file),
  );
  return files.flatMap((file) => {
    const path = join('src', file);
    const text = read(path);
    const script = file.endsWith('.svelte') ? scriptOf(text) : text;
    const source = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true);
    const found: Expression[] = [];
    const visit = (node: typescript.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const line = source.getLineAndCharacterOfPosition(node.pos).line + 1;
        found.push({
          where: `${path}:${line}`,
          pattern: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const scriptOf = (text: string) => /<script[^>]*>([^]*?)<\/script>/.exec(text)?.[1] ?? '';
