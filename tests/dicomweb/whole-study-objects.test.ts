import { documentsOf } from '../../src/dicomweb/objects/encapsulated-bytes';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { itemsOf, textOf, type Dataset } from '../../src/dicom/dataset';
import { objectsRead } from '../../src/dicomweb/objects/read-objects';
import { atOnce } from '../../src/domain/steps';
import { readPart10 } from '../../src/dicom/part10/file';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { seriesUid, studyUid } from '../../src/domain/ids';
import type { StudyObjects } from '../../src/domain/objects/study-objects';
import type { ReportContent } from '../../src/domain/report/report';
import { aFile, imageElements, raw, SYNTAX, text } from './part10-file';
import { filesAbsent, readReal, realFiles, realRoot } from './real-files';
import { objectsAbsent, PDF, realObject } from './objects-wire';
import { anArchive, aServer, multipartBody, SERIES, STUDY } from './wire';

const server = aServer();
const NEVER = new AbortController().signal;
const OBJECTS = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=BOUNDARY' };

/** An archive that answers nothing but a whole study: these files. */
function sendingWhole(...files: readonly Uint8Array[]) {
  const address = anArchive({ timeout: 5000 });
  server.use(
    http.get(`${address.root}/*`, ({ request }) =>
      /\/studies\/[\d.]+$/.test(new URL(request.url).pathname)
        ? new HttpResponse(
            multipartBody(
              files.map((bytes) => ({ headers: { 'Content-Type': 'application/dicom' }, bytes })),
              'BOUNDARY',
            ),
            { headers: OBJECTS },
          )
        : new HttpResponse(null, { status: 501 }),
    ),
  );
  return dicomwebArchive(address);
}

async function objectsIn(file: Uint8Array, modality: string): Promise<StudyObjects> {
  const { dataset } = await readPart10(file);
  const [study, series] = [textOf(dataset, '0020000D') ?? '', textOf(dataset, '0020000E') ?? ''];
  const known = [{ uid: seriesUid(series), modality }];
  const answer = await sendingWhole(file).objectsOf(studyUid(study), known, NEVER);
  if (!answer.ok) throw new Error(answer.problem.kind);
  return answer.value;
}

const bytesIn = async (content: ReportContent | undefined) => {
  const answer = content?.kind === 'attachment' ? await content.bytes(NEVER) : undefined;
  if (!answer?.ok) throw new Error('no document');
  return answer.value;
};

/**
 * What can be compared: functions have no part in it, and a decimal "47.0" of a file is 47 in the metadata, where it is
 * a number (PS3.18 F.2.3).
 */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      key === 'text' && typeof one === 'string'
        ? one.replace(/(\.\d*?)0+(?=\s|$)/g, '$1').replace(/\.(?=\s|$)/g, '')
        : one,
    ),
  );

const KINDS = /Structured|SR Storage|Key Object|Presentation State Storage|Encapsulated/;
const objects = () => realFiles().filter(({ sopClass }) => KINDS.test(sopClass));

describe.skipIf(filesAbsent())('a real object without pictures', () => {
  it('is the same to the readers whether it came whole or as metadata', async () => {
    const requests = requestsTo(anArchive());
    const read = (dataset: Dataset, bulk: ReadonlyMap<string, Uint8Array>) => {
      const study = studyUid(textOf(dataset, '0020000D') ?? '');
      return atOnce(objectsRead([dataset], { source: 'Salford Royal', bulk, study }, documentsOf(requests)));
    };
    const seen: string[] = [];
    for (const file of objects()) {
      const { dataset } = await readPart10(readReal(file));
      const described = realObject(file.path.replace('dicom/', ''));
      const [whole, metadata] = [read(dataset, new Map()), read(described.dataset, described.bulk)];
      expect({ [file.path]: plain(whole) }).toEqual({ [file.path]: plain(metadata) });
      seen.push(file.path);
    }
    expect(seen.length).toBeGreaterThanOrEqual(18);
  });
});

describe.skipIf(objectsAbsent())('an archive that sends whole studies only', () => {
  const real = (path: string) => new Uint8Array(readFileSync(join(realRoot(), 'dicom', path)));

  it('gives the presentation state of a real file, with its tables', async () => {
    const { presentations, unreadable } = await objectsIn(real('pr-ko/prLUTs.dcm'), 'PR');
    expect(unreadable).toEqual([]);
    const [state] = presentations;
    const { dataset } = realObject('pr-ko/prLUTs.dcm');
    expect(state?.label).toBe(textOf(dataset, '00700080'));
    expect(state?.voi).toHaveLength(itemsOf(dataset, '00283110').length);
    expect(state?.notApplied).toEqual([]);
  });

  it('gives the key objects of a real file, a manifest among them', async () => {
    const { keyObjects } = await objectsIn(real('pr-ko/GK17285-KOS.dcm'), 'KO');
    const [keyObject] = keyObjects;
    const named = itemsOf(realObject('pr-ko/GK17285-KOS.dcm').dataset, '0040A730').filter((one) =>
      ['IMAGE', 'COMPOSITE'].includes(textOf(one, '0040A040') ?? ''),
    );
    expect(keyObject?.images).toHaveLength(named.length);
    expect(named.length).toBeGreaterThan(0);
  });

  it('gives the document of a real file, byte for byte, as often as it is asked for', async () => {
    const { reports } = await objectsIn(real('encapsulated/pdf.dcm'), 'DOC');
    const expected = realObject('encapsulated/pdf.dcm').bulk.get('00420011') ?? new Uint8Array();
    for (let time = 1; time <= 2; time++)
      expect(Buffer.compare(await bytesIn(reports[0]?.contents[0]), expected)).toBe(0);
    expect(expected.byteLength).toBe(369_380);
  });

  it('gives the reports of real files', async () => {
    const { reports } = await objectsIn(real('sr/test-SR.dcm'), 'SR');
    expect(reports).toMatchObject([{ title: 'Diagnosis', status: 'final' }]);
  });
});

describe('a document in a whole study', () => {
  const scan = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024).map((_, at) => at % 251);
  const documentOf = (bytes: Uint8Array, syntax: string) =>
    aFile(
      [
        ...imageElements({ '00080016': text('00080016', 'UI', PDF) }),
        raw('00420011', 'OB', bytes),
        raw('00420015', 'UL', Uint8Array.of(7, 0, 0, 0)),
      ],
      syntax,
    );

  it.each(['explicit', 'implicit', 'deflated'] as const)(
    'may be larger than any text may be, and ends where it says, in %s',
    async (syntax) => {
      const { reports } = await objectsIn(documentOf(scan(9), SYNTAX[syntax]), 'DOC');
      expect([...(await bytesIn(reports[0]?.contents[0]))]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    },
  );

  it('that is cut off is told as unreadable, with the reason', async () => {
    const cut = documentOf(scan(1), SYNTAX.explicit).slice(0, -100);
    const archive = sendingWhole(cut);
    const answer = await archive.objectsOf(STUDY, [{ uid: SERIES, modality: 'DOC' }], NEVER);
    expect(answer).toMatchObject({
      ok: true,
      value: { reports: [], unreadable: ['it cannot be read: truncated'] },
    });
  });
});
