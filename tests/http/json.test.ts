import { describe, expect, it } from 'vitest';
import { parsedInTurns, readJson } from '../../src/http/json';
import { mediaTypeOf } from '../../src/http/media-type';
import { mutatedBytes } from '../fuzz/fuzz';
import { seeded } from '../builders/random';

async function* bodyOf(text: string, size = 1000) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const outcome = async (parse: () => unknown) => {
  try {
    return JSON.stringify(await parse());
  } catch (error) {
    return (error as Error).name;
  }
};

/** Longer than what is parsed in one go, in every place that a value can stand */
const long = 'é"\\\n'.repeat(20_000);
const WHOLE: readonly unknown[] = [
  {},
  [],
  null,
  'x',
  12.5e3,
  [[], {}, long],
  { [long]: [1, { a: long, b: [long, null, true] }], c: {} },
  Array.from({ length: 30_000 }, (_, at) => ({ '00080018': { vr: 'UI', Value: [`1.2.${at}`] } })),
  { resourceType: 'Bundle', entry: Array.from({ length: 20_000 }, (_, id) => ({ resource: { id } })), z: 1 },
  [[[[Array.from({ length: 40_000 }, (_, at) => at)]]]],
];

describe('JSON in turns', () => {
  it.each(WHOLE.map((value, at) => [at, value] as const))(
    'reads value %i as the engine does',
    async (_, value) => {
      for (const text of [
        JSON.stringify(value),
        JSON.stringify(value, null, 1),
        ` \n${JSON.stringify(value)}\t `,
      ])
        expect(await parsedInTurns(text)).toEqual(JSON.parse(text));
    },
  );

  it('refuses what the engine refuses, and nothing else', async () => {
    const filler = `"${'x'.repeat(70_000)}"`;
    const seeds = [
      `[1,${filler},{"a":[],"b":${filler}}]`,
      `{"a":${filler},"__proto__":{"b":1},"c":[{},[${filler}]]}`,
    ];
    const next = seeded(5);
    for (let run = 0; run < 400; run++) {
      const seed = seeds[run % 2] ?? '';
      const text = new TextDecoder().decode(mutatedBytes(new TextEncoder().encode(seed), next));
      expect(await outcome(() => parsedInTurns(text))).toBe(await outcome(() => JSON.parse(text)));
    }
    for (const text of [
      `[${filler},]`,
      `[${filler} 1]`,
      `{"a":${filler},}`,
      `[${filler}]]`,
      `[${filler}`,
      `{${filler}}`,
      '',
    ])
      expect(await outcome(() => parsedInTurns(text)), text.slice(-20)).toBe('SyntaxError');
  });

  it.each([20_000, 2_000_000])('refuses a nesting of %i before anything is made of it', async (depth) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = `${open.repeat(depth)}1${close.repeat(depth)}`;
      expect(await readJson(bodyOf(text, 65_536), 1e9)).toEqual({ ok: false, problem: 'too-deep' });
    }
  });

  it('gives up at its limit, and takes no more of the body', async () => {
    let taken = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) {
          taken += 1000;
          yield new Uint8Array(1000).fill(0x20);
        }
      } finally {
        ended = true;
      }
    }
    expect(await readJson(endless(), 50_000)).toEqual({ ok: false, problem: 'too-large' });
    expect([taken <= 52_000, ended]).toEqual([true, true]);
  });

  it.each([
    ['', 'nothing'],
    ['<html>', 'markup'],
    ['{"a":', 'broken'],
  ])('says of %j that it is %s', async (text, problem) => {
    expect(await readJson(bodyOf(text), 1000)).toEqual({ ok: false, problem });
  });

  it.each([
    ['[NaN, 1, -Infinity, {"a":Infinity}]', [null, 1, null, { a: null }]],
    ['["NaN", "a Infinity", NaN]', ['NaN', 'a Infinity', null]],
    ['["one\ntwo\ttabbed"]', ['one\ntwo\ttabbed']],
    ['["DERIVED\\PRIMARY", "\\u00e9\\n", "\\u12"]', ['DERIVED\\PRIMARY', 'é\n', '\\u12']],
  ])('reads %j with what has no place in it as nothing, or as what it stands for', async (text, value) => {
    expect(await readJson(bodyOf(text), 1000)).toMatchObject({ ok: true, value: { value } });
  });

  const utf16 = (text: string) => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  it.each<[string, string | undefined, readonly number[], string]>([
    ['Latin letters, as its label says', 'iso-8859-1', [0x22, 0xe4, 0x22], 'ä'],
    ['UTF-8 whatever its label says', 'iso-8859-1', [0x22, 0xc3, 0xa4, 0x22], 'ä'],
    ['UTF-16, as its label says', 'utf-16', [0xff, 0xfe, ...utf16('"ä"')], 'ä'],
    ['letters of nobody knows which', undefined, [0x22, 0xe4, 0x22], '\ufffd'],
    ['letters of a label that there is not', 'klingon', [0x22, 0xe4, 0x22], '\ufffd'],
    ['letters that are not of its label either', 'utf-8', [0x22, 0xe4, 0x22], '\ufffd'],
    ['UTF-8 with its mark', undefined, [0xef, 0xbb, 0xbf, 0x22, 0xc3, 0xa4, 0x22], 'ä'],
  ])('reads %s', async (_, charset, bytes, value) => {
    const body = (async function* () {
      for (const one of bytes) yield await Promise.resolve(Uint8Array.of(one));
    })();
    const label = mediaTypeOf(charset && `application/json; charset=${charset}`);
    expect(await readJson(body, 1000, label)).toMatchObject({ ok: true, value: { value } });
  });

  it('says of what is broken besides that it is broken', async () => {
    expect(await readJson(bodyOf('[NaN, '), 1000)).toEqual({ ok: false, problem: 'broken' });
  });

  it('lets others have the thread while a long one is parsed', async () => {
    const text = JSON.stringify(
      Array.from({ length: 300_000 }, (_, at) => ({ id: String(at), of: ['a', 'b', at] })),
    );
    let turns = 0;
    let running = true;
    const tick = () => {
      turns += 1;
      if (running) setImmediate(tick);
    };
    setImmediate(tick);
    await parsedInTurns(text);
    running = false;
    expect(turns).toBeGreaterThan(3);
  });
});
