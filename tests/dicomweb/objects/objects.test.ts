import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebClient } from '../../../src/dicomweb/requests/services';
import { studyObjects } from '../../../src/dicomweb/objects/objects';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { seriesUid } from '../../../src/domain/ids';
import type { Series } from '../../../src/domain/study/study';
import { anObject, anSr, element, GSPS, image, item, KEY_OBJECT, PDF, sequence, text } from '../objects-wire';
import { anArchive, aServer, multipartBody, NUMBER, OCTETS, RELATED, ROOT, STUDY, tokens } from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const DICOM_JSON = { headers: { 'Content-Type': 'application/dicom+json' } };

function query(change: Parameters<typeof anArchive>[0] = {}) {
  const address = anArchive(change);
  const requests = requestsTo(address);
  return {
    client: dicomwebClient(requests),
    archive: address.id,
    name: address.name,
    identifierSystem: 'https://salford.example/mrn',
    requests,
    whole: wholeStudies(),
  };
}
const ask = (series: readonly Series[], change: Parameters<typeof anArchive>[0] = {}, signal = NEVER) =>
  studyObjects(query(change), STUDY, series, signal);
const aSeries = (modality: string): Series => ({ uid: seriesUid(uidOf(modality)), modality });
const uidOf = (modality: string) => `1.2.${modality.charCodeAt(0)}.${modality.charCodeAt(1)}`;
const metadata = (modality: string) => `${ROOT}/studies/${STUDY}/series/${uidOf(modality)}/metadata`;
const own = (modality: string, uid = `${uidOf(modality)}.1`) => ({
  '00080018': element('UI', uid),
  '0020000E': element('UI', uidOf(modality)),
});
const answer = (modality: string, ...datasets: object[]) =>
  http.get(metadata(modality), () => HttpResponse.json(datasets, DICOM_JSON));

const report = anSr([text('Finding', 'Clear.')], own('SR'));
const key = anObject(KEY_OBJECT, 'KO', { ...own('KO'), '0040A730': sequence(image(undefined, '1.2.3')) });
const state = anObject(GSPS, 'PR', { ...own('PR'), '00700080': element('CS', 'LUNG') });
const pdf = (bytes: object) =>
  anObject(PDF, 'DOC', {
    ...own('DOC'),
    '00420010': element('ST', 'Echo report'),
    '00420011': { vr: 'OB', ...bytes },
  });
const ALL = ['CT', 'SR', 'KO', 'PR', 'DOC'].map(aSeries);

