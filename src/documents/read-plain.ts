import { err, ok, type Result } from '../domain/problem';
import type { ReadDocument } from '../domain/ports/documents';
import type { ReportDocument } from '../domain/report/report-document';
import { imageReferencesIn } from './image-references';
import { textOf } from './media-type';
import { plainDocument } from './plain';

/** A text larger than this is no report; it would hold the page for seconds. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Plain text of a report → its document. @returns `impossible-size`, or `malformed` for a text that says nothing */
export function readPlain(bytes: Uint8Array, mediaType: string, where: string): Result<ReadDocument> {
  return beyond(bytes) ?? shown(plainDocument(textOf(bytes, mediaType)), where);
}

/** The problem of a text with more bytes than a report's has. */
export function beyond(bytes: Uint8Array, most = MOST_BYTES): Result<never> | undefined {
  if (bytes.byteLength <= most) return undefined;
  return err({ kind: 'impossible-size', what: `a report's text of ${bytes.byteLength} bytes` });
}

/** A form without a word is no report: an empty page would read as "nothing to say". */
export function shown(document: ReportDocument, where: string): Result<ReadDocument> {
  return document.blocks.length > 0
    ? ok({ kind: 'document', document: imageReferencesIn(document) })
    : err({ kind: 'malformed', where, what: 'a report without a word' });
}
