import { studyUid, isUid } from '../../domain/ids';
import type { InstanceUid, StudyUid } from '../../domain/ids';
import { overlayKindOf } from '../../domain/overlay/classes';
import type { Report } from '../../domain/report/report';
import type { Block, ImageReference } from '../../domain/report/report-document';
import type { Steps } from '../../domain/steps';
import { itemsOf, textOf, type Dataset } from '../dataset';
import { headerOf, type ObjectContext } from '../object-header';
import { evidenceIn, sopReferencesFrom, type Evidence } from '../references';
import { dateTimeFrom } from '../person';
import { authorsOf, isObserver } from './authors';
import { containerBlocks } from './blocks';
import { isDcm } from '../code';
import { contentTree, itemsIn, type ContentItem } from './content';
import { isShort, textSpan, type Writing } from './spans';
import { isDose, statusOf, verifiedIn } from './status';
import { itemTable } from './table';
import { dateTimeAt } from './words';
import * as Tag from '../tags';

/**
 * A Structured Report of any template (PS3.3 A.35) as a report. The content tree is written in the order of the document, so that
 * nothing of a template that is not known here is lost. Throws an Error with a few words, which name no patient, where it
 * cannot be told which object it is.
 *
 * Made item by item: a document may have tens of thousands of them.
 */
export function* reportFrom(dataset: Dataset, context: ObjectContext): Steps<Report> {
  const { uid, study, sopClass, person } = headerOf(dataset, context);
  const { root, cutShort } = yield* contentTree(dataset);
  const evidence = yield* evidenceIn(dataset);
  const room = { letters: MOST_LETTERS };
  const blocks = yield* bodyOf(root, cutShort, { root, evidence, bulk: context.bulk, room, said: new Map() });
  const { keyImages, drawings } = isDose(sopClass) ? NOTHING : yield* picturesOf(root, evidence);
  const verified = verifiedIn(dataset);
  return {
    id: uid,
    source: context.source,
    status: statusOf(dataset),
    title: root.concept?.meaning ?? textOf(dataset, Tag.SeriesDescription),
    issued: issuedOf(dataset),
    authors: authorsOf(dataset, root.children.filter(isContext)),
    contents: blocks.length > 0 ? [{ kind: 'document', document: { blocks } }] : [],
    replaces: predecessorsOf(dataset),
    keyImages,
    ...(drawings.length > 0 && { drawings }),
    studies: [...new Set([study, ...requestedStudies(dataset)])],
    studyReferences: [],
    accessionNumbers: accessionNumbersOf(dataset),
    ...(verified !== undefined && { verified }),
    person,
  };
}

/** Some 2,000 pages */
const MOST_LETTERS = 4_000_000;

const isContext = ({ relationship }: ContentItem) => relationship === 'HAS OBS CONTEXT';

function* bodyOf(root: ContentItem, cutShort: boolean, writing: Writing): Steps<readonly Block[]> {
  const said = root.children.filter((item) => !isObserver(item));
  const about = said.filter((item) => isContext(item) && !isDeviceUid(item) && isShort(item));
  const content = { ...root, children: said.filter((item) => !isContext(item) || !isShort(item)) };
  const blocks = [
    ...(yield* containerBlocks(content, 1, writing)),
    ...(about.length > 0 ? [yield* itemTable(about, writing, 'About this document')] : []),
  ];
  const note = 'This report is longer than can be shown here: part of it is left out.';
  return cutShort || writing.room.letters <= 0
    ? [...blocks, { kind: 'paragraph', spans: [textSpan(note)] }]
    : blocks;
}

const isDeviceUid = ({ concept }: ContentItem) => isDcm(concept, '121012');

/** Content Date and Time; when it was verified or the object made where it has none */
function issuedOf(dataset: Dataset): string | undefined {
  const at = (date: string, time: string) => dateTimeFrom(textOf(dataset, date), textOf(dataset, time));
  const verifications = itemsOf(dataset, Tag.VerifyingObserverSequence).flatMap(
    (item) => dateTimeAt(item, Tag.VerificationDateTime) ?? [],
  );
  return (
    at(Tag.ContentDate, Tag.ContentTime) ??
    verifications.sort().at(-1) ??
    at(Tag.InstanceCreationDate, Tag.InstanceCreationTime)
  );
}

/** Predecessor Documents Sequence: by study and series to the documents that this one takes the place of */
function predecessorsOf(dataset: Dataset): readonly string[] {
  return itemsOf(dataset, Tag.PredecessorDocumentsSequence)
    .flatMap((study) => itemsOf(study, Tag.ReferencedSeriesSequence))
    .flatMap((series) => itemsOf(series, Tag.ReferencedSOPSequence))
    .flatMap((item) => textOf(item, Tag.ReferencedSOPInstanceUID) ?? []);
}

interface Named {
  readonly keyImages: readonly ImageReference[];
  readonly drawings: readonly InstanceUid[];
}
const NOTHING: Named = { keyImages: [], drawings: [] };

/**
 * Pictures that the text or a measurement names, and what is drawn over pictures; a library of everything that was looked at
 * chooses none.
 */
function* picturesOf(root: ContentItem, evidence: Evidence): Steps<Named> {
  const pictures = new Map<string, ImageReference>();
  const drawings = new Set<InstanceUid>();
  for (const { valueType, dataset } of itemsIn({ ...root, children: withoutLibrary(root) })) {
    yield;
    if (valueType !== 'IMAGE' && valueType !== 'COMPOSITE') continue;
    for (const { sopClass, reference } of sopReferencesFrom(dataset, Tag.ReferencedSOPSequence, evidence)) {
      const key = `${reference.instance ?? ''} ${reference.frames?.join() ?? ''}`;
      if (overlayKindOf({ sopClass }) && reference.instance) drawings.add(reference.instance);
      else if (valueType === 'IMAGE' && !NO_PICTURE.test(sopClass) && !pictures.has(key))
        pictures.set(key, reference);
    }
  }
  return { keyImages: [...pictures.values()], drawings: [...drawings] };
}

const withoutLibrary = ({ children }: ContentItem) =>
  children.filter(({ concept }) => !isDcm(concept, '111028', '126200'));

/** Segmentations, presentation states and real world value maps */
const NO_PICTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(66|11|67)(\.|$)/;

/** Studies of the requests that the report answers: one report may be of several. */
const requestedStudies = (dataset: Dataset): readonly StudyUid[] =>
  itemsOf(dataset, Tag.CurrentRequestedProcedureEvidenceSequence).flatMap((item) => {
    const uid = textOf(item, Tag.StudyInstanceUID);
    return uid !== undefined && isUid(uid) ? [studyUid(uid)] : [];
  });

function accessionNumbersOf(dataset: Dataset): readonly string[] {
  const requests = itemsOf(dataset, Tag.ReferencedRequestSequence);
  return [...new Set([dataset, ...requests].flatMap((one) => textOf(one, Tag.AccessionNumber) ?? []))];
}
