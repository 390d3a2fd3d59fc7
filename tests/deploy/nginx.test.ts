import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { viewerHeaders } from '../../sandbox/headers';

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

  test('adds no header in a location, where nginx would drop all the others', () => {
    const locations = [template, read('archives.conf.example')].flatMap((text) => [
      ...text.matchAll(/^ *location [^{]*\{[^}]*\}/gm),
    ]);
    expect(locations.length).toBeGreaterThan(1);
    expect(locations.filter(([text]) => text.includes('add_header'))).toEqual([]);
  });

  test('keeps addresses, which name studies, out of the logs', () => {
    expect(template).toMatch(/^\s*access_log off;$/m);
  });
});
