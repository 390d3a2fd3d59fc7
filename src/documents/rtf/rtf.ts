import type { Block, ReportDocument } from '../../domain/report/report-document';
import { createRtfReader } from './reader';
import { rtfTokens } from './tokens';
import { textSpan } from '../spans';

/**
 * RTF → document: text, paragraphs, bold and italic, tables, bullets. Pictures and objects leave a visible mark; headers,
 * footers, fields' instructions and everything unknown that is starred are passed over (RTF 1.9.1). Never throws: malformed
 * input gives the words that could be read.
 */
export function rtfDocument(bytes: Uint8Array): ReportDocument {
  const reader = createRtfReader();
  for (const token of rtfTokens(bytes)) {
    if (reader.isFull()) return { blocks: [...reader.end(), TOO_LONG] };
    reader.take(token);
  }
  return { blocks: reader.end() };
}

const TOO_LONG: Block = {
  kind: 'paragraph',
  spans: [textSpan('[The rest of this report is too long to be shown.]', { strong: true })],
};
