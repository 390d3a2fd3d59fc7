import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { objectsElsewhere } from '../../../src/dicomweb/objects/elsewhere';
import { studyObjects } from '../../../src/dicomweb/objects/objects';
import { dicomwebClient } from '../../../src/dicomweb/requests/services';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { wholeStudies } from '../../../src/dicomweb/whole-studies/whole-studies';
import { seriesUid } from '../../../src/domain/ids';
import type { Series } from '../../../src/domain/study/study';
import { anObject, element, PDF } from '../../dicomweb/objects-wire';
import { anArchive, aServer, ROOT, STUDY } from '../../dicomweb/wire';

const server = aServer();
const NEVER = new AbortController().signal;
const CDA = '1.2.840.10008.5.1.4.1.1.104.2';
const DOCUMENT = seriesUid('1.2.77');

function query() {
  const address = anArchive();
  const requests = requestsTo(address);
  const { id, name } = address;
  return { client: dicomwebClient(requests), archive: id, name, requests, whole: wholeStudies() };
}

const DICOM_JSON = { headers: { 'Content-Type': 'application/dicom+json' } };
const serving = (modality: string, sopClass: string) =>
  server.use(
    http.get(`${ROOT}/studies/${STUDY}/series/${DOCUMENT}/metadata`, () =>
      HttpResponse.json(
        [
          anObject(sopClass, modality, {
            '00080018': element('UI', '1.2.77.1'),
            '0020000E': element('UI', DOCUMENT),
            '00420010': element('ST', 'Result'),
          }),
        ],
        DICOM_JSON,
      ),
    ),
    // This archive has no search for instances.
    http.get(`${ROOT}/studies/${STUDY}/instances`, () => new HttpResponse(null, { status: 404 })),
    http.get(`${ROOT}/studies/${STUDY}/series`, () =>
      HttpResponse.json(
        [
          {
            '0020000E': element('UI', DOCUMENT),
            '00080060': element('CS', modality),
            '00201209': element('IS', 1),
          },
        ],
        DICOM_JSON,
      ),
    ),
  );
const aSeries = (modality: string): Series => ({ uid: DOCUMENT, modality, instanceCount: 1 });
const right = {
  ok: true,
  value: { reports: [{ id: '1.2.77.1', title: 'Result' }], unreadable: [], problems: [] },
};

describe('a document in a series that is called otherwise', () => {
  it.each(
    ['OT', 'ECG', 'EPS', 'HD', 'BMD', 'CT', 'MR', 'XA', 'NM', 'PLAN', ''].flatMap((modality) => [
      [modality, PDF] as const,
      [modality, CDA] as const,
    ]),
  )('is a report of the study: %j, %s', async (modality, sopClass) => {
    serving(modality, sopClass);
    expect(await studyObjects(query(), STUDY, [aSeries(modality)], NEVER)).toMatchObject(right);
  });

  it.each(['US', 'CR', 'MG', 'ES', 'OP', 'RTDOSE'])(
    'called %s, it is found behind the picture',
    async (modality) => {
      serving(modality, PDF);
      expect(await studyObjects(query(), STUDY, [aSeries(modality)], NEVER)).toMatchObject({
        value: { reports: [] },
      });
      expect(await objectsElsewhere(query(), STUDY, [], NEVER)).toMatchObject(right);
    },
  );
});
