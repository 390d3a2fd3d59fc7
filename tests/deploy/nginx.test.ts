import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { noVarySearch, trustedTypesPolicies } from '../../deploy/headers';

const read = (name: string) => readFileSync(new URL(`../../deploy/nginx/${name}`, import.meta.url), 'utf8');
const template = read('plainfilm.conf.template');

describe('the nginx configuration', () => {
  test('takes its security headers from what is made of config.json', () => {
    expect(template).toContain('include ${PLAINFILM_HEADERS};');
    expect(template).not.toContain('Content-Security-Policy "');
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
    const format = /log_format plainfilm '([^']+)'/.exec(template)?.[1] ?? '';
    expect(format).toContain('$status');
    expect(format).not.toMatch(/\$(request\b|request_uri|uri|args|query_string|http_\w+|remote_\w+)/);
    expect(template.match(/^\s*access_log .*$/gm)).toEqual([
      '    access_log /var/log/nginx/plainfilm.log plainfilm;',
    ]);
  });
});
