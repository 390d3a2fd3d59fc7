import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { gatewayApp } from '../../deploy/gateway/app';
import { firstReply, redisStore } from '../../deploy/gateway/redis';
import { isSecret, seal, secret, unseal } from '../../deploy/gateway/seal';
import { memoryStore, StoreDown, type Store } from '../../deploy/gateway/store';
import { aGatewaySite } from './gateway-site';
import { redisAbsent, startRedis, type RunningRedis } from './redis-running';

const withoutRedis = redisAbsent();

describe.each<[string, boolean, () => Promise<{ store: Store; end(): Promise<void> }>]>([
  ['memory', false, async () => ({ store: memoryStore(), end: async () => undefined })],
  [
    'Redis',
    withoutRedis,
    async () => {
      const redis = await startRedis('a p%40ss');
      return { store: redisStore(redis.address.replace('a p%40ss', 'a%20p%2540ss')), end: redis.stop };
    },
  ],
])('a store in %s', (_name, absent, begin) => {
  it.skipIf(absent)('keeps, gives once, forgets, and lets one of many go first', async () => {
    const { store, end } = await begin();
    try {
      const long = 'ä\r\n$5\r\n'.repeat(50_000);
      await store.set('a', long, 60);
      expect(await store.get('a')).toBe(long);
      expect(await store.get('a', 60)).toBe(long);
      expect(await store.get('b')).toBeUndefined();
      expect(await Promise.all([store.take('a'), store.take('a')])).toEqual([long, undefined]);
      await store.set('c', '', 60);
      expect(await store.get('c')).toBe('');
      await store.delete('c');
      expect(await store.get('c')).toBeUndefined();
      const claims = await Promise.all(Array.from({ length: 5 }, () => store.claim('d', 60)));
      expect(claims).toEqual([true, false, false, false, false]);
      await store.delete('d');
      expect(await store.claim('d', 60)).toBe(true);
    } finally {
      await store.close();
      await end();
    }
  });
});

describe.skipIf(withoutRedis)('two gateways over one Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('lose nobody where one of them dies, and let nobody in while the store is away', async () => {
    const own = await startRedis();
    const site = await aGatewaySite({ store: redisStore(own.address) });
    const second = redisStore(own.address);
    const other = gatewayApp(site.settings, second);
    onTestFinished(async () => {
      await second.close();
      await own.stop();
    });
    const browser = site.browser();
    const { key = '' } = await browser.launch();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const archive = Object.values(site.sandbox.archives)[0] ?? '';
    const studies = `/gateway/at/${archive.replace('://', '/')}/dicom-web/studies?limit=1`;
    const asked = async (path: string) => {
      const address = new URL(path, site.settings.viewer).href;
      return (await other.request(address, { headers: { 'Plainfilm-Session': key, cookie } })).status;
    };
    expect(await asked(studies)).toBe(200);
    await own.stop();
    expect(await asked(studies)).toBe(503);
    expect(await asked('/gateway/session')).toBe(503);
    await site.stop();
  });

  it('know each other’s sessions, and renew a token once for both', async () => {
    const site = await aGatewaySite({ store: redisStore(redis.address) });
    const browser = site.browser();
    const { key = '' } = await browser.launch({ scenario: 'short-session' });
    // Another process over the same store
    const second = redisStore(redis.address);
    const others = gatewayApp(site.settings, second);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'Plainfilm-Session': key, cookie };
    const patient = `/gateway/at/${site.sandbox.fhir.replace('://', '/')}/Patient/aria`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        at % 2 === 0
          ? browser.ask(patient, { headers })
          : others.request(new URL(patient, site.settings.viewer).href, { headers }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    await site.stop();
    await second.close();
  });
});

describe('a store that is down', () => {
  const stops: (() => void)[] = [];
  afterEach(() => stops.splice(0).forEach((stop) => stop()));
  const serving = (answer: string): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer((socket) => socket.on('data', () => socket.write(answer)));
      server.listen(0, '127.0.0.1', () =>
        resolve(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
      stops.push(() => server.close());
    });

  it.each<[string, () => Promise<string> | string]>([
    ['nobody listens', () => 'redis://127.0.0.1:9'],
    ['it answers with an error', () => serving('-NOAUTH Authentication required.\r\n')],
    ['it speaks something else', () => serving('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['it says nothing', () => serving('')],
  ])('is one, in bounded time, where %s', async (_what, address) => {
    const store = redisStore(await address());
    await expect(store.get('a')).rejects.toThrow(StoreDown);
    await expect(store.get('a')).rejects.toThrow(StoreDown);
    await store.close();
  });

  it.skipIf(withoutRedis)('is asked again when it is there again', async () => {
    const redis = await startRedis();
    const store = redisStore(redis.address);
    await store.set('a', '1', 60);
    await redis.stop();
    await expect(store.get('a')).rejects.toThrow(StoreDown);
    const again = await startRedis(undefined, redis.port);
    await expect
      .poll(() =>
        store.set('a', '2', 60).then(
          () => store.get('a'),
          () => 'down',
        ),
      )
      .toBe('2');
    await store.close();
    await again.stop();
  });
});

describe('the first reply of RESP', () => {
  it.each([
    ['+OK\r\n+', { length: 5, value: 'OK' }],
    [':1\r\n', { length: 4, value: '1' }],
    ['-ERR no\r\n', { length: 9, error: 'ERR no' }],
    ['$2\r\nab\r\n+OK', { length: 8, value: 'ab' }],
    ['$0\r\n\r\n', { length: 6, value: '' }],
    ['$-1\r\n', { length: 5 }],
    ['$2\r\na', undefined],
    ['$', undefined],
    ['*1\r\n', 'nonsense'],
    ['$x\r\n', 'nonsense'],
    ['x'.repeat(2000), 'nonsense'],
  ])('%j', (text, expected) => {
    expect(firstReply(Buffer.from(text))).toEqual(expected);
  });
});

describe('what the store holds', () => {
  it('opens with both halves, and with nothing else', () => {
    const [cookie, key, other] = [secret(), secret(), secret()];
    const sealed = seal({ accessToken: 'bearer-of-aria', patient: 'aria' }, cookie, key);
    expect(unseal(sealed, cookie, key)).toEqual({ accessToken: 'bearer-of-aria', patient: 'aria' });
    expect(sealed + Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/aria/);
    expect([unseal(sealed, other, key), unseal(sealed, cookie, other), unseal(sealed, key, cookie)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'B' : 'A'}A`;
    expect(unseal(changed, cookie, key)).toBeUndefined();
    expect(unseal('', cookie, key)).toBeUndefined();
    expect(isSecret(cookie)).toBe(true);
    expect(isSecret(`${cookie}=`)).toBe(false);
  });
});
