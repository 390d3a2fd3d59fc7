import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../src/dicomweb/whole-studies/whole-studies';
import { serverCapabilities } from '../../src/http/question-forms';
import { codestream, jpeg, rle } from './codestreams';
import { aFile, imageElements, PIXELS, text, words } from './part10-file';
import {
  aFrame,
  anArchive,
  anInstance,
  aPixel,
  aServer,
  concat,
  frameAddress,
  multipartBody,
  OCTETS,
  ROOT,
  STUDY,
} from './wire';

/* One line for each habit of a server with frames: what it sends, and what is made of it. */

const server = aServer();
const NEVER = new AbortController().signal;
const RELATED = 'multipart/related; type="application/octet-stream"; boundary=BOUNDARY';
const EXPLICIT = '1.2.840.10008.1.2.1';
const syntax = (end: string) => `1.2.840.10008.1.2.4.${end}`;

const setting = () => {
  const address = anArchive({ capabilities: serverCapabilities() });
  return dicomwebFrames({ archiveOf: () => address, wholeStudies: wholeStudies({ linger: 0 }) });
};
const frame = (at = aFrame(), frames = setting()) => frames.frame(at, 'stack', NEVER);
const answering = (bytes: Uint8Array<ArrayBuffer>, type: string, numbers = '1') =>
  server.use(
    http.get(frameAddress(numbers), () => new HttpResponse(bytes, { headers: { 'Content-Type': type } })),
  );
const multi = (image = aPixel({ transferSyntax: undefined })) => anInstance({ image }, 3);

