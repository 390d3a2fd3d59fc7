import { documentsOf } from '../../src/dicomweb/objects/encapsulated-bytes';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { encapsulatedFrom } from '../../src/dicomweb/objects/encapsulated';
import { requestsTo } from '../../src/dicomweb/requests/request';
import { objectsAbsent, realObject } from './objects-wire';
import { anArchive, aServer, multipartBody, OCTETS, RELATED, ROOT } from './wire';

const server = aServer();

it.skipIf(objectsAbsent())('a real encapsulated PDF gives its document, byte for byte', async () => {
  const { dataset, bulk } = realObject('encapsulated/pdf.dcm');
  const bytes = new Uint8Array(bulk.get('00420011') ?? []);
  expect(bytes.byteLength).toBe(369_380);
  const study = '2.16.840.1.113662.2.1.53544936282433.12345.336.16650';
  server.use(
    http.get(
      `${ROOT}/studies/${study}/*/00420011`,
      () => new HttpResponse(multipartBody([{ headers: OCTETS, bytes }]), { headers: RELATED }),
    ),
  );
  const report = encapsulatedFrom(
    dataset,
    { source: 'Salford Royal', bulk: new Map() },
    documentsOf(requestsTo(anArchive())),
  );
  // The file says neither who, nor when, nor whether it was verified: nothing of it is made up.
  expect(report).toMatchObject({
    id: '1.2.276.0.7230010.3.1.4.368843532.32020.1619168794.980',
    status: 'unknown',
    issued: '2021-04-23T12:06:34',
    authors: [],
    studies: [study],
    accessionNumbers: [],
    person: { name: { family: 'SMITH', given: ['HAROLD'] } },
  });
  expect(report.title).toBeUndefined();
  const [content] = report.contents;
  if (content?.kind !== 'attachment') throw new Error('no attachment');
  expect(content.mediaType).toBe('application/pdf');
  const answer = await content.bytes(new AbortController().signal);
  expect(answer.ok && Buffer.from(answer.value).equals(Buffer.from(bytes))).toBe(true);
});
