import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/*
 * What of other people is really in a build: told by the modules that went in, not by what package.json wishes for.
 */

/** Libraries that a package brings compiled within itself, and whose licences it does not repeat. */
const WITHIN = {
  '@cornerstonejs/codec-charls': ['CharLS (BSD-3-Clause), https://github.com/team-charls/charls'],
  '@cornerstonejs/codec-libjpeg-turbo-8bit': [
    'libjpeg-turbo (IJG AND BSD-3-Clause AND Zlib), https://libjpeg-turbo.org. This software is based in part on the work of the Independent JPEG Group.',
  ],
  '@cornerstonejs/codec-libjxl': [
    'libjxl (BSD-3-Clause), https://github.com/libjxl/libjxl',
    'highway (Apache-2.0 OR BSD-3-Clause), https://github.com/google/highway',
    'brotli (MIT), https://github.com/google/brotli',
  ],
  '@cornerstonejs/codec-openjpeg': ['OpenJPEG (BSD-2-Clause), https://www.openjpeg.org'],
  '@cornerstonejs/codec-openjph': ['OpenJPH (BSD-2-Clause), https://github.com/aous72/OpenJPH'],
};

/** Licences that ask for nothing but their text to be kept, in every form that packages name them. */
export const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'Zlib', 'Unlicense'],
  ...['CC0-1.0', 'BlueOak-1.0.0', 'IJG', 'Python-2.0'],
]);

/** Whether an SPDX expression can be met with what is allowed. @param {string} expression */
export function isAllowed(expression) {
  const [first, ...alternatives] = expression.replace(/[()]/g, '').split(/\s+OR\s+/i);
  const met = (all) => all.split(/\s+AND\s+/i).every((one) => ALLOWED.has(one.trim()));
  return [first ?? '', ...alternatives].some(met);
}

/**
 * The packages that modules belong to, by name and version.
 * @param {Iterable<string>} modules paths or ids
 * @returns {readonly { name: string, version: string, license: string, folder: string }[]}
 */
export function packagesOf(modules) {
  const folders = new Set();
  for (const id of modules) {
    const path = id.replace(/^\0+/, '').split('?')[0].split(sep).join('/');
    const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found && existsSync(join(found[1], 'package.json'))) folders.add(found[1]);
  }
  return [...folders]
    .map((folder) => {
      const { name, version, license, licenses } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      const named = license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'UNKNOWN';
      return { name, version, license: named, folder };
    })
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/** @param {readonly { name: string, version: string, license: string, folder: string }[]} packages */
export function noticesOf(packages) {
  const parts = packages.map(({ name, version, license, folder }) => {
    const within = (WITHIN[name] ?? []).map((line) => `Holds ${line}`);
    return [`${name} ${version}`, `Licence: ${license}`, ...within, '', licenceText(folder, license)].join(
      '\n',
    );
  });
  const head =
    'Plainfilm is under the Apache License 2.0 (LICENSE). It holds parts of these packages, each under its own licence.';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(100)}\n\n`)}\n`;
}

/** The package's own words: its licence and its notice. */
function licenceText(folder, license) {
  const names = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name))
    .sort();
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  const { author, homepage, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const by = [author?.name ?? author, homepage ?? repository?.url ?? repository].filter(Boolean).join(', ');
  return texts.length > 0
    ? texts.join('\n\n')
    : `The package names its licence, ${license}, and holds no text of it. ${by}`;
}
