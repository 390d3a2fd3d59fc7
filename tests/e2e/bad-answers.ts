import type { Route } from '@playwright/test';

/* Answers that an archive should never give, and could. */

type Spoil = (instance: Record<string, unknown>) => Record<string, unknown>;

/** The metadata of every instance, spoilt. */
const spoilt = (spoil: Spoil) => async (route: Route) => {
  const response = await route.fetch();
  const instances: unknown = await response.json();
  const body = Array.isArray(instances) ? instances.map(spoil) : instances;
  await route.fulfill({ response, json: body });
};

/** A sequence in a sequence in a sequence. */
const nested = (depth: number) => {
  const open = '{"00081140":{"vr":"SQ","Value":['.repeat(depth);
  return `${open}{}${']}}'.repeat(depth)}`;
};

const noise = Buffer.from(Uint8Array.from({ length: 4_000_000 }, (_, at) => (at * 7919) % 251));

const METADATA = /\/metadata$/;
const FRAMES = /\/frames\//;

export interface BadAnswer {
  readonly what: string;
  /** Paths of the answers that are spoilt */
  readonly where: RegExp;
  readonly spoil: (route: Route) => Promise<void>;
  /** What stands where the picture would be; absent: the picture itself, which needs nothing of what was added */
  readonly said?: RegExp;
}

const answers: readonly BadAnswer[] = [
  {
    what: 'dimensions far beyond the bytes there are',
    where: METADATA,
    spoil: spoilt((one) => ({
      ...one,
      '00280010': { vr: 'US', Value: [65535] },
      '00280011': { vr: 'US', Value: [65535] },
    })),
    said: /The picture’s size contradicts its data/,
  },
  {
    what: 'rows that are no number',
    where: METADATA,
    spoil: spoilt((one) => ({ ...one, '00280010': { vr: 'US', Value: ['many'] } })),
    said: /Salford Royal answered, and none of the pictures that it sent can be drawn here/,
  },
  {
    what: 'sequences nested two thousand deep',
    where: METADATA,
    spoil: async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text.replace(/^\[\{/, `[{"00400275":{"vr":"SQ","Value":[${nested(2000)}]},`),
      });
    },
  },
  {
    what: 'a frame of four million bytes of noise',
    where: FRAMES,
    spoil: async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([
        Buffer.from('--b\r\nContent-Type: image/jphc; transfer-syntax=1.2.840.10008.1.2.4.201\r\n\r\n'),
        noise,
        Buffer.from('\r\n--b--\r\n'),
      ]);
      const headers = {
        ...response.headers(),
        'content-type': 'multipart/related; type="image/jphc"; boundary=b',
      };
      await route.fulfill({ status: 200, headers, body });
    },
    said: /cannot be shown/,
  },
  {
    what: 'a frame that is cut short',
    where: FRAMES,
    spoil: async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ response, body: body.subarray(0, Math.floor(body.length / 2)) });
    },
    said: /cannot be shown/,
  },
];

/** What is asked for when its page is closed needs no answer any more. */
const unlessClosed = async (spoilt: Promise<void>) =>
  spoilt.catch((error: unknown) => {
    if (!(error instanceof Error && /disposed|has been closed/.test(error.message))) throw error;
  });

export const badAnswers: readonly BadAnswer[] = answers.map((answer) => ({
  ...answer,
  spoil: (route) => unlessClosed(answer.spoil(route)),
}));
