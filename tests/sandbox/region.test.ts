import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueStudy } from '../../sandbox/catalogue';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { addressOf, comparisons, sights } from '../../sandbox/record/guide';
import { namedScenarios } from '../../sandbox/scenarios';
import type { Sandbox } from '../../sandbox/start';
import { ask, aSandbox, launched } from './a-sandbox';

let catalogue: Catalogue;
let sandbox: Sandbox;
beforeAll(async () => {
  catalogue = await buildCatalogue({ scale: 'small', cacheDir: false, today: '2026-11-21' });
  sandbox = await aSandbox({ catalogue, archiveApp });
});
afterAll(() => sandbox.stop());

const atArchive = (study: CatalogueStudy, path: string, token: string) =>
  ask(`${sandbox.archives[study.hospital]}/dicom-web/${path}`, token, { Accept: 'application/dicom+json' });

const found = async (study: CatalogueStudy, token: string) => {
  const response = await atArchive(study, `studies?StudyInstanceUID=${study.studyInstanceUid}`, token);
  if (response.status === 204 || response.status === 403) return 0;
  return ((await response.json()) as unknown[]).length;
};

/** The studies of a bundle; its coded classes are written as `urn:oid:`, too. */
const uidsIn = (bundle: string) => [...bundle.matchAll(/"value":"urn:oid:([\d.]+)/g)].map(([, uid]) => uid);

describe('the record’s first page', () => {
  it.each([...sights, ...comparisons])('leads to: $what', async (sight) => {
    const address = addressOf(sight, catalogue);
    const front = await (await fetch(sandbox.record)).text();
    expect(front).toContain(`<a href="${address?.replaceAll('&', '&amp;')}">${sight.what}</a>`);
    const launch = await fetch(`${sandbox.record}${address}`, { redirect: 'manual' });
    expect(launch.status).toBe(303);
    expect(launch.headers.get('Location')).toMatch(/\/launch\/index\.html\?iss=.*&launch=/);
    const known = namedScenarios.map(({ id }) => id);
    expect([undefined, ...known]).toContain(sight.scenario);
  });

  it('names nothing of the kind where the catalogue holds none of it', async () => {
    const other = await aSandbox();
    const front = await (await fetch(other.record)).text();
    await other.stop();
    expect(front).toContain('Patients');
    expect(front).not.toContain('one click each');
  });
});

describe('the record and the archives of the demonstration', () => {
  it('agree about every study of the first patient, but where the catalogue says they do not', async () => {
    const [person] = catalogue.people;
    const { access_token: token } = await launched(sandbox, { personId: person?.id });
    const own = catalogue.studies.filter(({ personId }) => personId === person?.id);
    const list = await (await ask(`${sandbox.fhir}/ImagingStudy?_count=200`, token)).text();
    const known = own.filter(({ inRecord }) => inRecord !== false);
    expect(uidsIn(list).sort()).toEqual(known.map(({ studyInstanceUid }) => studyInstanceUid).sort());
    expect(own.length).toBeGreaterThan(1);
    for (const study of own) expect(await found(study, token)).toBe(study.missingInArchive ? 0 : 1);
  });

  it('keep every study from a launch that is another patient’s', async () => {
    const [first, second] = catalogue.people;
    const { access_token: token } = await launched(sandbox, { personId: second?.id });
    for (const study of catalogue.studies.filter(({ personId }) => personId === first?.id)) {
      expect(await found(study, token)).toBe(0);
      const metadata = await atArchive(study, `studies/${study.studyInstanceUid}/metadata`, token);
      expect([403, 404]).toContain(metadata.status);
    }
  });

  it('open nothing without a token, nor with one that has no scope for imaging', async () => {
    const [study] = catalogue.studies;
    if (study === undefined) throw new Error('The region has no study.');
    const { access_token: narrow } = await launched(sandbox, {
      personId: study.personId,
      scope: 'launch patient/Patient.rs',
    });
    for (const token of ['made-up', narrow])
      expect((await atArchive(study, 'studies', token)).status).toBe(401);
  });

  it('act out a scenario’s fault behind the real archive, readable for the viewer’s pages', async () => {
    const [study] = catalogue.studies.filter(({ hospital }) => hospital === 'salford');
    if (study === undefined) throw new Error('Salford has no study.');
    const { access_token: token } = await launched(sandbox, {
      personId: study.personId,
      scenario: 'salford-fails',
    });
    const response = await ask(`${sandbox.archives['salford']}/dicom-web/studies`, token, {
      Origin: sandbox.viewer,
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(sandbox.viewer);
    expect(response.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  });

  it('cut frames short in the scenario that says so, and only there', async () => {
    const [study] = catalogue.studies.filter(({ hospital }) => hospital === 'salford');
    const [series] = study?.series ?? [];
    const [instance] = series?.instances ?? [];
    if (study === undefined || series === undefined || instance === undefined)
      throw new Error('Salford has no instance.');
    const path = `studies/${study.studyInstanceUid}/series/${series.seriesInstanceUid}/instances/${instance.sopInstanceUid}/frames/1`;
    const bytes = async (scenario: string) => {
      const { access_token: token } = await launched(sandbox, { personId: study.personId, scenario });
      const accept = 'multipart/related; type=application/octet-stream; transfer-syntax=*';
      const address = `${sandbox.archives['salford']}/dicom-web/${path}`;
      return Buffer.from(await (await ask(address, token, { Accept: accept })).arrayBuffer());
    };
    const [whole, cut] = [await bytes('everyone-answers'), await bytes('truncated-frames')];
    expect(whole.subarray(-10).toString('latin1')).toMatch(/--\s*$/);
    expect(cut.length).toBe(Math.floor(whole.length * 0.6));
  });

  it('answer with JSON that cannot be read in the scenario that says so', async () => {
    const [study] = catalogue.studies.filter(({ hospital }) => hospital === 'bolton');
    if (study === undefined) throw new Error('Bolton has no study.');
    const { access_token: token } = await launched(sandbox, {
      personId: study.personId,
      scenario: 'malformed-qido',
    });
    await expect((await atArchive(study, 'studies', token)).json()).rejects.toThrow(SyntaxError);
  });
});
