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
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter((file) => !existsSync(at(file)))).toEqual([]);
  });

  it('mount no example in the place of what a site writes, and their head names all that it writes', () => {
    const own = all(/^ {6}- \.\/((?!nginx\/)[\w.]+)/gm);
    expect(own.length).toBeGreaterThan(5);
    const head = compose.slice(0, compose.indexOf('name: plainfilm'));
    expect([...new Set(own)].filter((one) => !head.includes(`#   ${one}`))).toEqual([]);
    // Names of hosts that are nobody's are in examples alone.
    const mounted = all(/^ {6}- \.\/(nginx\/[^:]+):/gm).filter((file) => !file.includes('tls.conf'));
    const hosts = mounted.flatMap((file) =>
      all(/^[^#\n]*https?:\/\/([\w.-]+\.example)\b/gm, readFileSync(at(file), 'utf8')),
    );
    expect(hosts).toEqual([]);
  });

  it('that have no capabilities begin as a user of their own: their root could become nobody else', () => {
    const services = compose.split(/^ {2}(?=[\w-]+:)/m).filter((one) => one.includes('cap_drop: [ALL]'));
    expect(services).toHaveLength(2);
    expect(services.filter((one) => !/^ {4}user: \w/m.test(one))).toEqual([]);
  });

  it('say nothing that the Compose specification has no key for', () => {
    // compose-spec.json: of the document, of a service, of its healthcheck; what is used of it here.
    const document = ['name', 'services'];
    const service = [
      ...['image', 'restart', 'depends_on', 'ports', 'environment', 'volumes', 'healthcheck', 'user'],
      ...['read_only', 'cap_drop', 'security_opt', 'command', '<<'],
    ];
    const check = ['test', 'interval', 'timeout', 'retries'];
    const keysAt = (indent: number, text = compose) =>
      all(new RegExp(`^ {${indent}}([\\w<-]+):`, 'gm'), text);
    expect(keysAt(0)).toEqual(document);
    expect(keysAt(4).filter((key) => !service.includes(key))).toEqual([]);
    const checks = all(/^ {4}healthcheck:\n((?: {6,}.*\n)+)/gm);
    expect(checks).toHaveLength(2);
    for (const one of checks) expect(keysAt(6, one)).toEqual(check);
    // Who waits for whom is there.
    const services = keysAt(2);
    const named = all(/depends_on: \[(.*)\]/g).flatMap((list) => list.split(', '));
    expect(named.filter((one) => !services.includes(one))).toEqual([]);
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
