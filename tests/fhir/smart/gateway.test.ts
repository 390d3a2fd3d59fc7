import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../src/domain/problem';
import { isWithin } from '../../../src/fhir/resource/addresses';
import { gatewayAt } from '../../../src/fhir/smart/gateway';
import type { Page } from '../../../src/fhir/smart/page';

const KEY = 'k'.repeat(43);
const ISS = 'https://record.example/fhir';
const at = new URL('https://imaging.example/gateway/');
const SESSION = {
  iss: ISS,
  patient: 'aria',
  scope: 'patient/*.rs',
  context: ['ImagingStudy/1'],
  expiresIn: 600,
};

function aPage(hash: string, entry: unknown = null): Page & { readonly rewritten: unknown[] } {
  const rewritten: unknown[] = [];
  return {
    address: new URL(`https://imaging.example/index.html${hash}`),
    entry,
    storage: undefined,
    rewritten,
    rewrite: (address, state) => void rewritten.push([address.href, state]),
  };
}

const allow = (iss: string) =>
  iss === ISS ? ok({ iss, name: 'Record', clientId: 'plainfilm' }) : err({ kind: 'unknown-issuer' } as const);

/** A gateway that answers `/session` so, and keeps every request that was made. */
function aGateway(answer: () => Response | Promise<Response>) {
  const asked: { readonly address: string; readonly headers: Headers; readonly credentials?: string }[] = [];
  const gateway = gatewayAt(at, [new URL('https://pacs.example/dicom-web')], isWithin, (input, init) => {
    asked.push({
      address: String(input),
      headers: new Headers(init?.headers),
      credentials: init?.credentials,
    });
    return Promise.resolve(answer());
  });
  const finish = (page: Page) => gateway.finish(page, allow, new AbortController().signal, () => 1000);
  return { ...gateway, finish, asked };
}
const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });

describe('a launch that a gateway signed in', () => {
  it('is what the gateway says of it; its key leaves the address at once', async () => {
    const page = aPage(`#launch=${KEY}`);
    const { finish, asked } = aGateway(json(SESSION));
    expect(await finish(page)).toMatchObject({
      ok: true,
      value: {
        issuer: { name: 'Record' },
        session: {
          iss: ISS,
          patient: 'aria',
          scope: 'patient/*.rs',
          context: ['ImagingStudy/1'],
          expiresAt: 601_000,
        },
      },
    });
    expect(page.rewritten).toEqual([['https://imaging.example/index.html', { launch: KEY }]]);
    expect(asked.map(({ address }) => address)).toEqual(['https://imaging.example/gateway/session']);
    expect(asked[0]?.headers.get('plainfilm-session')).toBe(KEY);
  });

  it('began when the gateway says so: a reload does not set its time limit back', async () => {
    const { finish } = aGateway(json({ ...SESSION, age: 0.4 }));
    const answer = await finish(aPage('', { launch: KEY }));
    expect(answer.ok && answer.value.session.openedAt).toBe(600);
  });

  it.each([
    ['a hub', { hub: { url: 'https://hub.example/', topic: 't' } }],
    ['a patient’s own launch', { viewedBy: 'patient' }],
    ['a carer’s', { viewedBy: 'proxy' }],
    ['an encounter', { encounter: 'Encounter/1' }],
  ])('carries %s as a launch without a gateway does', async (_, told) => {
    const { finish } = aGateway(json({ ...SESSION, ...told }));
    expect(await finish(aPage(`#launch=${KEY}`))).toMatchObject({ value: { session: told } });
  });

  it.each([
    ['a hub without a topic', { hub: { url: 'https://hub.example/' } }],
    ['a hub that has no address', { hub: { url: 'hub', topic: 't' } }],
    ['another kind of viewer', { viewedBy: 'nobody' }],
  ])('takes %s for nothing', async (_, told) => {
    const { finish } = aGateway(json({ ...SESSION, ...told }));
    const answer = await finish(aPage(`#launch=${KEY}`));
    expect(answer.ok && [answer.value.session.hub, answer.value.session.viewedBy]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is found again by a reload', async () => {
    const { finish } = aGateway(json(SESSION));
    expect((await finish(aPage('', { launch: KEY }))).ok).toBe(true);
  });

  it.each<[string, string, () => Response | Promise<Response>, object]>([
    ['nothing was launched', '', json(SESSION), { kind: 'not-launched' }],
    ['the key has another form', '#launch=short', json(SESSION), { kind: 'not-launched' }],
    ['the session is over, or another browser’s', `#launch=${KEY}`, json({}, 401), { kind: 'not-launched' }],
    ['another origin asks', `#launch=${KEY}`, json({}, 403), { kind: 'state-mismatch' }],
    ['its store is down', `#launch=${KEY}`, json({}, 503), { kind: 'issuer-unavailable', how: 'busy' }],
    ['it fails', `#launch=${KEY}`, json({}, 500), { kind: 'issuer-unavailable', how: 'failed' }],
    [
      'a page comes',
      `#launch=${KEY}`,
      () => new Response('<p>'),
      { kind: 'issuer-unavailable', how: 'unreadable' },
    ],
    [
      'it is silent',
      `#launch=${KEY}`,
      () => Promise.reject(new TypeError()),
      { kind: 'issuer-unavailable', how: 'silent' },
    ],
    [
      'it names another record',
      `#launch=${KEY}`,
      json({ ...SESSION, iss: 'https://x.example' }),
      { kind: 'unknown-issuer' },
    ],
    [
      'it names no patient',
      `#launch=${KEY}`,
      json({ ...SESSION, patient: '' }),
      { kind: 'issuer-unavailable', how: 'unreadable' },
    ],
  ])('is none, in words, where %s', async (_what, hash, answer, problem) => {
    expect(await aGateway(answer).finish(aPage(hash))).toMatchObject({ ok: false, problem });
  });
});

describe('questions through the gateway', () => {
  const ask = async (address: string) => {
    const gateway = aGateway(json(SESSION));
    await gateway.finish(aPage(`#launch=${KEY}`));
    await gateway.fetch(new URL(address), {
      headers: { authorization: `Bearer ${KEY}`, accept: 'text/plain' },
      credentials: 'omit',
    });
    return gateway.asked.at(-1);
  };

  it.each([
    [
      `${ISS}/Patient/aria?_a=1`,
      'https://imaging.example/gateway/at/https/record.example/fhir/Patient/aria?_a=1',
    ],
    [
      'https://pacs.example/dicom-web/studies',
      'https://imaging.example/gateway/at/https/pacs.example/dicom-web/studies',
    ],
    ['https://imaging.example/gateway/sign-out', 'https://imaging.example/gateway/sign-out'],
  ])('go from %s, with the key in a header of their own and no token', async (address, way) => {
    const asked = await ask(address);
    expect(asked?.address).toBe(way);
    expect(asked?.credentials).toBe('same-origin');
    expect([...(asked?.headers ?? [])].sort()).toEqual([
      ['accept', 'text/plain'],
      ['plainfilm-session', KEY],
    ]);
  });

  it.each(['https://imaging.example/config.json', 'https://evil.example/x', 'https://record.example/fhirx'])(
    'are not made of what is not theirs: %s',
    async (address) => {
      const asked = await ask(address);
      expect(asked?.address).toBe(address);
      expect(asked?.headers.get('plainfilm-session')).toBeNull();
      expect(asked?.headers.get('authorization')).toBeNull();
    },
  );
});
