import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { NotJson, readJsonText } from '../../deploy/command/json-text';
import { checked, readConfiguration } from '../../deploy/command/configuration';
import { main } from '../../deploy/command/main';

const base = new URL('https://imaging.example/config.json');
const good = {
  site: { name: 'Example' },
  issuers: [{ iss: 'https://record.example/fhir', name: 'Record', clientId: 'plainfilm' }],
  archives: [{ id: 'a', name: 'A', root: 'https://a.example/dicom-web', credentials: 'ehr-token' }],
};

describe('JSON as a person wrote it', () => {
  it.each([
    '{"a":[1,-2.5e3,true,false,null,"\\u00e9\\n"],"b":{},"c":[]}',
    ' [ ] ',
    '"text"',
    '\uFEFF{"a": 1}',
    '{"__proto__": {"a": 1}}',
  ])('is read as JSON.parse reads it: %s', (text) => {
    expect(readJsonText(text)).toEqual({ value: JSON.parse(text.replace('\uFEFF', '')), doubled: [] });
  });

  it.each([
    ['a comma too many', '{\n  "a": 1,\n}', 'a comma too many before }, at line 3, column 1'],
    ['a comma missing', '{\n  "a": 1\n  "b": 2\n}', 'a comma or } is missing after "a", at line 3, column 3'],
    ['a key without quotes', '{ a: 1 }', 'a key in quotes is missing, at line 1, column 3'],
    ['single quotes', `{"a": 'b'}`, 'a value is missing, at line 1, column 7'],
    ['a comment', '{\n  // why\n  "a": 1\n}', 'JSON knows no comments, at line 2, column 3'],
    ['an end too early', '{"a": [1, 2', 'a comma or ] is missing, at line 1, column 12'],
    ['nothing', '', 'it ends too early, at line 1, column 1'],
    ['two values', '{} {}', 'something stands behind its end, at line 1, column 4'],
    [
      'a line within a text',
      '{"a": "b\nc"}',
      'does not end on its line, or holds a wrong escape, at line 1, column 7',
    ],
  ])('says where it ends to be JSON: %s', (_what, text, said) => {
    expect(() => readJsonText(text)).toThrow(NotJson);
    expect(() => readJsonText(text)).toThrow(said);
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  it('tells of each key that is there twice, with both lines', () => {
    const { value, doubled } = readJsonText('{\n"a": [{"b": 1,\n"b": 2}],\n"a": 3\n}');
    expect(value).toEqual({ a: 3 });
    expect(doubled).toEqual([
      '"a[0].b" is there twice, in line 2 and line 3. Keep one of them.',
      '"a" is there twice, in line 2 and line 4. Keep one of them.',
    ]);
  });
});

describe('everything that is wrong with a config.json', () => {
  const [archive] = good.archives;

  it.each<[string, object, readonly string[]]>([
    ['a missing key', { ...good, site: {} }, ['"site.name" is missing.']],
    [
      'a misspelt key',
      { ...good, isuers: [] },
      ['"isuers" is not a key that config.json knows. Check its spelling.'],
    ],
    [
      'two things at once',
      {
        ...good,
        landing: 'both',
        issuers: [{ iss: 'http://record.example/fhir', name: 'R', clientId: 'c' }],
      },
      [
        '"issuers[0].iss" must be a full https:// address (http:// only on localhost), without a user name.',
        '"landing" must be "study" or "list", not "both".',
      ],
    ],
    [
      'archives that contradict each other',
      { ...good, archives: [archive, archive, { ...archive, id: 'b', root: 'http://b.example/' }] },
      [
        '"archives[1].id" is the same as "archives[0].id". Give each archive its own.',
        '"archives[2].root" receives the access token, so it must be an https:// address (http:// only on localhost).',
      ],
    ],
    [
      'an origin that is an address',
      { ...good, framedBy: ['https://record.example/'] },
      ['"framedBy[0]" must be an origin: https://host, without a path.'],
    ],
    ['a list', [], ['config.json must hold one object.']],
  ])('is told at once: %s', (_what, config, complaints) => {
    expect(checked(JSON.stringify(config), base)).toEqual({ ok: false, complaints });
  });

  it('counts a doubled key as wrong, whichever value was meant', () => {
    const text = JSON.stringify(good).replace('"site":', '"landing":"list","landing":"study","site":');
    expect(checked(text, base)).toEqual({
      ok: false,
      complaints: ['"landing" is there twice, in line 1 and line 1. Keep one of them.'],
    });
  });
});

describe('a file that is no config.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const sound = JSON.stringify(good);

  it.each<[string, Uint8Array | string | undefined, string]>([
    ['not there', undefined, 'FILE is not there.'],
    ['empty', '', 'config.json is not valid JSON: it ends too early, at line 1, column 1.'],
    ['white space', ' \n\t', 'config.json is not valid JSON: it ends too early, at line 2, column 2.'],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${sound}`, 'utf16le'),
      'FILE is not text in UTF-8; an editor may have saved it as UTF-16.',
    ],
    [
      'in an encoding of before',
      Buffer.from(sound.replace('Example', 'Ysbyty Môn'), 'latin1'),
      'FILE is not text in UTF-8: save it as that.',
    ],
    ['ten megabytes', ' '.repeat(1e7), 'FILE is larger than 1 MB, which no config.json is.'],
    [
      'a hundred thousand lists within one another',
      `{"site": ${'['.repeat(100_000)}`,
      'config.json is not valid JSON: it goes more than 50 levels deep, at line 1, column 59.',
    ],
  ])('is told as what it is: %s', async (name, content, complaint) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    if (content !== undefined) writeFileSync(file, content);
    expect(await readConfiguration(file, base)).toEqual({
      ok: false,
      complaints: [complaint.replace('FILE', file)],
    });
  });

  it('is told as what it is: a folder, or below a file', async () => {
    writeFileSync(join(folder, 'file'), sound);
    const complaintsOf = async (file: string) => {
      const read = await readConfiguration(file, base);
      return read.ok ? [] : read.complaints;
    };
    expect(await complaintsOf(folder)).toEqual([`${folder} is a folder.`]);
    const below = join(folder, 'file', 'config.json');
    expect(await complaintsOf(below)).toEqual([`${below} is not there.`]);
  });

  it('is read with the mark that some editors begin a file with', async () => {
    const file = join(folder, 'marked.json');
    writeFileSync(file, `\uFEFF${sound}`);
    expect((await readConfiguration(file, base)).ok).toBe(true);
  });

  it.each([
    ['not there', 'nowhere.json'],
    ['a folder', '.'],
  ])('ends the command with 2: %s', async (_, name) => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    expect(await main(['check', join(folder, name), '--offline'])).toBe(2);
    expect(said.mock.calls.join('')).toContain('UNUSABLE');
  });
});
