import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { noVarySearch, trustedTypesPolicies, viewerHeaders } from '../../sandbox/headers';

const read = (name: string) => readFileSync(new URL(`../../deploy/nginx/${name}`, import.meta.url), 'utf8');
const template = read('plainfilm.conf.template')
  .replace('${PLAINFILM_CONNECT}', 'https://record.example https://pacs.example')
  .replace('${PLAINFILM_FRAMED_BY}', 'https://record.example');
const sent = new Map(
  [...template.matchAll(/^\s*add_header ([\w-]+) "([^"]+)" always;$/gm)].map(([, name, value]) => [
    name ?? '',
    value ?? '',
  ]),
);

describe('the nginx configuration', () => {
  const origins = {
    connect: ['https://record.example', 'https://pacs.example'],
    framedBy: ['https://record.example'],
  };
  test.each(Object.entries(viewerHeaders(origins)))('sends %s as the tests run under it', (name, value) => {
    expect(sent.get(name)).toBe(value);
  });

  test.each([
    ['/index.html', 'params'],
    ['/', 'params'],
    ['/launch/index.html', 'params'],
    ['/config.json', undefined],
    ['/assets/index-B1kTz0aQ.js', undefined],
    ['/archive/salford/dicom-web/studies', undefined],
  ])('says of %s whether its query makes a difference, as the tests run under it', (path, expected) => {
    const map = /map \$uri \$plainfilm_pages \{([^}]*)\}/.exec(template)?.[1] ?? '';
    const [, pattern = '', value] = /"~([^"]+)"\s+"([^"]*)"/.exec(map) ?? [];
    expect(new RegExp(pattern).test(path) ? value : undefined).toBe(expected);
    expect(noVarySearch(path)).toBe(expected);
    expect(template).toContain('add_header No-Vary-Search $plainfilm_pages always;');
  });

  test('adds no header in a location, where nginx would drop all the others', () => {
    const locations = [template, read('archives.conf.example')].flatMap((text) => [
      ...text.matchAll(/^ *location [^{]*\{[^}]*\}/gm),
    ]);
    expect(locations.length).toBeGreaterThan(1);
    expect(locations.filter(([text]) => text.includes('add_header'))).toEqual([]);
  });

  test('lets exactly those Trusted Types policies be made that the sources and their packages make', () => {
    const made = (path: string) =>
      [
        ...readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').matchAll(
          /createPolicy\('([^']+)'/g,
        ),
      ].map(([, name = '']) => name);
    const root = fileURLToPath(new URL('../../src', import.meta.url));
    const own = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => made(`src/${path}`));
    const svelte = made('node_modules/svelte/src/internal/client/dom/reconciler.js');
    expect([...own, ...svelte].sort()).toEqual([...trustedTypesPolicies].sort());
  });

  test('keeps addresses, which name studies, out of the logs', () => {
    expect(template).toMatch(/^\s*access_log off;$/m);
  });
});
