import type { InstanceUid, SeriesUid, StudyUid } from '../../domain/ids';
import type { Problem, Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import { partsIn } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import { bulkUriOf, bytesOf, numberOf, type Dataset } from '../../dicom/dataset';
import { accepting, BULK_OCTETS } from '../requests/accepting';
import { addressesOf, isBelowRoot } from '../requests/addresses';
import type { Requests } from '../requests/request';
import { isNotOffered } from '../whole-studies/capabilities';
import * as Tag from '../../dicom/tags';

/** Where a document lies. */
export interface Place {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly instance: InstanceUid;
}

/** Reports with scanned pages are some tens of MB. */
const MOST = 256 * 1024 * 1024;

/**
 * The document within an object: inline, or where its metadata say, below the archive's own root only. An archive that
 * names no address, or one that it does not own up to (behind a gateway), is asked for the document as it renders it,
 * which is the document itself (PS3.18 §8.7.4.1). Rejects only when aborted.
 */
async function encapsulatedBytes(
  dataset: Dataset,
  requests: Requests,
  place: Place,
  mediaType: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  signal.throwIfAborted();
  const inline = bytesOf(dataset, Tag.EncapsulatedDocument, new Map());
  if (inline) return ok(trimmed(dataset, inline));
  const uri = bulkUriOf(dataset, Tag.EncapsulatedDocument);
  const base = requests.address([...pathOf(place), '']);
  const addresses = uri === undefined ? [] : addressesOf(requests, uri, base, place.study);
  let stored: { ok: false; problem: Problem } | undefined;
  for (const address of addresses.filter((url) => isBelowRoot(requests, url))) {
    const answer = await documentAt(requests, address, BULK_DOCUMENT, mediaType, signal);
    if (answer.ok) return ok(trimmed(dataset, answer.value));
    stored = answer;
  }
  if (stored && !isNotOffered(stored.problem)) return stored;
  const rendered = requests.address([...pathOf(place), 'rendered']);
  const answer = await documentAt(requests, rendered, [mediaType, '*/*'], mediaType, signal);
  return answer.ok || stored === undefined ? answer : stored;
}

/** The same at one archive. */
export const documentsOf =
  (requests: Requests) =>
  (
    dataset: Dataset,
    ...[place, mediaType, signal]: [Place, string, AbortSignal]
  ): Promise<Result<Uint8Array>> =>
    encapsulatedBytes(dataset, requests, place, mediaType, signal);

/** A document is asked for by itself: nothing says that it has parts. */
const BULK_DOCUMENT = ['application/octet-stream', ...BULK_OCTETS];

const pathOf = ({ study, series, instance }: Place) =>
  ['studies', study, 'series', series, 'instances', instance] as const;

async function documentAt(
  requests: Requests,
  url: URL,
  forms: readonly string[],
  mediaType: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const answer = await accepting(requests, `document ${forms[0] ?? ''}`, url, forms, signal);
  if (!answer.ok) return answer;
  const { where } = answer.value;
  return settled(async () => {
    for await (const part of partsIn(answer.value, { parts: 1, partSize: MOST })) {
      const { type } = part.mediaType;
      const isLabelled = ['', 'application/octet-stream', mediaType, 'application/xml'].includes(type);
      if (isLabelled || (mediaType === 'application/pdf' && isPdf(part.bytes))) return part.bytes;
      throw new Failure(malformed(where, `${type} instead of a document`));
    }
    throw new Failure(malformed(where, 'a document without bytes'));
  });
}

/** Readers look for its header within the first kilobyte (ISO 32000-1 annex H). */
const isPdf = (bytes: Uint8Array) =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');

const malformed = (where: string, what: string): Problem => ({ kind: 'malformed', where, what });

/** Without the byte that made its length even: Encapsulated Document Length (0042,0015), where it is said */
function trimmed(dataset: Dataset, bytes: Uint8Array): Uint8Array {
  const length = numberOf(dataset, Tag.EncapsulatedDocumentLength);
  return length !== undefined && length > 0 && length < bytes.byteLength ? bytes.subarray(0, length) : bytes;
}
