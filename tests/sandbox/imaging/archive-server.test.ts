import { describe, expect, it, vi } from 'vitest';
import type { DicomJson } from '../../../sandbox/catalogue';
import { archiveApp } from '../../../sandbox/imaging/archive-server';
import { buildCatalogue } from '../../../sandbox/imaging/catalogue';
import { firstPart } from '../../../sandbox/imaging/proxying/client';
import type { Scenario } from '../../../sandbox/scenario';
import { measurementReport } from '../../../src/dicom/sr/writing/measurement-report';
import { part10Bytes } from '../../../src/dicom/sr/writing/part10-bytes';
import { storeBody } from '../../../src/dicomweb/objects/store-body';
import type { Figure } from '../../../src/domain/measure/figure';
import { measure } from '../../../src/domain/measure/measure';
import { frameReference, noMeasurements, withNew } from '../../../src/domain/measure/measurement';
import { anInstance, aStudy, personOf } from '../../fakes';
import { measuredWords } from '../../../src/texts/en/measured';

// Drawing a chest takes seconds on a busy machine
vi.setConfig({ testTimeout: 120_000 });

const catalogue = await buildCatalogue({ scale: 'small', today: '2026-11-21', cacheDir: false });
const viewer = 'http://viewer.test';
const everyone: Scenario = { id: 'everyone', sentence: 'All well.' };
const busy: Scenario = {
  id: 'busy',
  sentence: 'Bolton is busy.',
  archives: { bolton: { kind: 'fails', status: 503, retryAfter: { seconds: 2 } } },
};

function archive(hospitalId: string, scenario = everyone) {
  const hospital = catalogue.hospitals.find(({ id }) => id === hospitalId);
  if (!hospital) throw new Error('No such hospital');
  const app = archiveApp({
    hospital,
    catalogue,
    authorise: (token) => (token ? { personId: token, scenario } : undefined),
    allowedOrigins: () => [viewer],
  });
  return async (
    path: string,
    headers: Record<string, string> = {},
    token = 'aria-smith',
    init: { readonly method?: string; readonly body?: Uint8Array<ArrayBuffer> } = {},
  ) =>
    app.request(`http://archive.test/dicom-web/${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, Origin: viewer, ...headers },
    });
}

const jsonOf = async (response: Response) => (await response.json()) as DicomJson[];
const valueOf = (dataset: DicomJson | undefined, tag: string) => dataset?.[tag]?.Value?.[0];
const study = (personId: string, hospital: string, description: RegExp) => {
  const found = catalogue.studies.find(
    (each) => each.personId === personId && each.hospital === hospital && description.test(each.description),
  );
  if (!found) throw new Error('No such study');
  return found;
};
const ct = study('aria-smith', 'bolton', /^CT/);
const [slice] = ct.series[0]?.instances ?? [];
const slicePath = `studies/${ct.studyInstanceUid}/series/${ct.series[0]?.seriesInstanceUid}/instances/${slice?.sopInstanceUid}`;

describe('search', () => {
  it('lists the token’s patient’s studies, newest first, with their counts', async () => {
    const studies = await jsonOf(await archive('bolton')('studies'));
    expect(studies.map((each) => valueOf(each, '00081030'))).toEqual([
      'CT Thorax with contrast',
      'XR Chest PA and lateral',
    ]);
    // Slices, key objects, two presentation states and a report
    expect(valueOf(studies[0], '00201208')).toBe(12 + 4);
    expect(valueOf(studies[0], '00081190')).toBe(
      `http://archive.test/dicom-web/studies/${ct.studyInstanceUid}`,
    );
  });

  it.each([
    ['a date range', 'StudyDate=20260101-20260601', 1],
    ['an open range', 'StudyDate=20260601-', 1],
    ['a modality', 'ModalitiesInStudy=CT', 1],
    ['an accession number', `AccessionNumber=${ct.accessionNumber}`, 1],
    ['a study UID by tag', `0020000D=${ct.studyInstanceUid}`, 1],
    ['an issuer', 'IssuerOfPatientID=BOLTON', 2],
    ['a wildcard in a name', 'PatientName=smith*', 2],
    ['a limit', 'limit=1', 1],
    ['an offset', 'limit=1&offset=1', 1],
  ])('finds by %s', async (_, query, count) => {
    expect(await jsonOf(await archive('bolton')(`studies?${query}`))).toHaveLength(count);
  });

  it('answers 204 when nothing matches, and another patient’s number matches nothing', async () => {
    expect((await archive('bolton')('studies?PatientID=B5550199')).status).toBe(204);
  });

  it('adds the fields that are asked for and only those', async () => {
    const [plain] = await jsonOf(await archive('bolton')('studies'));
    const [rich] = await jsonOf(await archive('bolton')('studies?includefield=InstitutionName'));
    expect(valueOf(plain, '00080080')).toBeUndefined();
    expect(valueOf(rich, '00080080')).toBe('Royal Bolton');
  });

  it('refuses an attribute that does not exist', async () => {
    expect((await archive('bolton')('studies?PatientsName=x')).status).toBe(400);
  });

  it('leaves out what only the record knows', async () => {
    const lost = catalogue.studies.find(({ missingInArchive }) => missingInArchive);
    const studies = await jsonOf(await archive('wigan')('studies', {}, 'noor-ashgrove'));
    expect(studies.map((each) => valueOf(each, '0020000D'))).not.toContain(lost?.studyInstanceUid);
    expect(studies).toHaveLength(1);
  });

  it('has 400 studies of one man over the three archives', async () => {
    const counts = await Promise.all(
      catalogue.hospitals.map(
        async ({ id }) => (await jsonOf(await archive(id)('studies', {}, 'bram-oakfield'))).length,
      ),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
  });
});

