import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** Three words in a row, of letters: what a person would read, and no name, code or style. Defined terms are in capitals. */
const SENTENCE = /[A-Za-z’']{2,} [A-Za-z’']+ [A-Za-z’']{2,}/;

/** Sentences that stand in a file itself. What an exception says is for whoever mends the program, and counts for nothing. */
export function sentencesIn(file: string, text: string): readonly string[] {
  const found = file.endsWith('.svelte') ? inComponent(text) : inScript(text);
  return found
    .map((words) => words.replace(/\s+/g, ' ').trim())
    .filter((words) => SENTENCE.test(words) && /[a-z]/.test(words));
}

function inScript(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

function inComponent(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data, value, quasis } = node as Partial<Record<string, unknown>>;
    if (type === 'Comment' || type === 'ImportDeclaration' || type === 'ThrowStatement') return;
    if (type === 'Attribute' && name === 'class') return;
    if (type === 'Text' && typeof data === 'string') found.push(data);
    if (type === 'Literal' && typeof value === 'string') found.push(value);
    if (type === 'TemplateLiteral' && Array.isArray(quasis))
      found.push(
        quasis.map((one: { readonly value: { readonly cooked: string } }) => one.value.cooked).join('…'),
      );
    for (const [key, child] of Object.entries(node))
      if (key !== 'parent' && key !== 'leadingComments') visit(child);
  };
  const { fragment, instance, module } = parse(text, { modern: true });
  for (const part of [fragment, instance?.content, module?.content]) visit(part);
  return found;
}
