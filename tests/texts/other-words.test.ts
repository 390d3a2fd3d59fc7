import { afterEach, describe, expect, it } from 'vitest';
import { languageFor } from '../../src/texts/language-for';
import { languageOf, speakWith } from '../../src/texts/other-words';
import { speak } from '../../src/texts/rooms';
import { checkSiteTexts } from '../../src/texts/site-texts';
import { ok } from '../../src/domain/problem';
import { sessionTexts } from '../../src/texts/en/session';
import { shellTexts } from '../../src/texts/en/shell';
import { modalityWords, studyWords } from '../../src/texts/en/studies';
import { counted } from '../../src/texts/texts';

describe('the language', () => {
  it.each([
    ['nobody wishes for one', ['cy'], [null, null], 'en'],
    ['a person chose it', ['cy'], ['cy', 'en', 'en-GB'], 'cy'],
    ['a person chose English before all others', ['cy'], ['en', 'cy', 'cy-GB'], 'en'],
    ['the record asks for it', ['cy'], [null, 'cy-GB en', 'en-GB'], 'cy'],
    ['the record asks for one that there is none of, and then for it', ['cy'], [null, 'fr cy', 'en'], 'cy'],
    ['the browser would have it', ['cy'], [null, null, 'fr', 'CY', 'en'], 'cy'],
    ['the site has not turned it on', [], ['cy', 'cy', 'cy'], 'en'],
    ['the wish is no language at all', ['cy'], ['constructor __proto__', '', '   '], 'en'],
  ] as const)('where %s', (_name, allowed, wishes, expected) => {
    expect(languageFor(allowed, wishes)).toBe(expected);
  });
});

describe('texts of a site', () => {
  const KEY = 'shell.shellTexts.opening';
  it('may be as few as it likes, by language', () => {
    const texts = { en: { [KEY]: 'Just a moment…' }, cy: { 'shell.shellTexts.panes.list': 'Rhestr' } };
    expect(checkSiteTexts({ $schema: 'x', ...texts }, ['en', 'cy'])).toEqual(ok(texts));
    expect(checkSiteTexts({}, ['en'])).toEqual(ok({}));
  });

  it.each([
    ['no object', [], 'The site’s texts must be one object.'],
    ['a language that is not turned on', { cy: {} }, '"cy" is not a language that config.json turns on.'],
    ['a language without texts', { en: 'x' }, '"en" must hold texts by their keys.'],
    [
      'a misspelt key',
      { en: { 'shell.shellTexts.openning': 'x' } },
      '"en": "shell.shellTexts.openning" is no text of this viewer. Check its spelling.',
    ],
    [
      'a key that every object has',
      { en: { 'shell.constructor': 'x' } },
      '"en": "shell.constructor" is no text of this viewer. Check its spelling.',
    ],
    [
      'a group',
      { en: { 'shell.shellTexts': 'x' } },
      '"en": "shell.shellTexts" is a group of texts. Name one of them.',
    ],
    [
      'what is put together',
      { en: { 'list.list.complete': 'x' } },
      '"en": "list.list.complete" is put together anew each time and cannot be changed.',
    ],
    ['no text', { en: { [KEY]: 7 } }, `"en": "${KEY}" must be a text in quotes.`],
    ['an empty text', { en: { [KEY]: ' ' } }, `"en": "${KEY}" must be a text in quotes.`],
    ['a book', { en: { [KEY]: 'x'.repeat(2001) } }, `"en": "${KEY}" is longer than 2000 letters.`],
  ])('with %s are told what is wrong', (_name, json, problem) => {
    expect(checkSiteTexts(json, ['en'])).toEqual({ ok: false, problem });
  });
});

describe('other words', () => {
  afterEach(() => speak((_, english) => english));

  it('stand wherever the English ones stood, text by text, and what there is none of stays English', () => {
    speak(
      languageOf([
        { shell: { shellTexts: { opening: 'Yn agor…', panes: { list: 'Rhestr' } } } },
        { shell: { shellTexts: { opening: 'Just a moment…' } } },
      ]),
    );
    expect(shellTexts.opening).toBe('Just a moment…');
    expect(shellTexts.panes).toEqual({ list: 'Rhestr', pictures: 'Pictures', report: 'Report' });
    expect(sessionTexts.expired.title).toBe('The session has ended');
    speak((_, english) => english);
    expect(shellTexts.panes.list).toBe('List');
  });

  it('may be functions, which those who put sentences together use as well', () => {
    speak(
      languageOf([
        {
          texts: { counted: (count: number) => `${count} o bethau` },
          studies: { studyWords: () => 'Astudiaeth' },
        },
      ]),
    );
    expect([counted(2, { one: 'a', other: 'b' }), studyWords({ modalities: ['CT'] })]).toEqual([
      '2 o bethau',
      'Astudiaeth',
    ]);
  });

  it('leave to English what a function has none for', () => {
    speak(
      languageOf([{ studies: { modalityWords: (code: string) => (code === 'CT' ? 'Sgan CT' : undefined) } }]),
    );
    expect(['CT', 'MR'].map(modalityWords)).toEqual(['Sgan CT', 'MRI']);
  });

  it('of a site that are wrong change nothing', async () => {
    const said = await speakWith(
      'en',
      ['en'],
      ok({ en: { 'shell.shellTexts.opening': 'x', nonsense: 'y' } }),
    );
    expect(said).toEqual({
      ok: false,
      problem: '"en": "nonsense" is no text of this viewer. Check its spelling.',
    });
    expect(shellTexts.opening).toBe('Opening the patient’s record…');
  });
});
