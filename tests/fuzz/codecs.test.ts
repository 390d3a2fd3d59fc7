import { expect, it } from 'vitest';
import { CODECS, fuzzCodec } from './codecs';

const RUNS = 60;

it.each(CODECS.map((codec) => [codec.name, codec] as const))(
  `${RUNS} damaged streams of %s end by themselves: cut off, doubled, with bytes changed`,
  { timeout: 120_000 },
  async (_, codec) => {
    const { uncaught, late, first } = await fuzzCodec(codec, RUNS, 1);
    expect([uncaught, late, first]).toEqual([0, 0, undefined]);
  },
);
