import { describe, expect, it } from 'vitest';
import { warnedOfMissing } from '../../src/http/warning';

describe('a Warning header', () => {
  it.each([
    '299 pacs "The number of results exceeded the maximum supported by the server."',
    '299 {+service}: There are 12 additional results that can be requested',
    '299 - "more results"',
    '110 - "Response is Stale"',
    '299 - "Limit parameter exceeded; 100 results returned"',
    '299 - "parameter limit is not supported, results truncated"',
    // What is said beside something harmless
    '299 - "service deprecated; some results omitted"',
    '299 - "sunset 2027; one store is unavailable"',
    '299 - "no more results could be had: one store timed out"',
    '299 - "no further entries: the index failed"',
    'in no form that is known',
  ])('%s may speak of what is missing', (header) => expect(warnedOfMissing(header)).toBeDefined());

  it.each([
    '214 - "Transformation Applied"',
    '299 - "Fuzzymatching not supported"',
    '299 - "There are 0 additional results"',
    '299 - "no more results"',
    '299 - "_count reduced to 100"',
    '299 - "deprecated: use v2"',
    '',
    null,
  ])('%s does not', (header) => expect(warnedOfMissing(header)).toBeUndefined());
});
