import type { ReadDocument } from '../domain/ports/documents';
import type { Result } from '../domain/problem';
import type { Block } from '../domain/report/report-document';

/** What the page and the worker that reads long reports say to each other. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly where: string;
}

/** A document comes in pieces, each in a turn of its own. */
export type ReadAnswer =
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'result'; readonly result: Result<ReadDocument> };
