import type { Block, ReportDocument } from '../domain/report-document';
import { charset, codePage, lettersFrom, unicodeLetter, type RtfCharset } from './rtf-letters';
import { rtfTokens, type RtfToken } from './rtf-tokens';
import { createRtfWriter, type RtfWriter } from './rtf-writer';
import { PICTURE_NOT_SHOWN } from './markup-spans';
import { textSpan } from './spans';

/** What a group inherits and gives back at its end. */
interface Group {
  /** Where its text goes */
  into: 'text' | 'marker' | 'fonts' | 'nowhere';
  strong: boolean;
  emphasis: boolean;
  struck: boolean;
  raised: boolean;
  hidden: boolean;
  inTable: boolean;
  outline: number | undefined;
  /** Letters to pass over after `\u` */
  unicodeSkip: number;
  font: number;
  /** Just opened: the first word may say that all of it is something else */
  fresh: boolean;
  starred: boolean;
}

const DEEPEST = 200;

/** Destinations whose text is no part of what the report says, or stands elsewhere as well. */
const ELSEWHERE = new Set([
  ...['colortbl', 'stylesheet', 'info', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'generator'],
  ...[
    'fldinst',
    'nonshppict',
    'objdata',
    'datafield',
    'themedata',
    'xmlnstbl',
    'filetbl',
    'template',
    'pgptbl',
  ],
  ...[
    'header',
    'headerl',
    'headerr',
    'headerf',
    'footer',
    'footerl',
    'footerr',
    'footerf',
    'colorschememapping',
  ],
  ...[
    'latentstyles',
    'datastore',
    'bkmkstart',
    'bkmkend',
    'xe',
    'tc',
    'rxe',
    'mmathPr',
    'wgrffmtfilter',
    'userprops',
  ],
  ...[
    'sp',
    'sn',
    'sv',
    'atrfstart',
    'atrfend',
    'atnid',
    'atnref',
    'ftnsep',
    'ftnsepc',
    'aftnsep',
    'pnseclvl',
  ],
]);

/** Starred destinations that hold words all the same. */
const STARRED_TEXT = new Set(['shptxt', 'shpinst', 'annotation', 'footnote']);

const LETTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  '~': '\u00A0',
  _: '\u2011',
  '-': '',
  '{': '{',
  '}': '}',
  '\\': '\\',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
};

/** Whether bytes are RTF by their signature, whatever they were said to be. */
export const isRtf = (bytes: Uint8Array) =>
  String.fromCharCode(...bytes.subarray(0, 64))
    .replace(/^[\uFEFFï»¿\s]+/, '')
    .startsWith('{\\rtf');

/**
 * RTF → document: text, paragraphs, bold and italic, tables, bullets. Pictures and objects leave a visible mark; headers,
 * footers, fields' instructions and everything unknown that is starred are passed over (RTF 1.9.1). Never throws: malformed
 * input gives the words that could be read.
 */
export function rtfDocument(bytes: Uint8Array): ReportDocument {
  const reader = createReader();
  for (const token of rtfTokens(bytes)) {
    if (reader.isFull()) return { blocks: [...reader.end(), TOO_LONG] };
    reader.take(token);
  }
  return { blocks: reader.end() };
}

const TOO_LONG: Block = {
  kind: 'paragraph',
  spans: [textSpan('[The rest of this report is too long to be shown.]', { strong: true })],
};

