import '../fhir/window';
import { describe, expect, it } from 'vitest';
import { PARSERS } from './parsers';
import { FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST } from './fuzz';
import { fuzzParser } from './run';

const RUNS = Math.max(200, Math.round(FUZZ_RUNS / 40));

describe(`${RUNS} seeded mutations`, { timeout: FUZZ_TIMEOUT }, () => {
  it.each(PARSERS.map((parser) => [parser.name, parser] as const))(
    'of %s are read, none thrown',
    async (_, parser) => {
      const { uncaught, first, slowest } = await fuzzParser(parser, RUNS, 1);
      expect([uncaught, first]).toEqual([0, undefined]);
      expect(slowest).toBeLessThan(LONGEST);
    },
  );
});
