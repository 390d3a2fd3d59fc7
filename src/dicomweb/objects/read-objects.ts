import type { KeyObject } from '../../domain/objects/key-object';
import type { StudyUid } from '../../domain/ids';
import type { StudyObjects } from '../../domain/objects/study-objects';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Report } from '../../domain/report/report';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import type { Steps } from '../../domain/steps';
import { textOf, type Dataset } from '../../dicom/dataset';
import type { ObjectContext } from '../../dicom/object-header';
import { presentationFrom } from '../../dicom/presentation-state/presentation-state';
import { presentationStateClass } from '../../dicom/presentation-state-class';
import { reportFrom } from '../../dicom/sr/document';
import { keyObjectFrom } from '../../dicom/sr/key-object';
import * as Tag from '../../dicom/tags';
import { encapsulatedFrom, type DocumentBytes } from './encapsulated';

/** What the metadata of a series hold beside pictures. */
export type ReadObjects = Omit<StudyObjects, 'problems' | 'lookedThrough'>;

/**
 * Reads the metadata of a series: one object that cannot be read is counted with its reason, and takes nobody with it.
 * Pictures that stand between the objects are nothing to be read here.
 */
export function* objectsRead(
  datasets: readonly Dataset[],
  context: ObjectContext & { readonly study: StudyUid },
  bytes: DocumentBytes,
): Steps<ReadObjects> {
  const reports: Report[] = [];
  const keyObjects: KeyObject[] = [];
  const presentations: SoftcopyPresentation[] = [];
  const unreadable: string[] = [];
  for (const dataset of datasets) {
    yield;
    try {
      if (textOf(dataset, Tag.StudyInstanceUID) !== context.study)
        throw new Error('it belongs to another study');
      const sopClass = textOf(dataset, Tag.SOPClassUID) ?? '';
      if (isSomethingElse(sopClass, textOf(dataset, Tag.Modality))) continue;
      if (sopClass === KEY_OBJECT) keyObjects.push(yield* keyObjectFrom(dataset, context));
      else if (SR.test(sopClass)) reports.push(yield* reportFrom(dataset, context));
      else if (presentationStateClass(sopClass)) presentations.push(presentationFrom(dataset, context));
      else reports.push(encapsulatedFrom(dataset, context, bytes));
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : 'it cannot be read');
    }
  }
  return { reports, keyObjects, presentations, unreadable };
}

const KEY_OBJECT = '1.2.840.10008.5.1.4.1.1.88.59';
/** Structured Reports of every kind (PS3.4 B.5), Key Object Selection apart */
const SR = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.\d+$/;

/** Encapsulated documents (PS3.3 A.45): PDF, CDA, and models for printing */
const ENCAPSULATED = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.104\.\d+$/;

const isObject = (sopClass: string) =>
  SR.test(sopClass) || ENCAPSULATED.test(sopClass) || presentationStateClass(sopClass) !== undefined;

/** Storage SOP classes of the standard (PS3.4 B.5) */
const STORED = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.[\d.]+$/;

/** What is called a report and is of no class that is known, or of none at all, could not be read, which is said. */
const isSomethingElse = (sopClass: string, modality = '') =>
  STORED.test(sopClass) && !isObject(sopClass) && !WITHOUT_PICTURES.has(modality);
