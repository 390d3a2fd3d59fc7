import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/*
 * No container runs here. What can be held is that the file means what the others mean: each variable of the template, each
 * file that lies in this tree, nothing open that need not be.
 */
const at = (path: string) => new URL(`../../deploy/${path}`, import.meta.url);
const compose = readFileSync(at('compose.yaml'), 'utf8');
const template = readFileSync(at('nginx/plainfilm.conf.template'), 'utf8');
const all = (pattern: RegExp, text = compose) => [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('the containers', () => {
  it('fill in every variable of the template, and none that it does not know', () => {
    const wanted = new Set(all(/^[^#\n]*\$\{(PLAINFILM_\w+)\}/gm, template));
    const given = new Set(all(/^ {6}(PLAINFILM_\w+):/gm));
    expect([...given].sort()).toEqual([...wanted].sort());
  });

  it('mount files of this folder that are there, read-only', () => {
    const mounts = all(/^ {6}- (\S+)$/gm);
    expect(mounts.filter((mount) => !mount.endsWith(':ro'))).toEqual([]);
    const own = mounts.flatMap((mount) => /^\.\/(nginx\/[^:]+):/.exec(mount)?.[1] ?? []);
    expect(own.length).toBeGreaterThan(4);
    expect(own.filter((file) => !existsSync(at(file)))).toEqual([]);
  });

  it('have images of a named version, and one port that is open', () => {
    expect(all(/image: (\S+)$/gm).filter((image) => !/:\d/.test(image))).toEqual([]);
    expect(all(/ports: (.*)$/gm)).toEqual(["['443:443']"]);
  });

  it('keep nothing of a session on a disk, and give no process more than it needs', () => {
    expect(compose.replace(/\s+/g, ' ')).toContain("'--save', '', '--appendonly', 'no'");
    expect(all(/^ {4}(read_only: true)$/gm)).toHaveLength(2);
    expect(compose).not.toMatch(/privileged: true|network_mode: host/);
  });
});
