import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';
import type { Instance } from '../../../src/domain/study/study';
import {
  anArchive,
  anInstance,
  aServer,
  INSTANCE,
  multipartBody,
  RELATED,
  ROOT,
  SERIES,
  STUDY,
} from '../wire';

const server = aServer();
const here = `${ROOT}/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}`;

/** Two channels of three samples. */
const SAMPLES = Uint8Array.from(new Uint8Array(Int16Array.of(1, -1, 2, -2, 300, -300).buffer));
const value = (vr: string, ...values: readonly unknown[]) => ({ vr, Value: values });
const channel = (name: string) => ({
  '003A0203': value('SH', name),
  '003A0210': value('DS', 0.5),
  '003A0211': value('SQ', { '00080100': value('SH', 'uV'), '00080102': value('SH', 'UCUM') }),
});
const described = (data: Readonly<Record<string, unknown>>, more: readonly unknown[] = []) => ({
  '54000100': value(
    'SQ',
    {
      '003A0005': value('US', 2),
      '003A0010': value('UL', 3),
      '003A001A': value('DS', '500'),
      '003A0200': value('SQ', channel('I'), channel('II')),
      '54001004': value('US', 16),
      '54001006': value('CS', 'SS'),
      '54001010': { vr: 'OW', ...data },
    },
    ...more,
  ),
});

const recording = (waveform?: Instance['waveform']): Instance => {
  const rest = { ...anInstance(), image: undefined };
  return { ...rest, sopClass: '1.2.840.10008.5.1.4.1.1.9.1.1', frames: [], ...(waveform && { waveform }) };
};
const asked = (instance: Instance) =>
  dicomwebFrames({ archiveOf: () => anArchive() }).waveform?.(instance, new AbortController().signal);

const bulk = (address: string) =>
  http.get(
    address,
    () =>
      new HttpResponse(
        multipartBody([{ headers: { 'Content-Type': 'application/octet-stream' }, bytes: SAMPLES }]),
        { headers: RELATED },
      ),
  );
const read = { value: { groups: [{ count: 3, samples: new Int16Array(SAMPLES.buffer) }] } };

describe('curves are fetched', () => {
  it('not at all where their metadata hold the samples', async () => {
    const InlineBinary = Buffer.from(SAMPLES).toString('base64');
    expect(await asked(recording(described({ InlineBinary })))).toMatchObject(read);
  });

  it.each([
    ['whole', `${here}/bulkdata/5400`, `${here}/bulkdata/5400`],
    ['relative to the series', `instances/${INSTANCE}/bulkdata/1`, `${here}/bulkdata/1`],
    ['relative to the study', 'bulkdata/1.raw', `${ROOT}/studies/${STUDY}/bulkdata/1.raw`],
  ])('by the address within the sequence, %s', async (_, BulkDataURI, address) => {
    server.use(bulk(address));
    expect(await asked(recording(described({ BulkDataURI })))).toMatchObject(read);
  });

  it('as far as they come: one group that does not costs itself', async () => {
    const InlineBinary = Buffer.from(SAMPLES).toString('base64');
    const absent = (described({ BulkDataURI: `${here}/gone` })['54000100'].Value as readonly unknown[])[0];
    server.use(http.get(`${ROOT}/*`, () => new HttpResponse(null, { status: 404 })));
    const answer = await asked(recording(described({ InlineBinary }, [absent])));
    expect(answer).toMatchObject({
      value: { groups: [{ count: 3 }, { fault: 'no-data', count: 0 }] },
    });
  });

  it('and never elsewhere than at their archive', async () => {
    server.use(http.get(`${ROOT}/*`, () => new HttpResponse(null, { status: 404 })));
    const answer = await asked(recording(described({ BulkDataURI: 'https://elsewhere.example/1' })));
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });
});

const file = join('../shared/cases/curves-slides-colour/e14-odd-uids/dicom/3-leading-zero.dcm');
if (!existsSync(file)) console.warn('Skipped: shared/cases is not beside this checkout.');
describe.runIf(existsSync(file))('curves of an object that is fetched whole', () => {
  const ROOT_UID = '1.2.826.0.1.3680043.10.999.7';
  const odd: Instance = {
    ...recording(),
    uid: instanceUid(`${ROOT_UID}.014.03`),
    study: studyUid(`${ROOT_UID}.14.999.`),
    series: seriesUid(`${ROOT_UID}..14.998`),
  };

  it('are asked for by UIDs as they are written', async () => {
    let path = '';
    server.use(
      http.get(`${ROOT}/studies/*`, ({ request }) => {
        path = new URL(request.url).pathname;
        return new HttpResponse(
          multipartBody([
            { headers: { 'Content-Type': 'application/dicom' }, bytes: new Uint8Array(readFileSync(file)) },
          ]),
          { headers: { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=BOUNDARY' } },
        );
      }),
    );
    const answer = await asked({ ...odd, person: { otherIds: [] } as unknown as Instance['person'] });
    expect(answer).toMatchObject({ ok: true });
    expect(path).toContain(`/studies/${odd.study}/series/${odd.series}/instances/${odd.uid}`);
  });
});
