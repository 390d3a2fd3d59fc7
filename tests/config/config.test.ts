import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { configJsonSchema } from '../../scripts/config-json-schema';
import { readConfig } from '../../src/config/config';
import { checkConfig } from '../../src/config/check';

const base = new URL('https://viewer.example/app/config.json');
const issuer = { iss: 'https://record.example/fhir', name: 'Record', clientId: 'plainfilm' };
const archive = {
  id: 'salford',
  name: 'Salford Royal',
  root: 'https://pacs.example/dicom-web/',
  credentials: 'ehr-token',
};
const minimal = { site: { name: 'Site' }, issuers: [issuer], archives: [archive] };
const { signal } = new AbortController();

const told = (json: unknown) => {
  const checked = checkConfig(json, base);
  return checked.ok ? 'accepted' : checked.problem;
};

describe('config.json', () => {
  test('is read with its defaults', () => {
    expect(checkConfig(minimal, base)).toEqual({
      ok: true,
      value: {
        site: { name: 'Site' },
        issuers: [issuer],
        archives: [{ ...archive, root: 'https://pacs.example/dicom-web' }],
        endpointOrigins: [],
        languages: [],
        landing: 'study',
        measurements: 'session',
        rendering: 'auto',
        auditRequired: false,
        postprocessing: true,
        audit: 'balp',
        hubOrigins: [],
        messagingOrigins: [],
        manifests: false,
        displayCheck: 'offered',
      },
    });
  });

  test('takes the windows that may be asked to close, and what is opened by what a launch is for', () => {
    const more = {
      messagingOrigins: ['https://ehr.example'],
      landingByIntent: { list: ['summary-timeline-view'] },
    };
    const checked = checkConfig({ ...minimal, ...more }, base);
    expect(checked.ok && checked.value).toMatchObject(more);
  });

  test('takes where looks are recorded, and the rules of shared computers', () => {
    const auditEndpoint = { name: 'Region', root: 'https://audit.example/fhir/', credentials: 'ehr-token' };
    const pars = { odsCode: 'RM3', organisation: 'Trust', productId: 'P.1' };
    const sharedComputer = { lockAfterMinutes: 10, endAfterMinutes: 240 };
    const checked = checkConfig({ ...minimal, audit: 'both', auditEndpoint, pars, sharedComputer }, base);
    expect(checked.ok && checked.value).toMatchObject({
      audit: 'both',
      auditEndpoint: { ...auditEndpoint, root: 'https://audit.example/fhir' },
      pars,
      sharedComputer,
    });
  });

  test.each<[string, object[], string]>([
    [
      'archives of several identifier domains and places of manifests',
      [
        {
          ...archive,
          identifierDomains: [{ system: 'urn:oid:2.999.1.10', issuer: 'TRUST-A' }, { system: 'urn:nhs' }],
          retrieveLocationUids: ['2.999.5.1', 'ACME'],
        },
      ],
      'accepted',
    ],
    [
      'one system beside several',
      [{ ...archive, identifierSystem: 'urn:a', identifierDomains: [{ system: 'urn:b' }] }],
      '"archives[0]" has both "identifierSystem" and "identifierDomains". Give one of them.',
    ],
    [
      'several that are none',
      [{ ...archive, identifierDomains: [] }],
      '"archives[0].identifierDomains" must name at least one system.',
    ],
    [
      'one place twice',
      [
        { ...archive, retrieveLocationUids: ['2.999.5.1'] },
        { ...archive, id: 'other', retrieveLocationUids: ['2.999.5.1'] },
      ],
      '"retrieveLocationUids" has 2.999.5.1 twice.',
    ],
    [
      'other roots',
      [{ ...archive, otherRoots: ['https://pacs.example/dicom-web', 'http://10.0.0.7:8042/dicom-web/'] }],
      'accepted',
    ],
    [
      'one other root of two archives',
      [
        { ...archive, otherRoots: ['https://pacs.example/dicom-web'] },
        { ...archive, id: 'other', otherRoots: ['https://pacs.example/dicom-web'] },
      ],
      '"otherRoots" has https://pacs.example/dicom-web twice.',
    ],
    [
      'an other root without its server',
      [{ ...archive, otherRoots: ['/dicom-web'] }],
      '"archives[0].otherRoots[0]" must be an http(s) address.',
    ],
    [
      'a place with a prefix',
      [{ ...archive, retrieveLocationUids: ['urn:oid:2.999.5.1'] }],
      '"archives[0].retrieveLocationUids[0]" must be a UID or name as it stands in manifests, without urn:oid:.',
    ],
  ])('with %s', (_, archives, words) => expect(told({ ...minimal, archives })).toBe(words));

  test('takes a relative root from where it lies', () => {
    const checked = checkConfig({ ...minimal, archives: [{ ...archive, root: '../gateway/' }] }, base);
    expect(checked.ok && checked.value.archives[0]?.root).toBe('https://viewer.example/gateway');
  });

  test('takes the site’s own texts and its logo from where it lies', () => {
    const site = { name: 'Site', logo: 'brand/logo.svg' };
    const checked = checkConfig({ ...minimal, site, languages: ['cy'], texts: 'texts.json' }, base);
    expect(checked.ok && checked.value).toMatchObject({
      site: { name: 'Site', logo: 'https://viewer.example/app/brand/logo.svg' },
      languages: ['cy'],
      texts: 'https://viewer.example/app/texts.json',
    });
  });

  test.each([
    'https://elsewhere.example/t.json',
    '//elsewhere.example/t.json',
    '../texts.json',
    '/texts.json',
    'a/../../t.json',
    'data:,x',
  ])('takes no texts from %s', (texts) => {
    expect(told({ ...minimal, texts })).toBe(
      '"texts" must name a file that lies beside config.json, or below.',
    );
  });

  const issuers = (more: object) => ({ ...minimal, issuers: [more] });
  const archives = (...more: readonly object[]) => ({
    ...minimal,
    archives: more.map((each) => ({ ...archive, ...each })),
  });

  test.each([
    [{}, '"site" is missing.'],
    [[], 'config.json must hold one object.'],
    ['text', 'config.json must hold one object.'],
    [{ ...minimal, site: { name: ' ' } }, '"site.name" is empty.'],
    [{ ...minimal, issuers: [] }, '"issuers" must name at least one record.'],
    [{ ...minimal, issuers: {} }, '"issuers" must be a list, not Object.'],
    [issuers({ iss: issuer.iss, name: 'Record' }), '"issuers[0].clientId" is missing.'],
    [
      issuers({ ...issuer, clientID: 'x' }),
      '"issuers[0].clientID" is not a key that config.json knows. Check its spelling.',
    ],
    [issuers({ name: 'Record', clientId: 'x' }), '"issuers[0].iss" is missing.'],
    [
      issuers({ ...issuer, iss: 'http://record.example/fhir' }),
      '"issuers[0].iss" must be a full https:// address (http:// only on localhost), without a user name.',
    ],
    [issuers({ ...issuer, iss: 7 }), '"issuers[0].iss" must be a text in quotes, not 7.'],
    [
      issuers({ issPattern: 'https://*.example/fhir', name: 'x', clientId: 'x' }),
      '"issuers[0].issPattern" must spell out scheme and host; only the path may hold a *.',
    ],
    [
      issuers({ issPattern: 'https://(.*)/fhir', name: 'x', clientId: 'x' }),
      '"issuers[0].issPattern" must spell out scheme and host; only the path may hold a *.',
    ],
    [{ ...minimal, issuers: [issuer, issuer] }, '"issuers[1]" is listed twice.'],
    [
      archives({ credentials: 'basic' }),
      '"archives[0].credentials" must be "ehr-token" or "none", not "basic".',
    ],
    [archives({ id: 'a b' }), '"archives[0].id" may hold only letters, digits, dot, dash and underscore.'],
    [{ ...minimal, audit: 'both' }, '"pars" must be there where "audit" names it, and only there.'],
    [
      { ...minimal, pars: { odsCode: 'RM3', organisation: 'Trust', productId: 'P.1' } },
      '"pars" must be there where "audit" names it, and only there.',
    ],
    [
      {
        ...minimal,
        audit: 'pars',
        auditEndpoint: { name: 'A', root: 'https://a.example', credentials: 'none' },
        pars: {
          odsCode: 'RM3',
          organisation: 'Trust',
          productId: 'P.1',
          endpoint: { name: 'B', root: 'https://b.example', credentials: 'none' },
        },
      },
      '"auditEndpoint" and "pars.endpoint" name two places for the same.',
    ],
    [
      { ...minimal, auditEndpoint: { name: 'A', root: 'http://a.example', credentials: 'none' } },
      '"auditEndpoint.root" must be a full https:// address (http:// only on localhost), without a user name.',
    ],
    [
      { ...minimal, sharedComputer: { lockAfterMinutes: 0 } },
      '"sharedComputer.lockAfterMinutes" must be a number from 1 to 120.',
    ],
    [
      { ...minimal, sharedComputer: { lockAfterMinutes: '10' } },
      '"sharedComputer.lockAfterMinutes" must be number, not "10".',
    ],
    [
      { ...minimal, hubOrigins: ['wss://hub.example'] },
      '"hubOrigins[0]" must be an origin: https://host, without a path.',
    ],
    [
      { ...minimal, messagingOrigins: ['https://ehr.example/app'] },
      '"messagingOrigins[0]" must be an origin: https://host, without a path.',
    ],
    [
      { ...minimal, landingByIntent: { report: ['view-imaging'] } },
      '"landingByIntent.report" is not a key that config.json knows. Check its spelling.',
    ],
    [archives({}, {}), '"archives[1].id" is the same as "archives[0].id". Give each archive its own.'],
    [
      archives({ root: 'http://pacs.example/x' }),
      '"archives[0].root" receives the access token, so it must be an https:// address (http:// only on localhost).',
    ],
    [
      archives({ root: 'ftp://pacs.example/x' }),
      '"archives[0].root" must be an http(s) address without ? or #.',
    ],
    [
      archives({ root: 'https://pacs.example/x?y' }),
      '"archives[0].root" must be an http(s) address without ? or #.',
    ],
    [
      { ...minimal, endpointOrigins: ['https://pacs.example/path'] },
      '"endpointOrigins[0]" must be an origin: https://host, without a path.',
    ],
    [
      { ...minimal, telemetry: { endpoint: 'http://collector.example/v1/metrics' } },
      '"telemetry.endpoint" must be a full https:// address (http:// only on localhost), without a user name.',
    ],
    [{ ...minimal, telemetry: {} }, '"telemetry.endpoint" is missing.'],
    [{ ...minimal, rendring: 'gpu' }, '"rendring" is not a key that config.json knows. Check its spelling.'],
  ])('names the key that is wrong: %j', (json, sentence) => {
    expect(told(json)).toBe(sentence);
  });

  test('sends no times anywhere unless it says where to', () => {
    const checked = (more: object) => checkConfig({ ...minimal, ...more }, base);
    const plain = checked({});
    expect(plain.ok && plain.value.telemetry).toBeUndefined();
    const telemetry = { endpoint: 'https://collector.example/v1/metrics' };
    const asked = checked({ telemetry });
    expect(asked.ok && asked.value.telemetry).toEqual(telemetry);
  });

  test.each(['http://localhost:8080/fhir', 'http://127.0.0.1:1/fhir', 'http://ehr.localhost/fhir'])(
    'lets %s be without TLS, because nothing leaves the machine',
    (iss) => expect(told(issuers({ ...issuer, iss }))).toBe('accepted'),
  );
});

describe('reading it', () => {
  const read = (answer: () => Promise<Response>) => readConfig(base, answer, signal);

  test.each([
    ['is not there', async () => new Response('', { status: 404 }), { kind: 'configuration-missing' }],
    [
      'does not come',
      async () => Promise.reject(new TypeError('network')),
      { kind: 'configuration-missing' },
    ],
    [
      'is a page',
      async () => new Response('<!doctype html>'),
      { kind: 'configuration-invalid', what: 'config.json is not valid JSON.' },
    ],
  ])('a file that %s', async (_, answer, problem) => {
    expect(await read(answer)).toEqual({ ok: false, problem });
  });

  test('stops with the reason when it is stopped', async () => {
    const stop = AbortSignal.abort(new Error('left'));
    await expect(readConfig(base, () => Promise.reject(new TypeError('x')), stop)).rejects.toThrow('left');
  });

  test('reads the file that the project ships', async () => {
    const text = await readFile(new URL('../../public/config.json', import.meta.url), 'utf8');
    expect(await read(async () => new Response(text))).toMatchObject({ ok: true });
  });
});

test('the published schema is what the code checks (else run scripts/config-schema.ts)', async () => {
  const published = await readFile(new URL('../../public/config.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});
