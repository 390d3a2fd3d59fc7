import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Each test that a paper names, as "`tests/…`: its name". */
const namedIn = (paper: string) =>
  [...read(paper).matchAll(/`(tests\/[\w/.-]+)`: ([^|\n;]+)/g)].map(([, file = '', name = '']) => ({
    file,
    name: name.trim().replaceAll('\\|', '|'),
  }));

describe.each(['docs/clinical-safety/hazard-log.md', 'docs/threat-model.md'])('%s', (paper) => {
  it('names tests that there are', () => {
    const named = namedIn(paper);
    expect(named.length).toBeGreaterThan(10);
    const lost = named.filter(
      ({ file, name }) => !existsSync(new URL(file, root)) || !read(file).includes(name),
    );
    expect(lost).toEqual([]);
  });
});

describe('the hazard log', () => {
  it('has every hazard from H1 to H14, each with its control and at least one test', () => {
    const parts = read('docs/clinical-safety/hazard-log.md').split(/^## /m).slice(1);
    expect(parts.map((part) => part.split('.')[0])).toEqual(
      Array.from({ length: 14 }, (_, at) => `H${at + 1}`),
    );
    for (const part of parts) expect(part).toMatch(/\| Control\s+\| \S[\s\S]*Shown by:\n\n- `tests\//);
  });
});
