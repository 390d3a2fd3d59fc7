/** Bytes of an answer that are looked at for what a page of a web server has and no report */
const LOOKED_AT = 256 * 1024;

const PAGE = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype\s+html|html)\b/i;
const PASSWORD = /<input\b[^<>]{0,400}\btype\s{0,4}=\s{0,4}["']?password\b/i;

/**
 * Whether an answer of a good status is a web page in the place of a report: one to sign in at, whatever was asked for; any,
 * where the server says itself that it is HTML and the report is something else.
 * @param wanted the report's media type, as its resource has it
 * @param type the answer's own
 */
export function isPageInstead(bytes: Uint8Array, wanted: string, type: string): boolean {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, LOOKED_AT));
  if (!PAGE.test(text)) return false;
  return PASSWORD.test(text) || (type.includes('html') && /plain|markdown|rtf|richtext|pdf/i.test(wanted));
}
