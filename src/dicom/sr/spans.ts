import type { Span } from '../../domain/report/report-document';
import type { Steps } from '../../domain/steps';
import { isWhite, withoutTrailing } from '../../domain/text';
import { bytesOf, bulkUriOf, textOf, textsOf, type BulkData } from '../dataset';
import { sopReferencesFrom, type Evidence } from '../references';
import { codeFrom, isDcm } from '../code';
import { targetOf, type ContentItem } from './content';
import { numberWords } from './number';
import { momentWords, personWords } from './words';
import * as Tag from '../tags';

/** What the items of one document are written with. */
export interface Writing {
  readonly root: ContentItem;
  readonly evidence: Evidence;
  readonly bulk: BulkData;
  /** Letters and line ends that may still be written: what is said by reference may be said thousands of times */
  readonly room: { letters: number };
  /** Values by their items: one that is referred to thousands of times is read once */
  readonly said: Map<ContentItem, readonly Span[]>;
}

export const textSpan = (text: string): Span => ({ kind: 'text', text });
export const strongSpan = (text: string): Span => ({ kind: 'text', text, strong: true });

/** What an item is called: its concept name, the derivation of a measurement in brackets ("SUVbw (Mean)"). */
export function labelOf(item: ContentItem): string | undefined {
  const derivations = item.children
    .filter(isDerivation)
    .map(({ dataset }) => codeFrom(dataset, Tag.ConceptCodeSequence)?.meaning);
  const words = derivations.filter(Boolean).join(', ');
  const name = item.concept?.meaning;
  return words === '' ? name : `${name ?? item.valueType} (${words})`;
}

const isDerivation = ({ concept }: ContentItem) => isDcm(concept, '121401');

/** An item in one line: its value, what modifies it in brackets, and the pictures it was read from. */
export function* itemSpans(item: ContentItem, writing: Writing): Steps<readonly Span[]> {
  yield;
  const words: Span[] = [];
  for (const child of item.children) {
    if (!isModifier(child) || isDerivation(child)) continue;
    words.push(textSpan(words.length === 0 ? ' (' : '; '));
    if (child.concept) words.push(textSpan(`${child.concept.meaning}: `));
    for (const span of yield* wholeSpans(child, writing)) words.push(span);
  }
  const sources: Span[] = [];
  // "circle on Image", and "39.4 mm · line on Image"
  const joint = onPicture(item) && REGIONS.includes(item.valueType) ? ' ' : ' · ';
  for (const child of item.children)
    if (isSource(child))
      for (const span of [textSpan(joint), ...(yield* wholeSpans(child, writing))]) sources.push(span);
  return [...valueSpans(item, writing), ...words, ...(words.length > 0 ? [textSpan(')')] : []), ...sources];
}

/** An item in one line with everything below it. */
export function* wholeSpans(item: ContentItem, writing: Writing): Steps<readonly Span[]> {
  const spans = [...(yield* itemSpans(item, writing))];
  for (const child of childrenApart(item)) {
    spans.push(textSpan(child.concept ? ` · ${child.concept.meaning}: ` : ' · '));
    for (const span of yield* wholeSpans(child, writing)) spans.push(span);
  }
  return spans;
}

const MODIFIES = ['HAS CONCEPT MOD', 'HAS PROPERTIES', 'HAS OBS CONTEXT', 'HAS ACQ CONTEXT'];
const REGIONS = ['SCOORD', 'SCOORD3D'];
const PLACES = ['IMAGE', 'SCOORD', 'SCOORD3D', 'TCOORD', 'WAVEFORM', 'COMPOSITE', 'REFERENCE'];

/** Said in brackets after the value. UIDs say nothing to a reader; containers and places are written elsewhere. */
const isModifier = ({ relationship, valueType, concept }: ContentItem) =>
  MODIFIES.includes(relationship) &&
  !['UIDREF', 'CONTAINER', ...PLACES].includes(valueType) &&
  !isLanguage(concept);

export const isLanguage = (concept: ContentItem['concept']) => isDcm(concept, '121049', '121046');

/** Said after it, as links */
const isSource = ({ valueType }: ContentItem) => PLACES.includes(valueType);

/** What of an item's children `itemSpans` does not write. */
export const childrenApart = (item: ContentItem): readonly ContentItem[] =>
  item.children.filter((child) => !isModifier(child) && !isSource(child) && !isHidden(child));

const isHidden = ({ relationship, valueType, concept }: ContentItem) =>
  (valueType === 'UIDREF' && MODIFIES.includes(relationship)) || isLanguage(concept);

function valueSpans(item: ContentItem, writing: Writing): readonly Span[] {
  const { room, said } = writing;
  if (room.letters <= 0) return [textSpan('[…]')];
  const spans = said.get(item) ?? spansOf(item, writing);
  said.set(item, spans);
  for (const span of spans) room.letters -= span.kind === 'break' ? 1 : span.text.length + 1;
  return spans;
}

