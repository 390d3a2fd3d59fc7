import '../fhir/window';
import { beforeEach, describe, expect, test } from 'vitest';
import { startLaunch } from '../../launch/start';
import { aTab } from '../fhir/browser';
import { discovery, ISS, AUTH, wire } from '../fhir/wire';

const net = wire();
const { signal } = new AbortController();
const PAGE = 'https://viewer.example/app/launch/index.html';
const issuer = { iss: ISS, name: 'Test Care Record', clientId: 'plainfilm' };

let config: unknown;
const asked: string[] = [];
const configFetch: typeof fetch = async (address) => {
  asked.push(String(address));
  return config === undefined ? new Response('', { status: 404 }) : Response.json(config);
};
const start = (query: string, tab = aTab()) => startLaunch(tab.load(PAGE + query), configFetch, signal);
const iss = encodeURIComponent(ISS);

beforeEach(() => {
  asked.splice(0);
  config = { site: { name: 'Site' }, issuers: [issuer], archives: [] };
});

describe('the launch page', () => {
  test('goes to the authorization server of the issuer that launched it, back to the folder above', async () => {
    net.server.use(discovery());
    const launch = await start(`?iss=${iss}&launch=abc`);
    const to = launch.kind === 'leaving' ? launch.to : undefined;
    expect(to?.origin).toBe(AUTH);
    expect(to?.searchParams.get('launch')).toBe('abc');
    expect(to?.searchParams.get('redirect_uri')).toBe('https://viewer.example/app/index.html');
    expect(asked).toEqual(['https://viewer.example/app/config.json']);
  });

  test('whose path has a slash too many stays on its own host', async () => {
    net.server.use(discovery());
    const page = aTab().load(`https://viewer.example//launch/index.html?iss=${iss}&launch=abc`);
    const launch = await startLaunch(page, configFetch, signal);
    const to = launch.kind === 'leaving' ? launch.to : undefined;
    expect(to?.searchParams.get('redirect_uri')).toBe('https://viewer.example//index.html');
    expect(asked).toEqual(['https://viewer.example//config.json']);
  });

  test('without launch it is standalone and asks for a patient', async () => {
    net.server.use(discovery());
    const launch = await start(`?iss=${iss}`);
    const to = launch.kind === 'leaving' ? launch.to.searchParams : undefined;
    expect(to?.get('scope')?.split(' ')).toContain('launch/patient');
    expect(to?.has('launch')).toBe(false);
  });

  test('opened by itself, it takes the only record there is', async () => {
    net.server.use(discovery());
    expect(await start('')).toMatchObject({ kind: 'leaving' });
  });

  test('opened by itself with several records, it lets the person choose', async () => {
    const other = { ...issuer, iss: 'https://other.example/fhir', name: 'Other' };
    const pattern = { issPattern: 'https://sandbox.example/*', name: 'Sandbox', clientId: 'x' };
    config = { site: { name: 'Site' }, issuers: [issuer, other, pattern], archives: [] };
    const launch = await start('');
    expect(launch).toMatchObject({ kind: 'failed', problem: { kind: 'no-issuer' } });
    expect(launch.kind === 'failed' && launch.choices.map(({ name }) => name)).toEqual([
      'Test Care Record',
      'Other',
    ]);
  });

  test.each([
    '?iss=https%3A%2F%2Fevil.example%2Ffhir&launch=abc',
    `?iss=${iss}&iss=https%3A%2F%2Fevil.example%2Ffhir&launch=abc`,
    `?iss=${iss}%2F&launch=abc`,
    '?iss=javascript%3Aalert(1)&launch=abc',
    '?iss=%00&launch=abc',
  ])('asks nothing of an issuer that is not allowed: %s', async (query) => {
    expect(await start(query)).toMatchObject({ kind: 'failed', problem: { kind: 'unknown-issuer' } });
    expect(net.requests).toEqual([]);
  });

  test('a launch without an issuer is no standalone launch', async () => {
    expect(await start('?launch=abc')).toMatchObject({ kind: 'failed', problem: { kind: 'no-issuer' } });
  });

  test.each([
    'clientId=evil',
    'fhirServiceUrl=https://evil.example',
    'redirectUri=https://evil.example',
    'patientId=p2',
    'scope=evil',
    'aud=evil',
    'stateKey=evil',
    'fakeTokenResponse=evil',
  ])('%s has no effect', async (parameter) => {
    net.server.use(discovery());
    const launch = await start(`?iss=${iss}&launch=abc&${parameter}`);
    expect(launch.kind === 'leaving' ? launch.to.href : 'evil').not.toContain('evil');
  });

  test('says that the configuration is missing, or wrong and where', async () => {
    config = undefined;
    expect(await start(`?iss=${iss}`)).toMatchObject({ problem: { kind: 'configuration-missing' } });
    config = { site: {} };
    expect(await start(`?iss=${iss}`)).toMatchObject({
      problem: { kind: 'configuration-invalid', what: '"site.name" is missing.' },
    });
  });

  test('says that storage is blocked before it sends anybody anywhere', async () => {
    expect(await start(`?iss=${iss}`, aTab({ blocked: true }))).toMatchObject({
      problem: { kind: 'storage-blocked' },
    });
    expect(net.requests).toEqual([]);
  });
});
