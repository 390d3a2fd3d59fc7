import { failed, found, type Result } from '../domain/problem';
import type { ReportDocument } from '../domain/report-document';
import { cdaDocument, cdaNonXmlBody } from './cda';
import { htmlDocument } from './html';
import { imageReferencesIn } from './image-references';
import { textForm, textOf } from './media-type';
import { plainDocument } from './plain';
import { rtfDocument } from './rtf';

/** A text larger than this is no report; it would hold the page for seconds. RTF carries its pictures with it. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_RTF_BYTES = 32 * 1024 * 1024;

/** A report's text, or the pages of a PDF, which is shown as what it is. */
export type ReadDocument =
  | { readonly kind: 'document'; readonly document: ReportDocument }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array };

/**
 * Whatever form a report's text came in → its document, with plain references to pictures made into image spans.
 * @param mediaType as its source says it, with or without charset; the bytes' own signature goes before it
 * @returns `unsupported` for a form that is no text of a report, `impossible-size` beyond 2 MB of text, `malformed` for a
 *   text that says nothing at all
 */
export function readDocument(bytes: Uint8Array, mediaType: string, where: string): Result<ReadDocument> {
  return read(bytes, mediaType, where, true);
}

function read(bytes: Uint8Array, mediaType: string, where: string, mayWrap: boolean): Result<ReadDocument> {
  const form = textForm(mediaType, bytes);
  if (form === undefined)
    return failed({ kind: 'unsupported', what: mediaType || 'a document of unknown kind' });
  if (form === 'pdf') return found({ kind: 'pdf', bytes });
  if (bytes.byteLength > (form === 'rtf' ? MOST_RTF_BYTES : MOST_BYTES))
    return failed({ kind: 'impossible-size', what: `a report's text of ${bytes.byteLength} bytes` });
  if (form === 'rtf') return shown(rtfDocument(bytes), where);

  const text = textOf(bytes, mediaType);
  if (form === 'html') return shown(htmlDocument(text), where);
  if (form === 'plain') return shown(plainDocument(text), where);
  const wrapped = mayWrap ? cdaNonXmlBody(text) : undefined;
  if (wrapped !== undefined) {
    const inner = wrapped.isBase64
      ? bytesOfBase64(wrapped.content)
      : new TextEncoder().encode(wrapped.content);
    if (inner === undefined) return failed({ kind: 'malformed', where, what: 'a report that is not Base64' });
    return read(inner, wrapped.mediaType, where, false);
  }
  const document = cdaDocument(text);
  return document ? shown(document, where) : failed({ kind: 'unsupported', what: mediaType });
}

/** A form without a word is no report: an empty page would read as "nothing to say". */
function shown(document: ReportDocument, where: string): Result<ReadDocument> {
  return document.blocks.length > 0
    ? found({ kind: 'document', document: imageReferencesIn(document) })
    : failed({ kind: 'malformed', where, what: 'a report without a word' });
}

function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