describe('the objects of a study', () => {
  it('are read from the series without pictures, and the others are not asked for', async () => {
    server.use(answer('SR', report), answer('KO', key), answer('PR', state), answer('DOC', pdf({})));
    const objects = await ask(ALL);
    expect(objects).toMatchObject({
      ok: true,
      value: {
        reports: [{ id: `${uidOf('SR')}.1` }, { id: `${uidOf('DOC')}.1`, title: 'Echo report' }],
        keyObjects: [{ title: 'Key images', images: [{ reference: { instance: '1.2.3' } }] }],
        presentations: [{ label: 'LUNG' }],
        unreadable: [],
        problems: [],
      },
    });
  });

  it('each say whom they are of, by the numbers of the archive', async () => {
    server.use(answer('SR', report), answer('KO', key), answer('PR', state), answer('DOC', pdf({})));
    const objects = await ask(ALL);
    if (!objects.ok) throw new Error(objects.problem.kind);
    const { reports, keyObjects, presentations } = objects.value;
    const people = [...reports, ...keyObjects, ...presentations].map(({ person }) => person);
    expect(people).toHaveLength(4);
    for (const person of people) {
      expect(person?.name?.family).toBe('Sample');
      expect(person?.patientId).toEqual({ system: 'https://salford.example/mrn', value: NUMBER });
    }
  });

  it('are none where no series holds any, without a request', async () => {
    expect(await ask([aSeries('CT'), aSeries('MR')])).toEqual({
      ok: true,
      value: {
        reports: [],
        keyObjects: [],
        presentations: [],
        unreadable: [],
        problems: [],
        lookedThrough: [],
      },
    });
  });

  it.each([
    ['a scanned letter in a series called OT', 'OT', undefined],
    ['a report in a series without a modality', '', undefined],
    ['a dose report in a series called CT', 'CT', 1],
  ])('are told by what they are, whatever their series is called: %s', async (_, modality, instanceCount) => {
    const uid = seriesUid('1.2.77');
    const place = { '00080018': element('UI', '1.2.77.1'), '0020000E': element('UI', uid) };
    const datasets = [
      anObject(PDF, modality, place),
      anObject(KEY_OBJECT, modality, { ...place, '00080018': element('UI', '1.2.77.2') }),
      anObject('1.2.840.10008.5.1.4.1.1.7', modality, { ...place, '00080018': element('UI', '1.2.77.3') }),
    ];
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series/${uid}/metadata`, () =>
        HttpResponse.json(datasets, DICOM_JSON),
      ),
    );
    expect(await ask([{ uid, modality, ...(instanceCount && { instanceCount }) }])).toMatchObject({
      ok: true,
      value: { reports: [{ id: '1.2.77.1' }], keyObjects: [{ id: '1.2.77.2' }], unreadable: [] },
    });
  });

  it('are looked for in the archive’s list of series where the record has none', async () => {
    const listed = ALL.map(({ uid, modality }) => ({
      '0020000E': element('UI', uid),
      '00080060': element('CS', modality),
    }));
    server.use(
      http.get(`${ROOT}/studies/${STUDY}/series`, () => HttpResponse.json(listed, DICOM_JSON)),
      ...['KO', 'PR', 'DOC'].map((modality) => answer(modality)),
      answer('SR', report),
    );
    expect(await ask([])).toMatchObject({ value: { reports: [{ status: 'final' }], problems: [] } });
  });

  it('of one series that did not come are told as missing, and hide none of the others', async () => {
    server.use(
      answer('SR', report),
      http.get(metadata('KO'), () => new HttpResponse(null, { status: 500 })),
    );
    expect(await ask([aSeries('SR'), aSeries('KO')])).toMatchObject({
      ok: true,
      value: {
        reports: [{ status: 'final' }],
        keyObjects: [],
        problems: [{ kind: 'failed', where: 'Salford Royal', status: 500 }],
      },
    });
  });

  it('are a failure where none of the series came: nothing is not the same as not known', async () => {
    server.use(http.get(metadata('SR'), () => new HttpResponse(null, { status: 403 })));
    expect(await ask([aSeries('SR')])).toEqual({
      ok: false,
      problem: { kind: 'forbidden', where: 'Salford Royal' },
    });
  });

  it('that cannot be read are counted with the reason, and take nobody with them', async () => {
    const other = { ...report, '0020000D': element('UI', '1.2.9') };
    const nameless = { ...report, '00080018': undefined };
    const blending = anObject('1.2.840.10008.5.1.4.1.1.11.4', 'PR', own('SR'));
    const mesh = anObject('1.2.840.10008.5.1.4.1.1.104.3', 'DOC', own('SR'));
    server.use(answer('SR', other, nameless, blending, mesh, {}, report));
    expect(await ask([aSeries('SR')])).toMatchObject({
      value: {
        reports: [{ status: 'final' }],
        unreadable: [
          'it belongs to another study',
          'it has no SOP Instance UID',
          'it is a presentation state of a kind that is not read',
          'it is a document of a kind that is not read',
          'it belongs to another study',
        ],
      },
    });
  });

  it('are there once, though the archive gives one twice', async () => {
    server.use(answer('SR', report, report));
    const objects = await ask([aSeries('SR')]);
    expect(objects.ok && objects.value.reports).toHaveLength(1);
  });

  it('have their long texts fetched', async () => {
    const long = item('TEXT', 'Finding', { '0040A160': { vr: 'UT', BulkDataURI: `${ROOT}/bulk/1` } });
    const bytes = new TextEncoder().encode('A long finding.');
    server.use(
      answer('SR', anSr([long], own('SR'))),
      http.get(
        `${ROOT}/bulk/1`,
        () => new HttpResponse(multipartBody([{ headers: OCTETS, bytes }]), { headers: RELATED }),
      ),
    );
    const objects = await ask([aSeries('SR')]);
    expect(JSON.stringify(objects)).toContain('A long finding.');
  });

  it('stop when they are not wanted any more', async () => {
    const stop = new AbortController();
    server.use(
      http.get(metadata('SR'), () => {
        stop.abort(new Error('left'));
        return HttpResponse.json([report], DICOM_JSON);
      }),
    );
    await expect(ask([aSeries('SR')], {}, stop.signal)).rejects.toThrow('left');
  });

  it('are not asked for by something that is not a UID', async () => {
    const objects = await studyObjects(query(), '../../patients' as typeof STUDY, ALL, NEVER);
    expect(objects).toMatchObject({ ok: false, problem: { kind: 'malformed' } });
    server.use(answer('SR', report));
    expect(await ask([aSeries('SR'), { uid: seriesUid('../x'), modality: 'SR' }])).toMatchObject({
      ok: true,
    });
  });
});

describe('an encapsulated document', () => {
  const BYTES = new TextEncoder().encode('%PDF-1.7 test\0');
  const RENDERED = `${ROOT}/studies/${STUDY}/series/${uidOf('DOC')}/instances/${uidOf('DOC')}.1/rendered`;
  const given =
    (type = 'application/pdf') =>
    () =>
      new HttpResponse(BYTES, { headers: { 'Content-Type': type } });

  async function attachment(dataset: object, change: Parameters<typeof anArchive>[0] = {}) {
    server.use(answer('DOC', dataset));
    const objects = await ask([aSeries('DOC')], change);
    const [content] = (objects.ok && objects.value.reports[0]?.contents) || [];
    if (content?.kind !== 'attachment') throw new Error('no attachment');
    return content;
  }

  it('is a report whose bytes are fetched when they are wanted, and not before', async () => {
    const content = await attachment(pdf({ BulkDataURI: `${ROOT}/bulk/pdf` }));
    expect(content).toMatchObject({ mediaType: 'application/pdf', title: 'Echo report' });
    server.use(
      http.get(
        `${ROOT}/bulk/pdf`,
        () => new HttpResponse(multipartBody([{ headers: OCTETS, bytes: BYTES }]), { headers: RELATED }),
      ),
    );
    expect(await content.bytes(NEVER)).toEqual({ ok: true, value: BYTES });
  });

  it('may come by itself, by its own type, or inline; without the byte that made its length even', async () => {
    const length = { '00420015': element('UL', BYTES.byteLength - 1) };
    server.use(http.get(`${ROOT}/bulk/pdf`, given()));
    const outside = await attachment({ ...pdf({ BulkDataURI: `${ROOT}/bulk/pdf` }), ...length });
    expect(await outside.bytes(NEVER)).toEqual({ ok: true, value: BYTES.subarray(0, -1) });
    const inline = await attachment({
      ...pdf({ InlineBinary: btoa(String.fromCharCode(...BYTES)) }),
      ...length,
    });
    expect(await inline.bytes(NEVER)).toEqual({ ok: true, value: BYTES.subarray(0, -1) });
  });

  it.each([
    ['of another origin', 'https://elsewhere.example/dicom-web/bulk/pdf'],
    ['outside the archive’s root', 'https://salford.example/admin/pdf'],
    ['that climbs out of it', '../../../../../../../admin/pdf'],
    ['that is none', 'http://['],
  ])(
    'at an address %s is asked for as rendered instead: nobody else sees the token',
    async (_, BulkDataURI) => {
      const asked: string[] = [];
      server.events.on('request:start', ({ request }) => void asked.push(request.url));
      server.use(http.get(RENDERED, given()));
      const content = await attachment(pdf({ BulkDataURI }), {
        credentials: 'ehr-token',
        tokens: tokens('secret'),
      });
      expect(await content.bytes(NEVER)).toEqual({ ok: true, value: BYTES });
      expect(asked.every((url) => url.startsWith(`${ROOT}/`))).toBe(true);
      server.events.removeAllListeners();
    },
  );

  it('says that it is not there, and never gives a page in its place', async () => {
    const content = await attachment(pdf({ BulkDataURI: `${ROOT}/bulk/pdf` }));
    server.use(http.get(`${ROOT}/bulk/pdf`, () => HttpResponse.html('<p>Sign in</p>')));
    expect(await content.bytes(NEVER)).toMatchObject({
      problem: { kind: 'malformed', what: 'text/html instead of a document' },
    });
    server.use(
      http.get(`${ROOT}/bulk/pdf`, () => new HttpResponse(null, { status: 404 })),
      http.get(RENDERED, () => new HttpResponse(null, { status: 404 })),
    );
    expect(await content.bytes(NEVER)).toMatchObject({ problem: { kind: 'not-found' } });
  });

  it.each([
    ['VERIFIED', 'final', true],
    ['UNVERIFIED', 'preliminary', false],
    [undefined, 'unknown', undefined],
  ])('with the verification flag %s is %s', async (flag, status, verified) => {
    server.use(answer('DOC', { ...pdf({}), '0040A493': element('CS', flag) }));
    const objects = await ask([aSeries('DOC')]);
    expect(objects.ok && objects.value.reports[0]).toMatchObject({ status });
    expect(objects.ok && objects.value.reports[0]?.verified).toBe(verified);
  });

  it('of the kind CDA is XML', async () => {
    const cda = { ...pdf({}), '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.104.2') };
    expect(await attachment(cda)).toMatchObject({ mediaType: 'text/xml' });
  });
});