describe('a frame at an archive that', () => {
  const part = (type: string, bytes: Uint8Array = PIXELS) =>
    multipartBody([{ headers: type ? { 'Content-Type': type } : {}, bytes }]);
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    [
      'writes its boundary in single quotes',
      part(OCTETS['Content-Type']),
      "multipart/related; boundary='BOUNDARY'",
    ],
    ['writes it in double quotes', part(OCTETS['Content-Type']), 'multipart/related; boundary="BOUNDARY"'],
    ['names another boundary', part(''), 'multipart/related; boundary=other'],
    ['names none', part(''), 'Multipart/Related'],
    ['labels one bare part as multipart', PIXELS, RELATED],
    ['leaves the multipart header out', part('application/octet-stream'), ''],
    ['calls a multipart body octets', part('application/octet-stream'), 'application/octet-stream'],
    ['labels frames application/dicom', PIXELS, `application/dicom; transfer-syntax=${EXPLICIT}`],
    ['labels frames text/plain', PIXELS, 'text/plain'],
    ['labels frames as something of its own', PIXELS, 'application/x-raw'],
    ['leaves every header out', part(''), ''],
    ['labels frames as pictures', PIXELS, 'image/jp2'],
    ['labels plain samples as compressed', part(`image/jls; transfer-syntax=${syntax('80')}`), RELATED],
  ])('%s is its plain samples', async (_, bytes, type) => {
    answering(bytes, type);
    expect(await frame()).toEqual({ ok: true, value: { bytes: PIXELS, transferSyntax: EXPLICIT } });
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string, string]>([
    ['JPEG baseline', jpeg(0xc0), 'application/octet-stream', syntax('50')],
    ['JPEG of 12 bits', jpeg(0xc1), 'application/octet-stream', syntax('51')],
    ['JPEG lossless', jpeg(0xc3, 1), 'application/octet-stream', syntax('70')],
    ['JPEG lossless of another predictor', jpeg(0xc3, 4), '', syntax('57')],
    ['JPEG-LS', jpeg(0xf7), 'text/plain', syntax('80')],
    ['JPEG-LS that lost something', jpeg(0xf7, 3), '', syntax('81')],
    ['JPEG 2000', codestream(0, 1), 'application/dicom', syntax('90')],
    ['JPEG 2000 that lost something', codestream(0, 0), '', syntax('91')],
    ['HTJ2K', codestream(0x4000, 1), '', syntax('201')],
    ['HTJ2K that lost something', codestream(0x4000, 0), '', syntax('203')],
    ['JPEG XL', Uint8Array.of(0xff, 0x0a, 1, 2), '', syntax('112')],
    ['RLE', rle(), '', '1.2.840.10008.1.2.5'],
    [
      'JPEG lossless under the name of baseline',
      jpeg(0xc3, 1),
      `image/jpeg; transfer-syntax=${syntax('50')}`,
      syntax('70'),
    ],
    [
      'baseline under a lossless name',
      jpeg(0xc0),
      `image/jpeg; transfer-syntax=${syntax('70')}`,
      syntax('50'),
    ],
    [
      'JPEG-LS named as plain',
      jpeg(0xf7),
      `application/octet-stream; transfer-syntax=${EXPLICIT}`,
      syntax('80'),
    ],
    ['a name in single quotes', jpeg(0xf7), `image/jls; transfer-syntax='${syntax('81')}'`, syntax('81')],
    [
      'a name in another parameter',
      jpeg(0xf7),
      `image/jls; TransferSyntaxUID="${syntax('81')}"`,
      syntax('81'),
    ],
  ])(
    'does not say, or says wrongly, that it is %s has the coding of its bytes',
    async (_, bytes, type, expected) => {
      answering(bytes, type);
      const image = aPixel({ transferSyntax: undefined });
      expect(await frame(aFrame(1, anInstance({ image })))).toMatchObject({
        ok: true,
        value: { transferSyntax: expected },
      });
    },
  );

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['nothing that names itself', Uint8Array.of(1, 2, 3), 'coding-unknown'],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'malformed'],
    ['a page', new TextEncoder().encode('<html>Sign in</html>'), 'malformed'],
    ['a video', new TextEncoder().encode('\0\0\0 ftypisom'), 'malformed'],
  ])('sends %s without a word is refused for what it is', async (_, bytes, kind) => {
    answering(bytes, 'application/octet-stream');
    const image = aPixel({ transferSyntax: undefined });
    expect(await frame(aFrame(1, anInstance({ image })))).toMatchObject({ problem: { kind } });
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string, boolean]>([
    ['bytes of a codestream', jpeg(0xf7), 'image/jls', false],
    ['all plain samples', PIXELS, 'application/octet-stream', true],
    ['a multipart, which is whole', part('image/jls', jpeg(0xf7)), RELATED, true],
  ])('answers 206 with %s: what is missing is not the picture’s fault', async (_, bytes, type, ok) => {
    server.use(
      http.get(
        frameAddress('1'),
        () => new HttpResponse(bytes, { status: 206, headers: { 'Content-Type': type } }),
      ),
    );
    const image = aPixel({ transferSyntax: undefined });
    expect(await frame(aFrame(1, anInstance({ image })))).toMatchObject(
      ok ? { ok } : { problem: { kind: 'malformed', what: 'a part of a frame' } },
    );
  });

  /** Every part of the Accept header that an archive may not want, by every status of such a refusal */
  const UNWANTED: readonly (readonly [string, RegExp])[] = [
    ['a type without quotes', /type=[^"]/],
    ['a transfer syntax', /transfer-syntax/],
    ['a type in any form', /type=/],
    ['multipart', /multipart/],
  ];
  it.each(
    UNWANTED.flatMap(([what, form]) =>
      [400, 406, 413, 414, 415, 422, 431, 500, 501].map((status) => [what, status, form] as const),
    ),
  )(
    'does not want %s and says %i is asked in a plainer form, and at once so from then on',
    async (_, status, form) => {
      const asked: string[] = [];
      server.use(
        http.get(frameAddress(':number'), ({ request }) => {
          const accept = request.headers.get('accept') ?? '';
          asked.push(accept);
          return form.test(accept)
            ? new HttpResponse(null, { status })
            : new HttpResponse(part(''), { headers: { 'Content-Type': RELATED } });
        }),
      );
      const here = setting();
      expect((await frame(aFrame(), here)).ok).toBe(true);
      const before = asked.length;
      expect((await frame(aFrame(), here)).ok).toBe(true);
      expect(asked.slice(before).filter((accept) => form.test(accept))).toEqual([]);
    },
  );

  it('wants quotes is asked again in quotes, and at once so from then on', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(frameAddress(':number'), ({ request }) => {
        const accept = request.headers.get('accept') ?? '';
        asked.push(accept);
        return accept.includes('type="')
          ? new HttpResponse(part(''), { headers: { 'Content-Type': RELATED } })
          : new HttpResponse(null, { status: 406 });
      }),
    );
    const here = setting();
    expect((await frame(aFrame(), here)).ok).toBe(true);
    expect((await frame(aFrame(), here)).ok).toBe(true);
    expect(asked.map((accept) => accept?.includes('"'))).toEqual([false, true, true]);
  });

  const file = (change = {}) => aFile([...imageElements(change), words('7FE00010', PIXELS)]);
  it('sends whole objects gives the frame out of it, and objects are asked for from then on', async () => {
    const asked: string[] = [];
    server.events.on('request:start', ({ request }) => void asked.push(request.url));
    answering(file(), 'application/dicom');
    const here = setting();
    expect(await frame(aFrame(), here)).toMatchObject({ ok: true, value: { bytes: PIXELS } });
    expect(await frame(aFrame(), here)).toMatchObject({ ok: true, value: { bytes: PIXELS } });
    expect(asked).toEqual([frameAddress()]);
    server.events.removeAllListeners();
  });

  it.each([
    ['person', { '00100020': text('00100020', 'LO', '1') }, 'different-person'],
    ['series', { '0020000E': text('0020000E', 'UI', '1.2.3') }, 'malformed'],
    ['instance', { '00080018': text('00080018', 'UI', '1.2.3') }, 'malformed'],
  ])('sends the object of another %s shows nothing of it', async (_, change, kind) => {
    answering(file(change), 'application/dicom');
    const patientId = { value: '9434765919' };
    const instance = anInstance({ person: { otherIds: [], patientId } });
    expect(await frame(aFrame(1, instance))).toMatchObject({ problem: { kind } });
  });

  const noObject = () =>
    server.use(http.get(`${ROOT}/studies/${STUDY}*`, () => new HttpResponse(null, { status: 404 })));
  it.each<[string, Uint8Array<ArrayBuffer>, number | undefined]>([
    ['all plain frames in one part', concat([1, 2, 3].map((fill) => new Uint8Array(16).fill(fill))), 2],
    ['all codestreams in one part', concat([1, 2, 3].map((fill) => jpeg(0xf7, 0, fill))), 2],
    [
      'codestreams with padding',
      concat([1, 2, 3].flatMap((fill) => [jpeg(0xf7, 0, fill), new Uint8Array(1)])),
      2,
    ],
    ['two codestreams of three', concat([1, 2].map((fill) => jpeg(0xf7, 0, fill))), undefined],
    ['a codestream and something else', concat([jpeg(0xf7), Uint8Array.of(1, 2, 3)]), undefined],
  ])('sends %s for frame 2 gives frame 2 or none, never frame 1', async (_, bytes, fill) => {
    noObject();
    answering(bytes, 'application/octet-stream', '2');
    const result = await frame(aFrame(2, multi()));
    if (fill === undefined) return expect(result).toMatchObject({ problem: { kind: 'malformed' } });
    expect(result.ok && [...result.value.bytes].includes(fill)).toBe(true);
    expect(result.ok && result.value.bytes.at(result.value.bytes.length === 16 ? 0 : 25)).toBe(fill);
  });
});
