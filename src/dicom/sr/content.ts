import { codeFrom, type Code } from '../code';
import { numbersOf, placesOf, textOf, type Dataset } from '../dataset';
import type { Steps } from '../../domain/steps';
import * as Tag from '../tags';

/** One item of a document's content tree (PS3.3 C.17.3). */
export interface ContentItem {
  /** `CONTAINS`, `HAS CONCEPT MOD`, `INFERRED FROM` … ; empty for the root */
  readonly relationship: string;
  /** `CONTAINER`, `TEXT`, `NUM` …; `REFERENCE` for a relationship to an item elsewhere in the tree */
  readonly valueType: string;
  readonly concept?: Code;
  readonly dataset: Dataset;
  readonly children: readonly ContentItem[];
  /** Where the other item is: positions from 1, the root's first (C.17.3.2.5) */
  readonly target?: readonly number[];
}

export interface ContentTree {
  readonly root: ContentItem;
  /** Parts were left out, because they lie too deep or are too many */
  readonly cutShort: boolean;
}

/** Real documents are under 20 deep; each of these limits is far from them, and near enough to read in no time. */
const DEEPEST = 64;
const MOST_ITEMS = 20_000;

/** Reads a content tree, item by item. Nothing that is in it makes this fail; what exceeds the limits is left out, and said. */
export function* contentTree(document: Dataset): Steps<ContentTree> {
  let left = MOST_ITEMS;
  let cutShort = false;

  function* itemFrom(dataset: Dataset, depth: number): Steps<ContentItem> {
    yield;
    // Items are referred to by their places: one that is none keeps its own.
    const below = placesOf(dataset, Tag.ContentSequence);
    if (below.length > 0 && depth === DEEPEST) cutShort = true;
    const children: ContentItem[] = [];
    for (const one of depth < DEEPEST ? below : []) {
      if (left-- <= 0) {
        cutShort = true;
        break;
      }
      children.push(yield* itemFrom(one, depth + 1));
    }
    const target = numbersOf(dataset, Tag.ReferencedContentItemIdentifier).filter((at) => at !== undefined);
    const valueType = textOf(dataset, Tag.ValueType);
    return {
      relationship: textOf(dataset, Tag.RelationshipType) ?? '',
      valueType: valueType ?? (target.length > 0 ? 'REFERENCE' : ''),
      concept: codeFrom(dataset, Tag.ConceptNameCodeSequence),
      dataset,
      children,
      ...(target.length > 0 && { target }),
    };
  }

  const root = yield* itemFrom(document, 0);
  return { root, cutShort };
}

/** The item that a relationship by reference means; `undefined` where there is none. */
export function targetOf(root: ContentItem, { target }: ContentItem): ContentItem | undefined {
  return target
    ?.slice(1)
    .reduce<ContentItem | undefined>((item, position) => item?.children[position - 1], root);
}

/** Every item of a tree, parents before children. */
export function* itemsIn(item: ContentItem): Generator<ContentItem> {
  yield item;
  for (const child of item.children) yield* itemsIn(child);
}
