import type { Problem, Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';
import { askInForms, mayBeOfAccept } from '../../http/question-forms';
import type { Requests } from './request';

export type Forms = readonly [string, ...string[]];

/*
 * Accept in the forms that archives were seen to want. The first is unquoted and under 128 bytes: alone it is no reason for
 * a preflight, and common archives take it. RFC 9110 §5.6.6 wants quotes around a value with a slash, and strict ones insist;
 * those forms are preflighted, as every request with a token is. The quoted DICOM type without a transfer syntax is in no
 * list: a widely installed archive ends its process on it for a JPEG-LS object.
 */

/** A frame or other octets as they are stored: nothing is transcoded, nothing is lost. */
export const STORED_OCTETS: Forms = [
  'multipart/related; type=application/octet-stream; transfer-syntax=*',
  'multipart/related; type="application/octet-stream"; transfer-syntax=*',
  'multipart/related; type="application/octet-stream"',
  'multipart/related',
  '*/*',
];

/** Bulk data, which have no transfer syntax */
export const BULK_OCTETS: Forms = [
  'multipart/related; type=application/octet-stream',
  'multipart/related; type="application/octet-stream"',
  'application/octet-stream',
  '*/*',
];

/** Whole objects as they are stored; the first is what every archive of SMART Imaging Access gives */
export const STORED_OBJECTS: Forms = [
  'multipart/related; type=application/dicom; transfer-syntax=*',
  'multipart/related; type="application/dicom"; transfer-syntax=*',
  'application/dicom; transfer-syntax=*',
  'multipart/related; type=application/dicom',
  '*/*',
];

/** GET in the fullest form of Accept that the archive is not known to refuse. */
export function accepting(
  requests: Requests,
  kind: string,
  url: URL,
  forms: readonly string[],
  signal: AbortSignal,
  {
    onBusy,
    isOfForm = mayBeOfAccept,
  }: { onBusy?: () => void; isOfForm?: (problem: Problem) => boolean } = {},
): Promise<Result<Answer>> {
  const [first = '*/*', ...plainer] = forms;
  return askInForms(
    requests.capabilities,
    kind,
    [first, ...plainer],
    (accept) => requests.get(url, accept, signal, onBusy),
    isOfForm,
  );
}

/** The form that a question of this kind begins with at this archive */
export const firstForm = (requests: Requests, kind: string, forms: Forms): string =>
  forms[requests.capabilities.forms.get(kind) ?? 0] ?? forms[0];
