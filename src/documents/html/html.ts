import type { ReportDocument } from '../../domain/report/report-document';
import { htmlTokens } from './tokens';
import { htmlTree } from './tree';
import { markupDocument } from '../markup-blocks';

/**
 * HTML or a FHIR narrative → document. It never passes through a browser's parser: that is a sink of scripts, cannot be
 * asked to stop, and multiplies hostile formatting without bound. What is read is the words, the elements of FHIR's txt-1
 * and five attributes, into a tree that no script, style or picture has a place in. Linear in the text's length; never throws.
 */
export function htmlDocument(text: string): ReportDocument {
  const tree = htmlTree();
  for (const token of htmlTokens(text)) tree.take(token);
  return markupDocument(tree.nodes());
}