describe('retrieval', () => {
  it('gives metadata without pixel data, in explicit geometry', async () => {
    const metadata = await jsonOf(await archive('bolton')(`studies/${ct.studyInstanceUid}/metadata`));
    expect(metadata).toHaveLength(12 + 4);
    expect(metadata[0]?.['7FE00010']).toBeUndefined();
    const slices = metadata.filter((each) => each['00200032']);
    expect(slices).toHaveLength(12);
    const heights = slices.map((each) => Number(each['00200032']?.Value?.[2]));
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(valueOf(metadata[0], '00281052')).toBe('-1024');
  });

  it.each([
    ['quoted', 'multipart/related; type="application/octet-stream"; transfer-syntax=*'],
    ['unquoted', 'multipart/related; type=application/octet-stream; transfer-syntax=*'],
    ['by its own type', 'multipart/related; type=image/jphc'],
    ['anything', '*/*'],
  ])('gives a frame as stored when the Accept is %s', async (_, accept) => {
    const response = await archive('bolton')(`${slicePath}/frames/1`, { Accept: accept });
    const body = new Uint8Array(await response.arrayBuffer());
    expect(firstPart(body, response.headers.get('Content-Type') ?? '')).toEqual(await slice?.frame(0));
    expect(new TextDecoder('latin1').decode(body)).toContain(
      'image/jphc; transfer-syntax=1.2.840.10008.1.2.4.202',
    );
  });

  it('decodes where explicit little endian is asked for', async () => {
    const accept = 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1';
    const response = await archive('bolton')(`${slicePath}/frames/1`, { Accept: accept });
    const part = firstPart(
      new Uint8Array(await response.arrayBuffer()),
      response.headers.get('Content-Type') ?? '',
    );
    expect(part).toHaveLength(128 * 128 * 2);
  });

  it('answers 406 for a form that it does not have', async () => {
    expect(
      (await archive('bolton')(`${slicePath}/frames/1`, { Accept: 'multipart/related; type=image/jls' }))
        .status,
    ).toBe(406);
    const explicit = 'multipart/related; type=application/dicom; transfer-syntax=1.2.840.10008.1.2.1';
    expect((await archive('bolton')(slicePath, { Accept: explicit })).status).toBe(406);
  });

  it('gives several frames of a cine in the order asked for', async () => {
    const echo = study('tomas-fennimore', 'bolton', /Echo/);
    const [cine] = echo.series[0]?.instances ?? [];
    const path = `studies/${echo.studyInstanceUid}/series/${echo.series[0]?.seriesInstanceUid}/instances/${cine?.sopInstanceUid}/frames`;
    const get = archive('bolton');
    const response = await get(`${path}/3,1`, {}, 'tomas-fennimore');
    const body = Buffer.from(await response.arrayBuffer());
    const third = body.indexOf(Buffer.from((await cine?.frame(2)) ?? []));
    const first = body.indexOf(Buffer.from((await cine?.frame(0)) ?? []));
    expect(third).toBeGreaterThan(0);
    expect(first).toBeGreaterThan(third);
    expect((await get(`${path}/1,99`, {}, 'tomas-fennimore')).status).toBe(404);
    expect((await get(`${path}/0`, {}, 'tomas-fennimore')).status).toBe(404);
    expect((await get(`${path}/x`, {}, 'tomas-fennimore')).status).toBe(400);
  });

  it('renders with the window asked for, within the viewport asked for', async () => {
    const lung = await archive('bolton')(`${slicePath}/rendered?window=-600,1500,linear&viewport=80,80`, {
      Accept: 'image/png',
    });
    const soft = await archive('bolton')(`${slicePath}/rendered?window=40,400,linear&viewport=80,80`, {
      Accept: 'image/png',
    });
    const [a, b] = [Buffer.from(await lung.arrayBuffer()), Buffer.from(await soft.arrayBuffer())];
    expect(a.readUInt32BE(16)).toBe(80);
    expect(a.equals(b)).toBe(false);
    expect((await archive('bolton')(`${slicePath}/rendered?window=40`)).status).toBe(400);
  });

  it('gives a whole study as Part 10 files', async () => {
    const response = await archive('bolton')(`studies/${ct.studyInstanceUid}`, {
      Accept: 'multipart/related; type=application/dicom; transfer-syntax=*',
    });
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(body.split('DICM').length - 1).toBe(12 + 4);
  });
});

