import { stated, type Evidence } from '../knowledge/statements';
import type { Source } from './federation';

/**
 * What may be said of the whole list (H2). `none` and `unavailable` are different clinical statements: nobody holds
 * imaging, and nobody could be asked.
 */
export type ListCompleteness = 'asking' | 'complete' | 'partial' | 'none' | 'unavailable';

export function listCompleteness(sources: readonly Source[]): ListCompleteness {
  const statement = stated(sources.map(evidenceOf));
  switch (statement.kind) {
    case 'asking':
    case 'none':
      return statement.kind;
    case 'all':
      return 'complete';
    case 'some':
      return 'partial';
    case 'not-told':
      return statement.anyAnswered ? 'partial' : 'unavailable';
  }
}

const evidenceOf = ({ name, answer }: Source): Evidence => ({
  name,
  answer,
  found: answer.kind === 'answered' ? answer.value.studies.length : 0,
});

export interface ImageCount {
  readonly here: number;
  /** What the archive or the record says there are; never less than what is here */
  readonly expected: number;
  readonly complete: boolean;
}

/** "312 of 320 images": what arrived against what was announced. An unannounced number cannot be missed. */
export function imageCount(here: number, announced: number | undefined): ImageCount {
  const expected = Math.max(here, announced ?? here);
  return { here, expected, complete: here >= expected };
}
