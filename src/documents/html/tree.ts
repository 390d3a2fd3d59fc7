import {
  BREAKS_OUT,
  CELLS,
  ENDS_PARAGRAPH,
  HEADINGS,
  isKept,
  LEFT_OUT,
  MEANING,
  SCOPE,
  SPECIAL,
  TABLE_PARTS,
  TABLE_TAGS,
  TRANSPARENT,
  VOID,
} from './elements';
import type { HtmlToken } from './tokens';
import { markup, type Markup, type MarkupNode } from '../markup';

/** Deeper nesting than a browser's own parser keeps; what lies below is kept in the deepest element. */
const DEEPEST = 200;

interface Open {
  readonly element: Markup;
  readonly name: string;
  readonly children: MarkupNode[];
  /** Of a cell: what had gone on outside it */
  readonly outside?: Map<string, Markup>;
}

/** Tokens → the tree that a browser would make of them, as far as a report's words and their order depend on it. */
export interface HtmlTree {
  take(token: HtmlToken): void;
  nodes(): readonly MarkupNode[];
}

export function htmlTree(): HtmlTree {
  const top: MarkupNode[] = [];
  const stack: Open[] = [];
  /** Formatting whose paragraph was ended before it was, by its meaning */
  let goingOn = new Map<string, Markup>();
  let tooDeep = 0;
  /** The element that is being left out, and how many of its name are open */
  let leaving: { readonly name: string; depth: number } | undefined;

  const current = () => stack.at(-1);
  const into = () => current()?.children ?? top;

  function push(name: string, attributes: Markup['attributes']): void {
    const isInTable = TABLE_PARTS.has(current()?.name ?? '');
    const isNode = isKept(name) || isInTable;
    const children: MarkupNode[] = isNode ? [] : into();
    const element = markup(name, children, attributes);
    if (isNode) put(element);
    if (stack.length >= DEEPEST) tooDeep += 1;
    else {
      const outside = CELLS.has(name) ? goingOn : undefined;
      if (outside) goingOn = new Map();
      stack.push({ element, name, children, ...(outside && { outside }) });
    }
  }

  /** Puts a node where it belongs: what stands in a table but in no cell of it comes before the table. */
  function put(node: MarkupNode): void {
    const place = current();
    const isPart = typeof node === 'string' ? node.trim() === '' : TABLE_TAGS.has(node.name);
    if (place === undefined || isPart || !TABLE_PARTS.has(place.name)) {
      into().push(node);
      return;
    }
    const table = stack.findLastIndex(({ name }) => name === 'table');
    const before = stack[table - 1]?.children ?? top;
    // The table is the last of its siblings as long as it is open.
    before.splice(Math.max(0, before.length - 1), 0, node);
  }

  /** Closes elements down to a length of the stack. @param goesOn whether their formatting does */
  function popTo(length: number, goesOn: boolean): void {
    while (stack.length > Math.max(0, length)) {
      const closed = stack.pop();
      if (closed === undefined) return;
      if (closed.outside) goingOn = closed.outside;
      const meaning = Object.hasOwn(MEANING, closed.name) ? MEANING[closed.name] : undefined;
      if (meaning !== undefined && goesOn) goingOn.set(meaning, closed.element);
    }
  }

  function inScope(isIt: (name: string) => boolean, more?: ReadonlySet<string>): number {
    for (let at = stack.length - 1; at >= 0; at -= 1) {
      const name = stack[at]?.name ?? '';
      if (isIt(name)) return at;
      if (SCOPE.has(name) || more?.has(name)) return -1;
    }
    return -1;
  }
  const closeInScope = (isIt: (name: string) => boolean, more?: ReadonlySet<string>) => {
    const at = inScope(isIt, more);
    if (at >= 0) popTo(at, true);
    return at >= 0;
  };
  const closeParagraph = () => closeInScope((name) => name === 'p');

  function goOn(): void {
    if (goingOn.size === 0 || TABLE_PARTS.has(current()?.name ?? '')) return;
    const again = [...goingOn.values()];
    goingOn = new Map();
    for (const { name, attributes } of again) push(name, attributes);
  }

  function open({ name, attributes }: Extract<HtmlToken, { kind: 'open' }>): void {
    if (TRANSPARENT.has(name)) return;
    if (TABLE_TAGS.has(name) && !openInTable(name)) return;
    if (name === 'table' && TABLE_PARTS.has(current()?.name ?? '')) closeTable();
    if (ENDS_PARAGRAPH.has(name)) closeParagraph();
    if (HEADINGS.has(name) && HEADINGS.has(current()?.name ?? '')) popTo(stack.length - 1, true);
    if (name === 'li') closeInScope((each) => each === 'li', LISTS);
    if (name === 'dd' || name === 'dt') closeInScope((each) => each === 'dd' || each === 'dt', LISTS);
    if (name === 'option' && current()?.name === 'option') popTo(stack.length - 1, true);
    if (name === 'a') closeFormatting('a');
    const isBlock = ENDS_PARAGRAPH.has(name) || TABLE_TAGS.has(name);
    if (!isBlock) goOn();
    if (!VOID.has(name)) push(name, attributes);
    else if (isKept(name)) put(markup(name, [], attributes));
  }

  /** Closes what must be closed, and opens what may be left out. @returns whether there is a table to open it in */
  function openInTable(name: string): boolean {
    const table = stack.findLastIndex((each) => each.name === 'table');
    if (table < 0) return false;
    const backTo = (isIt: (name: string) => boolean) => {
      let at = stack.length - 1;
      while (at > table && !isIt(stack[at]?.name ?? '')) at -= 1;
      popTo(at + 1, false);
      return stack[at]?.name ?? '';
    };
    const isGroup = (each: string) => each === 'tbody' || each === 'thead' || each === 'tfoot';
    if (name === 'tr') backTo(isGroup);
    else if (name === 'td' || name === 'th') {
      const found = backTo((each) => each === 'tr' || isGroup(each));
      if (found !== 'tr') push('tr', {});
    } else backTo(() => false);
    return true;
  }

  function closeTable(): void {
    const table = stack.findLastIndex((each) => each.name === 'table');
    if (table >= 0) popTo(table, false);
  }

  /** What is open within the formatting stays open after it (HTML, "adoption agency"): a deletion ends where it says. */
  function closeFormatting(name: string): void {
    const meaning = MEANING[name] ?? '';
    const at = inScope((each) => each === name);
    if (at < 0) {
      if (goingOn.get(meaning)?.name === name) goingOn.delete(meaning);
      return;
    }
    const within = stack.slice(at + 1);
    popTo(at, false);
    for (const { name: each, element } of within) push(each, element.attributes);
  }

  function close(name: string): void {
    if (tooDeep > 0) {
      tooDeep -= 1;
      return;
    }
    if (name === 'br') open({ kind: 'open', name, attributes: {}, selfClosing: false });
    // An end without a beginning parts what stands on its two sides all the same.
    else if (name === 'p' && !closeParagraph()) put(markup('p', []));
    else if (TRANSPARENT.has(name)) return;
    else if (Object.hasOwn(MEANING, name)) closeFormatting(name);
    else if (name === 'table') closeTable();
    else if (TABLE_TAGS.has(name)) {
      const table = stack.findLastIndex((each) => each.name === 'table');
      const at = stack.findLastIndex((each) => each.name === name);
      if (at > table && table >= 0) popTo(at, false);
    } else if (HEADINGS.has(name)) closeInScope((each) => HEADINGS.has(each));
    else if (SPECIAL.has(name)) closeInScope((each) => each === name);
    else closeOther(name);
  }

  function closeOther(name: string): void {
    for (let at = stack.length - 1; at >= 0; at -= 1) {
      const each = stack[at]?.name ?? '';
      if (each === name) return popTo(at, true);
      if (SPECIAL.has(each)) return;
    }
  }

  /** @returns whether the token is of what is left out */
  function isLeftOut(token: HtmlToken): boolean {
    if (leaving === undefined) {
      if (token.kind !== 'open' || !LEFT_OUT.has(token.name)) return false;
      const isForeign = token.name === 'svg' || token.name === 'math';
      if (!(isForeign && token.selfClosing)) leaving = { name: token.name, depth: 1 };
      return true;
    }
    const { name } = leaving;
    if (token.kind === 'open' && (name === 'svg' || name === 'math') && BREAKS_OUT.has(token.name)) {
      leaving = undefined;
      return false;
    }
    if (token.kind === 'open' && token.name === name && !token.selfClosing) leaving.depth += 1;
    if (token.kind === 'close' && token.name === name) leaving.depth -= 1;
    if (leaving.depth === 0) leaving = undefined;
    return true;
  }

  function say(written: string): void {
    // The line end right after `<pre>` is none of its text.
    const isFirst = current()?.name === 'pre' && into().length === 0;
    const text = isFirst ? written.replace(/^\r?\n/, '') : written;
    if (text.trim() !== '') goOn();
    if (text !== '') put(text);
  }

  return {
    take(token) {
      if (isLeftOut(token)) return;
      if (token.kind === 'open') open(token);
      else if (token.kind === 'close') close(token.name);
      else say(token.text);
    },
    nodes: () => top,
  };
}

const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'blockquote', 'menu', 'dir']);
