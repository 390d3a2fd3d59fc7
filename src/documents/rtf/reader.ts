import type { Block } from '../../domain/report/report-document';
import { destination } from './destinations';
import { characterWord, outermost, styleOf, type Group } from './group';
import { charset, codePage, lettersFrom, unicodeLetter, type RtfCharset } from './letters';
import { SYMBOLS } from './symbols';
import type { RtfToken } from './tokens';
import { createRtfWriter, type RtfWriter } from './writer';

const DEEPEST = 200;

/** Takes tokens one after the other, keeps the groups they open, and writes what they say. */
export interface RtfReader {
  take(token: RtfToken): void;
  /** More paragraphs than a report has */
  isFull(): boolean;
  /** Everything that was said */
  end(): readonly Block[];
}

export function createRtfReader(): RtfReader {
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
    } else if (toSkip > 0 && SYMBOLS[name] !== undefined) toSkip -= 1;
    else if (SYMBOLS[name] !== undefined) put(SYMBOLS[name]);
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

  return {
    take,
    isFull: writer.isFull,
    end: () => {
      flush();
      return writer.blocks();
    },
  };
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
