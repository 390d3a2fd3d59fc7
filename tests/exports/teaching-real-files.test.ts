import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTeachable } from '../../src/domain/exports/teaching';
import { archiveId } from '../../src/domain/ids';
import { instanceFrom } from '../../src/dicom/image/instance';
import { readPart10 } from '../../src/dicom/part10/file';
import { textOf } from '../../src/dicom/dataset';
import * as Tag from '../../src/dicom/tags';
import { newDisguise } from '../../src/dicom/teaching/cleaned';
import { teachingFile } from '../../src/dicom/teaching/file';
import { TEACHING_TAGS } from '../../src/dicom/teaching/tags';
import { filesAbsent, readReal, realFiles, realRoot } from '../dicomweb/real-files';

const hasDcmdump = spawnSync('dcmdump', ['--version']).status === 0;
if (!hasDcmdump) console.warn('Skipped: dcmdump (dcmtk) is not installed.');

/** What dcmtk reads of a file in words, dates and identifiers, at whatever depth, private elements too. */
function saidIn(path: string): readonly string[] {
  const { stdout } = spawnSync('dcmdump', ['-q', '+L', '+R', '100000', '-M', path], {
    encoding: 'latin1',
    maxBuffer: 256 * 1024 * 1024,
  });
  const lines = stdout.matchAll(
    /^ *\([0-9a-f]{4},[0-9a-f]{4}\) (PN|LO|SH|ST|LT|UT|UC|UR|AE|DA|DT|UI) \[([^\]]*)\]/gm,
  );
  return [
    ...new Set([...lines].flatMap(([, , value = '']) => value.split(/[\\^=]/)).map((one) => one.trim())),
  ].filter((one) => !isStandards(one));
}

/**
 * Of three letters it is met by chance, and of few digits too; identifiers, codes and defined terms of the standard say
 * nothing of anybody.
 */
const isStandards = (words: string): boolean =>
  words.length < 4 ||
  /^(\d{4,6}|1\.2\.840\.10008\..*|BREAST|HEAD|WHOLE BODY|NONE|BQML|Basic Application.*Profile|Clean Pixel.*Option|Retain .*Option)$/.test(
    words,
  );

/** Some are no images that could be shown, and leave as nothing. */
function read<T>(made: () => T): T | undefined {
  try {
    return made();
  } catch {
    return undefined;
  }
}

describe.skipIf(filesAbsent() || !hasDcmdump)('a teaching copy of real files', () => {
  /** Two of each kind and transfer syntax, and none that is large */
  const chosen = realFiles().filter(({ sopClass, transferSyntax, size }, at, all) => {
    const [rows = 0, columns = 0, frames = 0] = size.split('x').map(Number);
    const before = all
      .slice(0, at)
      .filter((one) => one.sopClass === sopClass && one.transferSyntax === transferSyntax);
    return rows * columns * frames > 0 && rows * columns * frames < 20_000_000 && before.length < 2;
  });

  it(
    'holds nothing that dcmtk reads in them in words, dates or identifiers',
    { timeout: 300_000 },
    async () => {
      const kinds = new Set<string>();
      const found: string[] = [];
      for (const file of chosen) {
        const opened = await readPart10(readReal(file), undefined, TEACHING_TAGS).catch(() => undefined);
        if (!opened) continue;
        const { dataset, transferSyntax } = opened;
        const sopClass = textOf(dataset, Tag.SOPClassUID);
        if (!isTeachable(sopClass)) continue;
        const told = { archive: archiveId(''), bulk: new Map(), isOfFile: true } as const;
        const instance = read(() => instanceFrom(dataset, told));
        if (!instance?.image) continue;
        const { image, frames } = instance;
        // Nobody is asked here what the pixels hold: they are empty.
        const part = { kind: 'grey', rows: 1, columns: 2, lossy: false, bits: 8, signed: false } as const;
        const parts = frames.map(() => ({ ...part, bytes: new Blob([new Uint8Array(2)]) }));
        const copy = teachingFile(dataset, newDisguise('CASE-7', []), image, parts);
        const text = copy && Buffer.from(await copy.arrayBuffer()).toString('latin1');
        // What is not written leaves nothing.
        if (text === undefined) continue;
        kinds.add(`${sopClass ?? ''} ${transferSyntax}`);
        for (const said of saidIn(join(realRoot(), file.path)))
          if (text.includes(said)) found.push(`${file.path}: ${said}`);
      }
      expect(kinds.size).toBeGreaterThan(20);
      expect(found).toEqual([]);
    },
  );
});
