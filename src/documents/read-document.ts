import { err, ok, type Result } from '../domain/problem';
import type { ReadDocument } from '../domain/ports/documents';
import { cdaDocument, cdaNonXmlBody } from './cda';
import { htmlDocument } from './html/html';
import { textForm, textOf } from './media-type';
import { beyond, readPlain, shown } from './read-plain';
import { rtfDocument } from './rtf/rtf';

/** RTF carries its pictures with it. */
const MOST_RTF_BYTES = 32 * 1024 * 1024;

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
    return err({ kind: 'unsupported', what: mediaType || 'a document of unknown kind' });
  if (form === 'pdf') return ok({ kind: 'pdf', bytes });
  if (form === 'plain') return readPlain(bytes, mediaType, where);
  if (form === 'rtf') return beyond(bytes, MOST_RTF_BYTES) ?? shown(rtfDocument(bytes), where);
  return beyond(bytes) ?? readMarkup(bytes, mediaType, where, form, mayWrap);
}

function readMarkup(
  bytes: Uint8Array,
  mediaType: string,
  where: string,
  form: 'html' | 'cda',
  mayWrap: boolean,
): Result<ReadDocument> {
  const text = textOf(bytes, mediaType);
  if (form === 'html') return shown(htmlDocument(text), where);
  const wrapped = mayWrap ? cdaNonXmlBody(text) : undefined;
  if (wrapped !== undefined) {
    const inner = wrapped.isBase64
      ? bytesOfBase64(wrapped.content)
      : new TextEncoder().encode(wrapped.content);
    if (inner === undefined) return err({ kind: 'malformed', where, what: 'a report that is not Base64' });
    return read(inner, wrapped.mediaType, where, false);
  }
  const document = cdaDocument(text);
  return document ? shown(document, where) : err({ kind: 'unsupported', what: mediaType });
}

function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
