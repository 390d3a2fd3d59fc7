import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../../scripts/chromium.mjs';
import { pixelArchive } from './archive';
import { pipelineInBrowser } from './browser';
import { corpusFiles } from './corpus';
import { rowOf } from './row-of';
import { tsvOf, type Row } from './row';

const { values } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean', default: false } },
});

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-pixels-'));
const files = corpusFiles().filter(({ name }) => values.only === undefined || name.includes(values.only));
const browser = await pipelineInBrowser(await findChromium());
const archive = await pixelArchive(files, () => browser.origin);
const rows: Row[] = [];
try {
  for (const served of archive.served) {
    const row = await rowOf(browser, archive.root, served, folder);
    rows.push(row);
    const errors = browser.errors();
    if (row.result === 'wrong' || values.only || errors.length)
      console.log(tsvOf([row]).split('\n')[1]?.replace(row.sha256, ''), errors.join());
  }
} finally {
  await archive.close();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
if (values.write) writeFileSync(join(import.meta.dirname, 'manifest.tsv'), tsvOf(rows));
const count = (result: Row['result']) => rows.filter((row) => row.result === result).length;
console.log(
  count('right'),
  'right',
  count('wrong'),
  'wrong',
  count('refused'),
  'refused',
  count('no picture'),
  'no picture',
);