describe('who may see what', () => {
  it('answers 401 without a token and says how to come back', async () => {
    const response = await archive('bolton')('studies', { Authorization: '' });
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
  });

  it('answers 403 for another patient’s study, whatever is asked of it', async () => {
    const get = archive('bolton');
    for (const path of [
      `${slicePath}/frames/1`,
      `studies/${ct.studyInstanceUid}/metadata`,
      `${slicePath}/rendered`,
    ])
      expect((await get(path, {}, 'tomas-fennimore')).status).toBe(403);
  });

  it('shows an allowed origin the answer, its faults included, and no other', async () => {
    const failed = await archive('bolton', busy)('studies');
    expect(failed.status).toBe(503);
    expect(failed.headers.get('Retry-After')).toBe('2');
    expect(failed.headers.get('Access-Control-Allow-Origin')).toBe(viewer);
    expect(failed.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    const foreign = await archive('bolton')('studies', { Origin: 'http://stranger.test' });
    expect(foreign.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('compresses metadata and keeps them private', async () => {
    const response = await archive('bolton')(`studies/${ct.studyInstanceUid}/metadata`, {
      'Accept-Encoding': 'gzip',
    });
    expect(response.headers.get('Content-Encoding')).toBe('gzip');
    expect(response.headers.get('Cache-Control')).toContain('private');
  });
});

describe('storing', () => {
  const report = (study: string, change: object = {}) => {
    const frame = { instance: anInstance({ study }), number: 1 };
    const figure: Figure = {
      kind: 'length',
      points: [
        [1, 1],
        [4, 5],
      ],
    };
    const calibration = { kind: 'pixels', aspect: [1, 1] } as const;
    const made = '2026-11-22T14:02:00';
    const { all } = withNew(noMeasurements, {
      uid: '2.25.7',
      frame: frameReference(frame),
      figure,
      outcome: measure(figure, { calibration }),
      made,
    });
    let uids = 0;
    const dataset = measurementReport({
      measurements: all,
      study: aStudy({ uid: study }),
      patient: personOf(),
      made,
      words: measuredWords,
      newUid: () => `2.25.88.${++uids}`,
    });
    if (!dataset) throw new Error('nothing was measured');
    return storeBody([part10Bytes({ ...dataset, ...change })]);
  };
  const post = async (
    ask: ReturnType<typeof archive>,
    path: string,
    { contentType, bytes }: ReturnType<typeof report>,
    token?: string,
  ) => ask(path, { 'Content-Type': contentType }, token, { method: 'POST', body: bytes });
  const path = `studies/${ct.studyInstanceUid}`;

  it('puts a structured report beside the pictures, where it is found and read', async () => {
    const ask = archive('bolton');
    const answer = await post(ask, path, report(ct.studyInstanceUid));
    expect(answer.status).toBe(200);
    const series = await jsonOf(await ask(`${path}/series?Modality=SR`));
    const uids = series.map((each) => valueOf(each, '0020000E'));
    expect(uids).toContain('2.25.88.2');
    const [metadata] = await jsonOf(await ask(`${path}/series/2.25.88.2/metadata`));
    expect(valueOf(metadata, '00080018')).toBe('2.25.88.1');
  });

  it('keeps nothing beyond the archive it was sent to', async () => {
    await post(archive('bolton'), path, report(ct.studyInstanceUid));
    const series = await jsonOf(await archive('bolton')(`${path}/series`));
    expect(series.map((each) => valueOf(each, '0020000E'))).not.toContain('2.25.88.2');
  });

  it.each([
    ['of another study', { '0020000D': { vr: 'UI', Value: ['1.2.3'] } }, 0xa900],
    ['of another kind', { '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] } }, 0x0122],
  ])('takes no object %s', async (_, change, reason) => {
    const answer = await post(archive('bolton'), path, report(ct.studyInstanceUid, change));
    expect(answer.status).toBe(409);
    const body = (await answer.json()) as DicomJson;
    expect(body['00081198']?.Value).toMatchObject([{ '00081197': { Value: [reason] } }]);
  });

  it('takes nothing for somebody else’s study, nor twice, nor what is no DICOM', async () => {
    const ask = archive('bolton');
    const body = report(ct.studyInstanceUid);
    expect((await post(ask, path, body, 'bram-oakfield')).status).toBe(403);
    expect((await post(ask, path, body)).status).toBe(200);
    expect((await post(ask, path, body)).status).toBe(409);
    expect((await post(ask, path, storeBody([new Uint8Array(200)]))).status).toBe(409);
    expect((await post(ask, path, { ...body, contentType: 'text/plain' })).status).toBe(415);
  });
});
