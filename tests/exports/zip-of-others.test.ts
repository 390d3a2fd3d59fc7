import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { zipStream } from '../../src/exports/zip';

/* What is zipped here is read by what other people have: Info-ZIP and Python. */

const folder = mkdtempSync(join(tmpdir(), 'plainfilm-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isHere = (program: string, option: string) =>
  spawnSync(program, [option], { stdio: 'ignore' }).error === undefined;
const [hasUnzip, hasPython] = [isHere('unzip', '-v'), isHere('python3', '--version')];
if (!hasUnzip || !hasPython) console.warn('Skipped in part: unzip or python3 is not here to read archives.');

const one = new Uint8Array([1]);
function* entries(count: number) {
  for (let at = 0; at < count; at++)
    yield { name: at === 0 ? 'Llŷr/Ó Briain 胸部.dcm' : `IM${at}.dcm`, input: one };
}

async function zipped(count: number): Promise<string> {
  const file = join(folder, `${count}.zip`);
  await (await zipStream(entries(count))).pipeTo(Writable.toWeb(createWriteStream(file)));
  expect(statSync(file).size).toBeGreaterThan(count);
  return file;
}

/** Prints how many entries it has, the first one's name, and the first that is damaged. */
const READ =
  'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1]);n=z.namelist()\nprint(len(n),ascii(n[0]),len(set(n)),z.testzip())';

describe.each([
  ['a few', 12],
  ['as many as say: see ZIP64', 65_535],
])('a zip of %s entries', (_, count) => {
  it('is whole to other programs, with its names', async () => {
    const file = await zipped(count);
    if (hasPython) {
      const { stdout, stderr } = spawnSync('python3', ['-c', READ, file], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout.trim()).toBe(`${count} 'Ll\\u0177r/\\xd3 Briain \\u80f8\\u90e8.dcm' ${count} None`);
    }
    if (hasUnzip) {
      const { stdout, status } = spawnSync('unzip', ['-tq', file], { encoding: 'utf8' });
      expect(stdout).toContain('No errors detected');
      expect(status).toBe(0);
    }
  }, 120_000);
});