function createReader() {
  const writer = createRtfWriter();
  const fonts = new Map<number, RtfCharset>();
  let standard: RtfCharset = codePage(1252);
  let group = outermost();
  const stack: Group[] = [];
  let tooDeep = 0;
  let pending: number[] = [];
  let toSkip = 0;

  const put = (text: string): void => {
    if (group.hidden || text === '') return;
    if (group.into === 'text') writer.text(text, styleOf(group));
    if (group.into === 'marker') writer.marker(text);
  };
  const flush = (): void => {
    if (pending.length === 0) return;
    const bytes = pending;
    pending = [];
    put(lettersFrom(bytes, fonts.get(group.font) ?? standard));
  };

  const take = (token: RtfToken): void => {
    if (token.kind === 'byte') {
      group.fresh = false;
      if (toSkip > 0) toSkip -= 1;
      else if (group.into === 'text' || group.into === 'marker') pending.push(token.byte);
      return;
    }
    // Letters that stand for `\u` in older readers come in bytes; a word that is a letter counts as one.
    if (token.kind === 'word' && token.word !== 'u') flush();
    if (token.kind === 'open' || token.kind === 'close') {
      flush();
      toSkip = 0;
    }
    if (token.kind === 'open') open();
    else if (token.kind === 'close') close();
    else word(token.word, token.value);
  };

  const open = (): void => {
    if (stack.length >= DEEPEST) {
      tooDeep += 1;
      return;
    }
    stack.push(group);
    group = { ...group, fresh: true, starred: false };
  };
  const close = (): void => {
    if (tooDeep > 0) tooDeep -= 1;
    else group = stack.pop() ?? group;
  };

  const word = (name: string, value: number | undefined): void => {
    if (name === '*') {
      group.starred = group.fresh;
      return;
    }
    const isFirst = group.fresh;
    group.fresh = false;
    if (isFirst && destination(name, group, writer)) return;
    if (group.into === 'fonts') {
      fontWord(name, value ?? 0);
      return;
    }
    if (group.into === 'nowhere') return;
    if (name === 'u') {
      flush();
      put(unicodeLetter(value ?? 0));
      toSkip = group.unicodeSkip;
    } else if (toSkip > 0 && LETTERS[name] !== undefined) toSkip -= 1;
    else if (LETTERS[name] !== undefined) put(LETTERS[name]);
    else if (!characterWord(group, name, value)) documentWord(name, value);
  };

  const documentWord = (name: string, value: number | undefined): void => {
    if (name === 'ansicpg' && value !== undefined) standard = codePage(value);
    else if (name === 'mac') standard = codePage(10000);
    // Code pages 437 and 850, which browsers do not know
    else if (name === 'pc' || name === 'pca') standard = codePage(437);
    else if (name === 'deff') group.font = value ?? 0;
    else if (name === 'outlinelevel') group.outline = value ?? 0;
    else structure(group, name, writer);
  };

  const fontWord = (name: string, value: number): void => {
    if (name === 'f') group.font = value;
    const known = name === 'fcharset' ? charset(value) : name === 'cpg' ? codePage(value) : undefined;
    if (known !== undefined) fonts.set(group.font, known);
  };

  const end = () => {
    flush();
    return writer.blocks();
  };
  return { take, end, isFull: writer.isFull };
}

const outermost = (): Group => ({
  into: 'text',
  strong: false,
  emphasis: false,
  struck: false,
  raised: false,
  hidden: false,
  inTable: false,
  outline: undefined,
  unicodeSkip: 1,
  font: -1,
  fresh: false,
  starred: false,
});

const styleOf = ({ strong, emphasis, struck, raised }: Group) => ({ strong, emphasis, struck, raised });

/** @returns whether the word said where the group's text goes */
function destination(name: string, group: Group, writer: RtfWriter): boolean {
  if (group.into === 'nowhere') return true;
  if (name === 'fonttbl') group.into = 'fonts';
  else if (name === 'pict' || name === 'objdata') {
    if (!group.hidden && group.into === 'text') writer.text(` ${PICTURE_NOT_SHOWN} `, styleOf(group));
    group.into = 'nowhere';
  } else if (name === 'listtext' || name === 'pntext') group.into = 'marker';
  else if (ELSEWHERE.has(name)) group.into = 'nowhere';
  else if (name === 'shppict' || STARRED_TEXT.has(name)) return true;
  else if (group.starred) group.into = 'nowhere';
  else return false;
  return true;
}

/** @returns whether the word was about how letters look */
function characterWord(group: Group, name: string, value: number | undefined): boolean {
  const isOn = value !== 0;
  if (name === 'b') group.strong = isOn;
  else if (name === 'i') group.emphasis = isOn;
  else if (name === 'strike' || name === 'striked' || name === 'deleted') group.struck = isOn;
  else if (name === 'super') group.raised = isOn;
  else if (name === 'nosupersub') group.raised = false;
  else if (name === 'v') group.hidden = isOn;
  else if (name === 'f') group.font = value ?? 0;
  else if (name === 'uc') group.unicodeSkip = Math.min(Math.max(value ?? 1, 0), 16);
  else if (name === 'plain')
    Object.assign(group, { strong: false, emphasis: false, struck: false, raised: false, hidden: false });
  else return false;
  return true;
}

function structure(group: Group, name: string, writer: RtfWriter): void {
  if (group.into !== 'text') return;
  const { inTable, outline } = group;
  if (name === 'par' || name === 'sect' || name === 'page')
    writer.endParagraph({ inTable, ...(outline !== undefined && { outline }) });
  else if (name === 'line' || name === 'nestcell') writer.lineBreak();
  else if (name === 'trowd') writer.startRow();
  else if (name === 'cell') writer.endCell();
  else if (name === 'row') writer.endRow();
  else if (name === 'intbl') group.inTable = true;
  else if (name === 'pard') Object.assign(group, { inTable: false, outline: undefined });
}
