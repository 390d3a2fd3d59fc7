import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames } from '../../../../src/dicomweb/frames/frames';
import { readPart10 } from '../../../../src/dicom/part10/file';
import type { VideoProgress } from '../../../../src/domain/study/video';
import { aFile, encapsulated, imageElements, text, words } from '../../part10-file';
import {
  anArchive,
  anInstance,
  aPixel,
  aServer,
  concat,
  frameAddress,
  INSTANCE,
  multipartBody,
  noObjects,
  RELATED,
  ROOT,
  SERIES,
  STUDY,
} from '../../wire';

const server = aServer();
const MPEG4 = '1.2.840.10008.1.2.4.102';
const where = 'Salford Royal';

/** It begins as an MP4 does; what follows nobody reads here. */
const STREAM = concat([
  Uint8Array.of(0, 0, 0, 16, 0x66, 0x74, 0x79, 0x70),
  Uint8Array.from({ length: 300 }, (_, at) => at),
]);

const film = (bulkUri?: string) =>
  anInstance({ image: aPixel({ transferSyntax: MPEG4, ...(bulkUri && { bulkUri }) }) }, 50);
const asked = (instance = film(), told: (progress: VideoProgress) => void = () => undefined) =>
  dicomwebFrames({ archiveOf: () => anArchive() }).video?.(instance, told, new AbortController().signal);

const part = (type: string, bytes: Uint8Array<ArrayBuffer>) => ({ headers: { 'Content-Type': type }, bytes });
const multipart = (...parts: ReturnType<typeof part>[]) =>
  new HttpResponse(multipartBody(parts), { headers: RELATED });
const frame = (answer: () => Response) => http.get(frameAddress(), answer);
const refused = (status: number) => frame(() => new HttpResponse(null, { status }));
const here = `${ROOT}/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}`;
const file = (fragments: readonly Uint8Array[]) =>
  aFile([...imageElements({ '00280008': text('00280008', 'IS', '50') }), encapsulated(fragments)], MPEG4);
const whole = (bytes: Uint8Array<ArrayBuffer>) =>
  http.get(here, () => multipart(part('application/dicom', bytes)));

describe('a video is fetched', () => {
  it.each(['video/mp4', `video/mp4; transfer-syntax=${MPEG4}`, 'application/octet-stream'])(
    'as its only frame, %s',
    async (type) => {
      server.use(frame(() => multipart(part(type, STREAM))));
      expect(await asked()).toEqual({ ok: true, value: { bytes: STREAM, rendered: false } });
    },
  );

  it('by the address that its metadata give, whose parts are its fragments, where it has no frames', async () => {
    server.use(
      refused(500),
      http.get(`${here}/bulk/7fe00010`, () =>
        multipart(
          part('application/octet-stream', new Uint8Array()),
          part('application/octet-stream', STREAM.slice(0, 100)),
          part('application/octet-stream', STREAM.slice(100)),
        ),
      ),
    );
    expect(await asked(film('bulk/7fe00010'))).toMatchObject({ value: { bytes: STREAM } });
  });

  it.each([400, 404, 406, 500])('out of the whole object where its frame is answered %d', async (status) => {
    server.use(refused(status), whole(file([STREAM.subarray(0, 200), STREAM.subarray(200)])));
    expect(await asked()).toMatchObject({ ok: true, value: { bytes: STREAM, rendered: false } });
  });

  it('as the archive renders it, and called so, where there is nothing else', async () => {
    server.use(
      refused(404),
      ...noObjects(),
      http.get(`${here}/rendered`, ({ request }) =>
        request.headers.get('accept') === 'video/mp4'
          ? new HttpResponse(STREAM, { headers: { 'Content-Type': 'video/mp4' } })
          : new HttpResponse(null, { status: 406 }),
      ),
    );
    expect(await asked()).toEqual({ ok: true, value: { bytes: STREAM, rendered: true } });
  });

  it('and how much is here is told, with how much there is', async () => {
    const told: VideoProgress[] = [];
    const length = String(STREAM.byteLength);
    server.use(
      frame(
        () =>
          new HttpResponse(STREAM, { headers: { 'Content-Type': 'video/mp4', 'Content-Length': length } }),
      ),
    );
    await asked(film(), (progress) => told.push(progress));
    expect(told).toEqual([{ received: STREAM.byteLength, expected: STREAM.byteLength }]);
  });
});

describe('a video is refused', () => {
  it('where it is larger than may be held, before a byte of it is read', async () => {
    const headers = { 'Content-Type': 'video/mp4', 'Content-Length': String(600 * 1024 * 1024) };
    server.use(frame(() => new HttpResponse(STREAM, { headers })));
    expect(await asked()).toEqual({
      ok: false,
      problem: { kind: 'too-large', what: 'a video of more than 512 MB' },
    });
  });

  it.each([
    ['a page', 'text/html', '<!doctype html><p>Sign in'],
    ['a page that is called a video', 'video/mp4', '<!doctype html><p>Sign in'],
    ['nothing', 'video/mp4', ''],
  ])('where all there is is %s', async (_, type, body) => {
    const page = () => new HttpResponse(body, { headers: { 'Content-Type': type } });
    server.use(frame(page), ...noObjects(), http.get(`${here}/rendered`, page));
    expect(await asked()).toMatchObject({ ok: false, problem: { where } });
  });

  it('where the session is over: no other way is tried', async () => {
    server.use(refused(401));
    expect(await asked()).toEqual({ ok: false, problem: { kind: 'unauthorised', where } });
  });

  it('where the object is another person’s than its metadata say', async () => {
    const other = aFile(
      [...imageElements({ '00100020': text('00100020', 'LO', '111') }), encapsulated([STREAM])],
      MPEG4,
    );
    server.use(refused(404), whole(other));
    const instance = { ...film(), person: { patientId: { value: '222' }, otherIds: [] } };
    expect(await asked(instance)).toMatchObject({ problem: { kind: 'different-person' } });
  });

  it('where its object has no pixel data, as having no picture', async () => {
    server.use(refused(404), whole(aFile(imageElements(), MPEG4)));
    expect(await asked()).toEqual({ ok: false, problem: { kind: 'no-picture' } });
  });
});

describe('the stream of a file', () => {
  it('is all of its fragments', async () => {
    const { stream, frameCount } = await readPart10(file([STREAM.subarray(0, 10), STREAM.subarray(10)]));
    expect([frameCount, stream()]).toEqual([50, STREAM]);
  });

  it.each([
    ['breaks off', file([STREAM]).subarray(0, -50), 'truncated'],
    ['is not encapsulated', aFile([...imageElements(), words('7FE00010', STREAM)]), 'no stream'],
  ])('is none where it %s', async (_, bytes, message) => {
    const { stream } = await readPart10(bytes);
    expect(stream).toThrow(message);
  });
});
