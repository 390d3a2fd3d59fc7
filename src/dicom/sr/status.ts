import type { ReportStatus } from '../../domain/report/report';
import { textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** X-Ray Radiation Dose SR, Radiopharmaceutical, Patient and Enhanced X-Ray dose: written by machines, verified by nobody */
const DOSE: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.88.67',
  '1.2.840.10008.5.1.4.1.1.88.68',
  '1.2.840.10008.5.1.4.1.1.88.73',
  '1.2.840.10008.5.1.4.1.1.88.76',
]);

export const isDose = (sopClass: string): boolean => DOSE.has(sopClass);

/**
 * Completion, Verification and Preliminary Flag (PS3.3 C.17.2) in FHIR's words. Said to be preliminary, or complete but
 * verified by nobody: preliminary. Not all that was to be written: partial. Complete and verified: final. A dose report
 * is final when complete, because nobody ever verifies one. A document that says nothing is unknown, never final.
 */
export function statusOf(dataset: Dataset): ReportStatus {
  if (textOf(dataset, Tag.PreliminaryFlag) === 'PRELIMINARY') return 'preliminary';
  const completion = textOf(dataset, Tag.CompletionFlag);
  if (completion === 'PARTIAL') return 'partial';
  if (completion !== 'COMPLETE') return 'unknown';
  return verifiedIn(dataset) || isDose(textOf(dataset, Tag.SOPClassUID) ?? '') ? 'final' : 'preliminary';
}

/** `undefined` where the document does not say. */
export function verifiedIn(dataset: Dataset): boolean | undefined {
  const flag = textOf(dataset, Tag.VerificationFlag);
  return flag === 'VERIFIED' ? true : flag === 'UNVERIFIED' ? false : undefined;
}
