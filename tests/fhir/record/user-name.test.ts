import { http, HttpResponse, type JsonBodyType } from 'msw';
import { describe, expect, it } from 'vitest';
import { userName } from '../../../src/fhir/record/user-name';
import { serverCapabilities } from '../../../src/http/question-forms';
import type { FhirServer } from '../../../src/fhir/resource/request';
import { ISS, wire } from '../wire';

const { server, requests } = wire();
const NEVER = new AbortController().signal;
const record: FhirServer = {
  base: new URL(`${ISS}/`),
  where: 'Test Care Record',
  tokens: { tokenFor: () => 'access-1', renewed: async () => undefined },
  fetch: (...asked) => fetch(...asked),
  now: Date.now,
  wait: async () => undefined,
  capabilities: serverCapabilities(),
  grants: () => true,
};
const holds = (path: string, body: JsonBodyType, status = 200) =>
  server.use(http.get(`${ISS}/${path}`, () => HttpResponse.json(body, { status })));
const robin = {
  resourceType: 'Practitioner',
  id: '7',
  name: [{ use: 'official', prefix: ['Dr'], given: ['Robin'], family: 'Hale' }],
};

describe('who is signed in', () => {
  it.each([`${ISS}/Practitioner/7`, 'Practitioner/7'])('is named by the resource %s', async (user) => {
    holds('Practitioner/7', robin);
    expect(await userName(record, user, NEVER)).toEqual({ family: 'Hale', given: ['Robin'], prefix: 'Dr' });
  });

  it('is named by the practitioner whose role it is', async () => {
    holds('PractitionerRole/r', {
      resourceType: 'PractitionerRole',
      id: 'r',
      practitioner: { reference: 'Practitioner/7' },
    });
    holds('Practitioner/7', robin);
    expect(await userName(record, 'PractitionerRole/r', NEVER)).toMatchObject({ family: 'Hale' });
  });

  it('is nobody where the token named nobody, and where another server would have to be asked', async () => {
    expect(await userName(record, undefined, NEVER)).toBeUndefined();
    expect(await userName(record, 'https://elsewhere.example/fhir/Practitioner/7', NEVER)).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it.each([
    ['may not be read', robin, 403],
    ['is another one', { ...robin, id: '8' }, 200],
    ['has no name', { ...robin, name: [] }, 200],
    ['is no person', { resourceType: 'Device', id: '7' }, 200],
  ] as const)('is nobody where the resource %s', async (_, body, status) => {
    holds('Practitioner/7', body as unknown as JsonBodyType, status);
    expect(await userName(record, 'Practitioner/7', NEVER)).toBeUndefined();
  });
});
