import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/*
 * Before `npm pack`: builds what is packed, and writes beside it whose work is in it. What is built needs no package beside
 * it, so whoever installs the package gets one folder.
 */

const at = (name) => join(root, name);
const { buildWhenStale } = await import('./build.mjs');
const { buildCommandWhenStale } = await import('./build-command.mjs');
const { noticesOf } = await import('./third-party.mjs');

if ((await buildWhenStale()) !== 0) process.exit(1);
await buildCommandWhenStale();
const lists = ['dist', 'bin/built'].flatMap((folder) =>
  JSON.parse(readFileSync(at(`${folder}/.third-party.json`), 'utf8')),
);
const packages = [...new Map(lists.map((one) => [one.name, one])).values()].sort((one, other) =>
  one.name < other.name ? -1 : 1,
);
const withFolders = packages.map((one) => ({ ...one, folder: at(`node_modules/${one.name}`) }));
writeFileSync(at('THIRD-PARTY-NOTICES.txt'), noticesOf(withFolders));
writeFileSync(at('sbom.cdx.json'), billOfMaterials());

/**
 * CycloneDX by npm, which knows of every package of the lock file whether it is installed, and not what is in a build: its
 * components are those that the build named. The same for the same build.
 */
function billOfMaterials() {
  const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  const words = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev', '--loglevel=error'];
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64e6, shell: process.platform === 'win32' };
  const whole = JSON.parse(execFileSync('npm', words, options));
  const refs = new Map(packages.map(({ name, version }) => [name, `${name}@${version}`]));
  const dependsOn = (name) =>
    Object.keys(lock[`node_modules/${name}`]?.dependencies ?? {}).flatMap((each) => refs.get(each) ?? []);
  const bill = {
    ...whole,
    serialNumber: undefined,
    metadata: { ...whole.metadata, timestamp: undefined },
    components: packages.map((one) => component(one, lock[`node_modules/${one.name}`] ?? {})),
    dependencies: [
      { ref: whole.metadata.component['bom-ref'], dependsOn: [...refs.values()] },
      ...[...refs].map(([name, ref]) => ({ ref, dependsOn: dependsOn(name) })),
    ],
  };
  return `${JSON.stringify({ ...bill, serialNumber: serialOf(bill) }, null, 2)}\n`;
}

function component({ name, version, license }, { resolved, integrity }) {
  const content =
    integrity?.startsWith('sha512-') && Buffer.from(integrity.slice(7), 'base64').toString('hex');
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    externalReferences: resolved ? [{ type: 'distribution', url: resolved }] : [],
    ...(content && { hashes: [{ alg: 'SHA-512', content }] }),
    licenses: [/ (OR|AND) /.test(license) ? { expression: license } : { license: { id: license } }],
  };
}

/** A UUID of version 8 (RFC 9562 §5.8): of what the bill says, and not of when it was written. */
function serialOf(bill) {
  const hex = createHash('sha256').update(JSON.stringify(bill)).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
