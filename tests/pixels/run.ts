import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTestChromium } from '../../scripts/chromium.mjs';
import { keepTotal } from '../../scripts/tally.mjs';
import { pixelArchive } from './archive';
import { pipelineInBrowser } from './browser';
import { corpusFiles } from './corpus';
import { handedFiles } from './handed';
import { commitRows, committedRows, complaints } from './manifest';
import { rowOf } from './row-of';
import type { Row } from './row';
import { treeArchive } from './trees';
import { variants } from './variants';

/*
 * `npm run test:pixels`                     every file of the corpus, against tests/pixels/manifest.tsv
 * `npm run test:pixels -- --only us/`       those whose name has this, each with its row
 * `npm run test:pixels -- --write`          writes the manifest anew, or those rows of it that `--only` names
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
/** Milliseconds after which a file under way is named */
const LATE = 60_000;
const isWanted = (name: string) => name.includes(values.only);

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-pixels-'));
try {
  const rows = await allRows();
  const areHandedHere = handedFiles().length > 0;
  if (!areHandedHere)
    console.log('Skipped: the handed pictures (shared/cases) are not beside this checkout.');
  const committed = committedRows().filter(
    ({ file }) => isWanted(file) && (areHandedHere || !file.startsWith('handed/')),
  );
  if (values.write) commitRows([...committedRows().filter(({ file }) => !isWanted(file)), ...rows]);
  const wrong = values.write
    ? rows.filter(({ result }) => result === 'wrong').map(told)
    : complaints(rows, committed);
  if (values.only !== '') rows.forEach((row) => console.log(told(row)));
  wrong.forEach((one) => console.log(`WRONG ${one}`));
  const count = (result: Row['result']) => rows.filter((row) => row.result === result).length;
  const frames = rows.reduce((sum, row) => sum + Number(row.frames.split('/')[0] ?? 0), 0);
  console.log(
    `${count('right')} files right in ${frames} frames, ${count('refused')} refused as they have to be, ` +
      `${count('no picture')} without a picture, ${count('wrong')} wrong`,
  );
  // A run that compared nothing has failed.
  const failed = wrong.length + (count('right') === 0 ? 1 : 0);
  const passed = rows.length - Math.min(rows.length, wrong.length);
  keepTotal('pixels', { passed, failed, skipped: 0, failures: wrong });
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function allRows(): Promise<readonly Row[]> {
  const files = [...corpusFiles(), ...variants(join(folder, 'made')), ...handedFiles()].filter(({ name }) =>
    isWanted(name),
  );
  const browser = await pipelineInBrowser(await findTestChromium());
  const archives = [
    ...(files.length > 0 ? [await pixelArchive(files, () => browser.origin)] : []),
    await treeArchive(folder, () => browser.origin),
  ];
  const rows: Row[] = [];
  try {
    for (const { root, served } of archives)
      for (const one of served.filter(({ file }) => isWanted(file.name))) {
        const row = await toldWhenLate(one.file.name, rowOf(browser, root, one, folder));
        const errors = browser.errors();
        rows.push(
          errors.length === 0 ? row : { ...row, result: 'wrong', remark: `not caught: ${errors.join('; ')}` },
        );
      }
    return rows;
  } finally {
    for (const { close } of archives) await close();
    await browser.close();
  }
}

/** A picture that never comes is named: a run that only waits would say nothing. */
async function toldWhenLate<T>(name: string, coming: Promise<T>): Promise<T> {
  const late = setInterval(() => console.error(`LATE  ${name}: no answer yet`), LATE);
  try {
    return await coming;
  } finally {
    clearInterval(late);
  }
}

function told({ file, result, reference, frames, stored, screen, remark }: Row): string {
  return `${file}: ${result} ${reference} frames ${frames} stored ${stored} screen ${screen} ${remark}`;
}
