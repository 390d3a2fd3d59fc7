import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsFrom, tsvOf, type Row } from './row';

const file = join(import.meta.dirname, 'manifest.tsv');

/** The committed results; none before they were first written. */
export const committedRows = (): readonly Row[] =>
  existsSync(file) ? rowsFrom(readFileSync(file, 'utf8')) : [];

export const commitRows = (rows: readonly Row[]): void => writeFileSync(file, tsvOf(rows));

/**
 * What is not as it has to be, in words: a file that is wrong, one whose result is another than was committed, one that
 * is new or gone. The largest differences may change with the tools' versions, within the limits of a right result.
 */
export function complaints(rows: readonly Row[], committed: readonly Row[]): readonly string[] {
  const before = new Map(committed.map((row) => [row.file, row]));
  const now = new Set(rows.map(({ file: name }) => name));
  return [
    ...rows.flatMap((row) => {
      const was = before.get(row.file);
      const where = `${row.file}: ${row.result} (stored ${row.stored}, screen ${row.screen}) ${row.remark}`;
      if (row.result === 'wrong') return [where];
      if (!was) return [`${where}: not in tests/pixels/manifest.tsv`];
      if (isFixed(row) && was.sha256 !== row.sha256) return [`${row.file}: the file is another one`];
      return was.result === row.result && was.frames === row.frames
        ? []
        : [`${where}; was ${was.result} ${was.frames}`];
    }),
    ...committed.filter((row) => !now.has(row.file)).map((row) => `${row.file}: not compared any more`),
  ];
}

/** What a tool makes at test time has other UIDs and dates each time. */
const isFixed = ({ file: name }: Row) => !name.startsWith('made/');
