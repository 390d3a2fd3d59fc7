import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

/** Whatever stands between backticks and looks like a path of the project, without what follows a colon or a hash */
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:src|tests|launch|sandbox|scripts|bench|deploy|docs|public)\/[\w./-]+?)\/?`/g)].map(
    ([, path = '']) => path,
  );

/** A file named alone, `stack.ts`, is a riddle to a newcomer. */
const bareIn = (text: string) =>
  [
    ...text.matchAll(
      /`([\w-]+\.(?:ts|svelte)|(?!(?:src|tests|launch|sandbox|scripts|bench|deploy|docs|public)\/)[\w-]+\/[\w./-]+\.(?:ts|svelte))`/g,
    ),
  ].map(([, name = '']) => name);

describe('the documents', () => {
  it.each(documents)('%s names only paths that are there', (name) => {
    const paths = pathsIn(readFileSync(join(root, name), 'utf8'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(['docs/life-of-an-image.md', 'CONTRIBUTING.md'])('%s names files by their whole path', (name) => {
    expect(bareIn(readFileSync(join(root, name), 'utf8'))).toEqual([]);
  });

  it('are looked at for paths at all', () => {
    const all = documents.flatMap((name) => pathsIn(readFileSync(join(root, name), 'utf8')));
    expect(all.length).toBeGreaterThan(40);
  });
});
