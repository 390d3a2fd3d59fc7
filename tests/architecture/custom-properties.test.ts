import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ui = fileURLToPath(new URL('../../src/ui', import.meta.url));
const sources = readdirSync(ui, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(svelte|css|ts)$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

const all = (pattern: RegExp) =>
  new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)));

describe('custom properties', () => {
  const used = all(/var\((--[\w-]+)/g);
  const set = all(/(?:^|[\s{;"'])(?:style:)?(--[\w-]+)(?=['"]?\s*[:=,])/gm);

  it('are set somewhere: one that is not is ignored, and letters come out in another size than they are measured by', () => {
    expect([...used].filter((name) => !set.has(name))).toEqual([]);
  });

  it('are looked for at all', () => {
    expect(used.size).toBeGreaterThan(40);
    expect(set).toContain('--least-target');
  });
});
