import { isRtf } from './rtf/signature';

/** The forms that a report's text comes in. */
export type TextForm = 'html' | 'plain' | 'rtf' | 'cda' | 'pdf';

const FORMS: Readonly<Record<string, TextForm>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  // US Core's own example
  'application/xhtml': 'html',
  'text/xhtml': 'html',
  'text/plain': 'plain',
  'text/markdown': 'plain',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'application/x-rtf': 'rtf',
  'text/richtext': 'rtf',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
  'text/pdf': 'pdf',
  'text/xml': 'cda',
  'application/xml': 'cda',
  'application/cda+xml': 'cda',
  'application/hl7-cda+xml': 'cda',
  'application/hl7-sda+xml': 'cda',
  // HL7's own example
  'application/hl7-v3+xml': 'cda',
};

/** What a media type says, and the bytes' own signature where it says nothing usable or something else. `undefined`: no report's text. */
export function textForm(mediaType: string, bytes: Uint8Array): TextForm | undefined {
  const [bare = ''] = mediaType.toLowerCase().split(';');
  const said = FORMS[bare.trim()];
  const start = String.fromCharCode(...bytes.subarray(0, 1024)).replace(/^[ï»¿\s]+/, '');
  if (start.startsWith('%PDF-')) return 'pdf';
  if (isRtf(bytes)) return 'rtf';
  if (said === 'cda' && !/<(?:\w+:)?ClinicalDocument\b/.test(wholeStart(bytes)))
    return htmlOr(start, undefined);
  if (said !== undefined) return said === 'rtf' || said === 'pdf' ? undefined : said;
  return bare === '' || bare.trim() === 'application/octet-stream' ? htmlOr(start, undefined) : undefined;
}

const htmlOr = (start: string, other: TextForm | undefined): TextForm | undefined =>
  /^(?:<!doctype html|<\?xml[^>]*>\s*<(?:!doctype )?html|<html|<div)\b/i.test(start) ? 'html' : other;

const wholeStart = (bytes: Uint8Array) =>
  String.fromCharCode(...bytes.subarray(0, 16_384)).replaceAll('\0', '');

/** Bytes → text by byte order mark, else `charset`, else what an XML declaration or a meta element says, else UTF-8, else Windows-1252. */
export function textOf(bytes: Uint8Array, mediaType: string): string {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  const [, charset] = /charset\s*=\s*["']?([\w-]+)/i.exec(mediaType) ?? [];
  const [, declared] =
    /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)/i.exec(start) ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(start) ??
    [];
  const mark = markOf(bytes);
  if (mark !== undefined) return decoded(bytes, mark) ?? '';
  const named = charset ?? declared;
  return (
    (named === undefined ? undefined : decoded(bytes, named)) ??
    decoded(bytes, 'utf-8') ??
    decoded(bytes, 'windows-1252') ??
    ''
  );
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** `undefined` where the name is unknown or the bytes are not of it: a wrong guess must not pass silently. */
function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
