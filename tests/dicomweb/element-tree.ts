import { createRequire } from 'node:module';
import type { DataSet, Element } from 'dicom-parser';
import { vrOfTag } from '../../sandbox/imaging/dicom/dictionary';
import { aFile, hasLongLength, SYNTAX } from './part10-file';
import { concat } from './wire';

const { parseDicom } = createRequire(import.meta.url)('dicom-parser') as {
  parseDicom(bytes: Uint8Array): DataSet;
};

/** One element of a file taken apart, so that it can be changed and put together again. */
export interface TreeElement {
  tag: string;
  vr: string;
  value: Uint8Array;
  /** Of a sequence */
  items?: TreeElement[][];
  /** Without a length, up to a delimiter: sequences, and pixel data in items (whose `value` holds the items) */
  open: boolean;
  /** A length to be written instead of the true one */
  lie?: number;
}

export type Tree = TreeElement[];

/** The dataset of a little endian file that is not deflated, as a parser that nobody here wrote takes it apart. */
export function treeOf(bytes: Uint8Array): Tree {
  return elementsOf(parseDicom(bytes), bytes);
}

function elementsOf(dataSet: DataSet, bytes: Uint8Array): Tree {
  return (
    Object.values(dataSet.elements)
      .sort((a, b) => a.dataOffset - b.dataOffset)
      // What the parser gives as elements too: the meta information, and delimiters.
      .filter(({ tag }) => !/^x(0002|fffe)/.test(tag))
      .map((element) => elementOf(element, bytes))
  );
}

function elementOf(element: Element, bytes: Uint8Array): TreeElement {
  const { dataOffset, length, items, hadUndefinedLength = false } = element;
  const tag = element.tag.slice(1).toUpperCase();
  // An implicit file says no VR, and the dictionary has some that leave a choice.
  const known = element.vr ?? vrOfTag(tag) ?? 'UN';
  const vr = items ? 'SQ' : /^[A-Z]{2}$/.test(known) ? known : 'US';
  const inItems =
    vr === 'SQ'
      ? (items ?? []).flatMap(({ dataSet }) => (dataSet ? [elementsOf(dataSet, bytes)] : []))
      : undefined;
  return {
    tag,
    vr,
    value: inItems ? new Uint8Array() : bytes.slice(dataOffset, dataOffset + length),
    ...(inItems && { items: inItems }),
    open: hadUndefinedLength,
  };
}

/** A file of these elements, in the order they are in. */
export function fileOf(tree: Tree, transferSyntax: string = SYNTAX.explicit): Uint8Array<ArrayBuffer> {
  const writer = new TreeWriter(transferSyntax !== SYNTAX.implicit);
  writer.elements(tree);
  return concat([aFile([], transferSyntax), writer.written()]);
}

const OPEN = 0xffffffff;

/** Little endian, into one buffer: a long run writes a million files. */
class TreeWriter {
  #view = new DataView(new ArrayBuffer(1 << 16));
  #at = 0;
  readonly #explicit: boolean;

  constructor(explicit: boolean) {
    this.#explicit = explicit;
  }

  written = () => new Uint8Array(this.#view.buffer, 0, this.#at);

  elements(tree: Tree): void {
    for (const { tag, vr, value, items, open, lie } of tree) {
      const long = !this.#explicit || hasLongLength(vr);
      this.#tag(tag);
      if (this.#explicit) {
        this.#number(vr.charCodeAt(0) | (vr.charCodeAt(1) << 8), 2);
        if (long) this.#number(0, 2);
      }
      const lengthAt = this.#at;
      this.#number(0, long ? 4 : 2);
      const from = this.#at;
      if (items) for (const item of items) this.#item(item, open);
      else this.#bytes(value);
      if (open) this.#delimiter('FFFEE0DD');
      this.#length(lengthAt, lie ?? (open ? OPEN : this.#at - from), long);
    }
  }

  #item(tree: Tree, open: boolean): void {
    this.#tag('FFFEE000');
    const lengthAt = this.#at;
    this.#number(0, 4);
    this.elements(tree);
    const length = open ? OPEN : this.#at - lengthAt - 4;
    if (open) this.#delimiter('FFFEE00D');
    this.#length(lengthAt, length, true);
  }

  #length(at: number, length: number, long: boolean): void {
    if (long) this.#view.setUint32(at, length, true);
    else this.#view.setUint16(at, length & 0xffff, true);
  }

  #delimiter(tag: string): void {
    this.#tag(tag);
    this.#number(0, 4);
  }

  #tag(tag: string): void {
    const value = Number.parseInt(tag, 16);
    this.#number(value >>> 16, 2);
    this.#number(value & 0xffff, 2);
  }

  #number(value: number, size: 2 | 4): void {
    this.#room(size);
    if (size === 2) this.#view.setUint16(this.#at, value, true);
    else this.#view.setUint32(this.#at, value, true);
    this.#at += size;
  }

  #bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    new Uint8Array(this.#view.buffer).set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #room(size: number): void {
    if (this.#at + size <= this.#view.byteLength) return;
    const larger = new Uint8Array(2 * (this.#at + size));
    larger.set(new Uint8Array(this.#view.buffer));
    this.#view = new DataView(larger.buffer);
  }
}

/** Every list of elements in a tree with how deep it is, its own first. */
export function* listsIn(tree: Tree, depth = 0): Generator<{ readonly list: Tree; readonly depth: number }> {
  yield { list: tree, depth };
  for (const { items = [] } of tree) for (const item of items) yield* listsIn(item, depth + 1);
}
