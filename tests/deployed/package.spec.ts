import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { isAllowed } from '../../scripts/third-party.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

interface Packed {
  readonly file: string;
  readonly folder: string;
  readonly names: readonly string[];
}

async function packed(): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'plainfilm-pack-'));
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts=false', '--loglevel=error', '--pack-destination', folder],
    {
      cwd: root,
      maxBuffer: 64e6,
    },
  );
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
    { filename: string; files: { path: string }[] },
  ];
  return { file: join(folder, filename), folder, names: files.map(({ path }) => path) };
}

const digest = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

test('npm pack: everything a deployer needs, the same bytes twice, and it runs with nothing beside it', async () => {
  const [one, two] = [await packed(), await packed()];
  expect(await digest(one.file)).toBe(await digest(two.file));

  expect(one.names).toEqual(
    expect.arrayContaining([
      ...['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json', 'README.md', 'SECURITY.md', 'package.json'],
      ...['bin/plainfilm.mjs', 'bin/built/command.mjs', 'dist/index.html', 'dist/launch/index.html'],
      ...['dist/config.schema.json', 'dist/third-party-notices.txt', 'deploy/nginx/plainfilm.conf.template'],
    ]),
  );
  expect(one.names.filter((name) => /^(src|tests|sandbox|scripts|bench|node_modules)\//.test(name))).toEqual(
    [],
  );

  const place = await mkdtemp(join(tmpdir(), 'plainfilm-installed-'));
  const quiet = ['--offline', '--no-audit', '--no-fund', '--prefix', place];
  const { stdout } = await run('npm', ['install', ...quiet, one.file]);
  expect(stdout).toContain('added 1 package');
  const config = join(place, 'config.json');
  const site = { site: { name: 'Example' }, issuers: [], archives: [] };
  await writeFile(config, JSON.stringify(site));
  const command = join(place, 'node_modules/.bin/plainfilm');
  const failed = await run(command, ['check', config, '--offline']).then(
    () => undefined,
    (error: { code: number; stdout: string }) => error,
  );
  expect(failed).toMatchObject({ code: 2 });
  expect(failed?.stdout).toContain('"issuers" must name at least one record.');

  const installed = join(place, 'node_modules/plainfilm');
  const bill = JSON.parse(await readFile(join(installed, 'sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { name: string; version: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const notices = await readFile(join(installed, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const headings = [...notices.matchAll(/^(\S+) (\d\S*)\nLicence: (.+)$/gm)];
  const named = headings.map(([, name, version]) => `${name}@${version}`).sort();
  const listed = bill.components.map(({ name, version }) => `${name}@${version}`).sort();
  expect(listed).toEqual(named);
  for (const name of [
    'svelte',
    'xstate',
    'fhirclient',
    'openid-client',
    'hono',
    'dicomweb-client',
    'pdfjs-dist',
  ])
    expect(named.join()).toContain(`${name}@`);
  // The licence gate: nothing is shipped that asks for more than to be named.
  expect(
    headings.flatMap(([, name, , licence = '']) => (isAllowed(licence) ? [] : [`${name}: ${licence}`])),
  ).toEqual([]);
  await Promise.all([one.folder, two.folder, place].map((folder) => rm(folder, { recursive: true })));
});
