import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { AUTH, discovery, ISS, smartConfiguration, wire } from '../wire';
import { authorise } from '../../../src/fhir/smart/authorise';
import { prove } from '../../../src/fhir/smart/provisioned';
import { aTab } from '../browser';
import { APP, issuer, LAUNCH } from '../launched';

const net = wire();
const { signal } = new AbortController();
const written = { ...issuer, smartConfiguration: smartConfiguration() };

/** Launches in a tab whose browser remembers `notes`. @returns what was asked of the record, and where it led */
async function launched(notes: ReturnType<typeof aTab>['storage'], from = written) {
  const asked: string[] = [];
  net.server.use(
    http.get(`${ISS}/.well-known/smart-configuration`, ({ request }) => {
      asked.push(new URL(request.url).pathname);
      return HttpResponse.json(smartConfiguration({ authorization_endpoint: `${AUTH}/moved` }));
    }),
  );
  const page = { ...aTab().load(LAUNCH), notes };
  const started = await authorise({ issuer: from, redirectUri: new URL(APP) }, page, signal);
  return { asked: asked.length, path: started.ok ? started.value.pathname : started.problem.kind };
}

describe('a smart-configuration that the site wrote down', () => {
  test('is launched with at once, and nobody is asked', async () => {
    const { asked, path } = await launched(aTab().storage);
    expect([asked, path]).toEqual([0, new URL(`${AUTH}/authorize`).pathname]);
  });

  test('is not believed by the next launch where the one before never came back', async () => {
    const notes = aTab().storage;
    await launched(notes);
    expect((await launched(notes)).path).toBe(new URL(`${AUTH}/moved`).pathname);
  });

  test('is believed again once the record has said the same', async () => {
    const notes = aTab().storage;
    await launched(notes);
    net.server.use(discovery());
    await prove(written, notes, signal);
    expect((await launched(notes)).asked).toBe(0);
  });

  test('is not believed again as long as the record says otherwise', async () => {
    const notes = aTab().storage;
    await launched(notes);
    net.server.use(discovery(smartConfiguration({ token_endpoint: `${AUTH}/elsewhere` })));
    await prove(written, notes, signal);
    expect((await launched(notes)).asked).toBe(1);
  });

  test('is not used where the browser cannot remember that it has to be proved', async () => {
    net.server.use(discovery());
    const started = await authorise(
      { issuer: written, redirectUri: new URL(APP) },
      { ...aTab().load(LAUNCH), notes: undefined },
      signal,
    );
    expect(started.ok).toBe(true);
  });
});