function spansOf(item: ContentItem, writing: Writing): readonly Span[] {
  const { dataset, valueType } = item;
  switch (valueType) {
    case 'TEXT':
      return lineSpans(longText(item, writing.bulk));
    case 'CODE':
      return [textSpan(codeFrom(dataset, Tag.ConceptCodeSequence)?.meaning ?? 'no value')];
    case 'NUM':
      return [textSpan(numberWords(dataset))];
    case 'DATE':
    case 'TIME':
    case 'DATETIME':
      return [textSpan(momentWords(dataset, valueType))];
    case 'PNAME':
      return [textSpan(personWords(dataset, Tag.PersonName) ?? 'no name')];
    case 'UIDREF':
      return [textSpan(textOf(dataset, Tag.UID) ?? 'no value')];
    case 'IMAGE':
      return imageSpans(item, writing.evidence);
    case 'COMPOSITE':
      return [textSpan('[another document]')];
    case 'WAVEFORM':
      return [textSpan('[waveform]')];
    case 'SCOORD':
    case 'SCOORD3D':
      return [
        textSpan(
          `${SHAPES[textOf(dataset, Tag.GraphicType) ?? ''] ?? 'region'}${onPicture(item) ? ' on' : ''}`,
        ),
      ];
    case 'TCOORD':
      return [textSpan('[times]')];
    case 'REFERENCE':
      return referenceSpans(item, writing);
    case 'CONTAINER':
      return [];
    default:
      return [textSpan(`[a part of a kind that is not shown${valueType === '' ? '' : `: ${valueType}`}]`)];
  }
}

const onPicture = ({ children }: ContentItem) => children.some(({ valueType }) => valueType === 'IMAGE');

const SHAPES: Readonly<Record<string, string>> = {
  POINT: 'point',
  MULTIPOINT: 'points',
  POLYLINE: 'line',
  POLYGON: 'outline',
  CIRCLE: 'circle',
  ELLIPSE: 'ellipse',
  ELLIPSOID: 'ellipsoid',
};

function longText({ dataset }: ContentItem, bulk: BulkData): string {
  const text = textOf(dataset, Tag.TextValue);
  if (text !== undefined) return text;
  const bytes = bytesOf(dataset, Tag.TextValue, bulk);
  // PS3.18 F: text is UTF-8 wherever JSON is.
  if (bytes) return withoutTrailing(new TextDecoder().decode(bytes), (unit) => unit === 0 || isWhite(unit));
  return bulkUriOf(dataset, Tag.TextValue) === undefined
    ? 'no text'
    : '[This part of the report did not arrive.]';
}

/** Text with its line ends, however they were written: CR LF, LF CR, CR or LF. */
export function lineSpans(text: string): readonly Span[] {
  return text
    .split(/\r\n|\n\r|\r|\n/)
    .flatMap((line, at): readonly Span[] => [
      ...(at > 0 ? [BREAK] : []),
      ...(line === '' ? [] : [textSpan(line)]),
    ]);
}
const BREAK: Span = { kind: 'break' };

function imageSpans({ dataset, concept }: ContentItem, evidence: Evidence): readonly Span[] {
  const references = sopReferencesFrom(dataset, Tag.ReferencedSOPSequence, evidence);
  if (references.length === 0) return [textSpan('[an image that is not named]')];
  return references.map(({ reference }) => {
    const frames =
      reference.frames && `frame${reference.frames.length > 1 ? 's' : ''} ${reference.frames.join(', ')}`;
    const text = [concept?.meaning ?? 'Image', frames].filter(Boolean).join(', ');
    return { kind: 'image', reference, text };
  });
}

/** An item elsewhere in the tree: a picture as the picture, a region as its picture, all else by what it says. */
function referenceSpans(item: ContentItem, writing: Writing): readonly Span[] {
  const target = targetOf(writing.root, item);
  if (target === undefined) return [textSpan('[a part that is not in the document]')];
  if (target.valueType === 'REFERENCE' || target.valueType === 'CONTAINER')
    return [textSpan(`[see ${labelOf(target) ?? 'above'}]`)];
  const images = target.children.filter(({ valueType }) => valueType === 'IMAGE');
  const label = target.valueType !== 'IMAGE' && target.concept ? `see ${target.concept.meaning}: ` : 'see ';
  return [
    textSpan(`[${label}`),
    ...[target, ...images].flatMap((one) => valueSpans(one, writing)),
    textSpan(']'),
  ];
}

/** Whether what an item says is short enough for a table's cell. */
export const isShort = (item: ContentItem): boolean =>
  item.valueType !== 'CONTAINER' &&
  childrenApart(item).length === 0 &&
  (item.valueType !== 'TEXT' || textsOf(item.dataset, Tag.TextValue).join('').length <= 160);
