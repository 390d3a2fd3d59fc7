import type { KeyImage, KeyObject } from '../../domain/objects/key-object';
import { OWN_MANUFACTURER } from '../../domain/objects/study-objects';
import type { Steps } from '../../domain/steps';
import { itemsOf, textOf, type Dataset } from '../dataset';
import { headerOf, type ObjectContext } from '../object-header';
import { evidenceIn, sopReferencesFrom, type SopReference } from '../references';
import { dateTimeFrom } from '../person';
import { presentationStateClass } from '../presentation-state-class';
import { authorsOf } from './authors';
import { isDcm, type Code } from '../code';
import { contentTree, type ContentItem } from './content';
import * as Tag from '../tags';

/**
 * Rejected for quality or patient safety, wrong worklist entry (IHE RAD TF-2, 4.66). What was kept long enough (113039) is no error:
 * as long as an archive gives it, it says what it said.
 */
const REJECTION = ['113001', '113037', '113038'];

/** Titles of CID 7010 that are about a study's transfer or faults, not about what is to be seen in it */
const NO_CHOICE = [
  ['113001', '113010', '113037', '113038', '113039'],
  ['113030', '113031', '113032', '113033', '113034', '113035', '113036'],
].flat();

/**
 * A Key Object Selection document (PS3.3 A.35.4, TID 2010). Throws an Error with a few words, which name no patient,
 * where it cannot be told which object it is.
 */
export function* keyObjectFrom(dataset: Dataset, context: ObjectContext): Steps<KeyObject> {
  const { uid, study, series, person } = headerOf(dataset, context);
  const { root } = yield* contentTree(dataset);
  const evidence = yield* evidenceIn(dataset);
  const named: SopReference[] = [];
  for (const { valueType, dataset: item } of root.children) {
    yield;
    if (valueType === 'IMAGE' || valueType === 'COMPOSITE')
      named.push(...sopReferencesFrom(item, Tag.ReferencedSOPSequence, evidence));
  }
  const isState = ({ sopClass }: SopReference) => presentationStateClass(sopClass) !== undefined;
  const states = named.filter(isState);
  const images = named
    .filter((one) => !isState(one))
    .map(({ reference, presentationState }): KeyImage => {
      const presentationSeries = evidence.get(presentationState ?? '')?.series;
      return {
        reference,
        ...(presentationState !== undefined && { presentationState }),
        ...(presentationSeries && { presentationSeries }),
      };
    });
  const description = descriptionOf(root);
  const author = authorsOf(dataset, root.children)[0]?.name;
  const authorId = textsOf(root, '128775')[0];
  const made = dateTimeFrom(textOf(dataset, Tag.ContentDate), textOf(dataset, Tag.ContentTime));
  return {
    id: uid,
    study,
    series,
    title: titleOf(root),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    ...(authorId !== undefined && { authorId }),
    ...(made !== undefined && { made }),
    ...(textOf(dataset, Tag.Manufacturer) === OWN_MANUFACTURER && { inReview: true }),
    images,
    ...(isManifest(dataset, root.concept) && { manifest: true }),
    ...(isDcm(root.concept, ...REJECTION) && { rejects: true }),
    ...(states.length > 0 && {
      presentationStates: states.flatMap(({ reference }) => reference.instance ?? []),
    }),
    person,
  };
}

/** Document Title, and why pictures were rejected, or how good the best of a set is (113011 Document Title Modifier) */
function titleOf({ concept, children }: ContentItem): string {
  const modifiers = children
    .filter((item) => isDcm(item.concept, '113011'))
    .flatMap(({ dataset }) =>
      itemsOf(dataset, Tag.ConceptCodeSequence).flatMap((code) => textOf(code, Tag.CodeMeaning) ?? []),
    );
  return [concept?.meaning ?? 'Key images', ...modifiers].join(', ');
}

/** Key Object Description */
function descriptionOf(root: ContentItem): string | undefined {
  const texts = textsOf(root, '113012', true);
  return texts.length > 0 ? texts.join('\n') : undefined;
}

/** Texts of this name. @param orNone those without a name too */
const textsOf = ({ children }: ContentItem, name: string, orNone = false): readonly string[] =>
  children
    .filter(({ valueType }) => valueType === 'TEXT')
    .filter(({ concept }) => (orNone && concept === undefined) || isDcm(concept, name))
    .flatMap(({ dataset }) => textOf(dataset, Tag.TextValue) ?? []);

/**
 * By its title; or because every series in its evidence says where to fetch it from (Retrieve Location UID), which
 * IHE XDS-I asks of manifests and of nothing else: some of them are titled "Of Interest".
 */
function isManifest(dataset: Dataset, title: Code | undefined): boolean {
  if (isDcm(title, ...NO_CHOICE)) return true;
  const series = itemsOf(dataset, Tag.CurrentRequestedProcedureEvidenceSequence).flatMap((study) =>
    itemsOf(study, Tag.ReferencedSeriesSequence),
  );
  return series.length > 0 && series.every((one) => textOf(one, Tag.RetrieveLocationUID) !== undefined);
}
