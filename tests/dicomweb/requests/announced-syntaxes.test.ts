import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { dicomwebArchive } from '../../../src/dicomweb/archive';
import { announcedSyntaxes } from '../../../src/dicomweb/requests/announced-syntaxes';
import { earlyAnswers } from '../../../src/dicomweb/requests/early-answers';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import {
  aFrame,
  anArchive,
  anInstance,
  anInstanceAnswer,
  aPixel,
  aServer,
  frameAddress,
  INSTANCE,
  multipartBody,
  RELATED,
  ROOT,
  SERIES,
  STUDY,
} from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const JPEG_LS = '1.2.840.10008.1.2.4.80';
const HTJ2K = '1.2.840.10008.1.2.4.202';
const BYTES = Uint8Array.from({ length: 200 }, (_, at) => at);

/** A body whose pieces come when the test says so. */
function heldBody() {
  let held: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (held = controller) });
  return {
    stream,
    send: (bytes: Uint8Array) => held?.enqueue(bytes),
    close: () => held?.close(),
    break: () => held?.error(new TypeError('reset')),
  };
}

/** An archive of one frame, whose answer comes piece by piece, and what was told of it. */
function oneFrame(headers: Record<string, string>, partType?: string) {
  const body = heldBody();
  server.use(http.get(frameAddress(), () => new HttpResponse(body.stream, { headers })));
  const syntaxes = announcedSyntaxes();
  const address = anArchive({ timeout: 20_000, syntaxes, early: earlyAnswers() });
  const frames = dicomwebFrames({ archiveOf: () => address, syntaxes });
  const told: string[] = [];
  frames.onSyntax?.((syntax) => told.push(syntax), NEVER);
  const whole = multipartBody([
    { headers: partType === undefined ? {} : { 'Content-Type': partType }, bytes: BYTES },
  ]);
  return { body, frames, address, told, whole };
}

const framed = (transferSyntax?: string) => aFrame(1, anInstance({ image: aPixel({ transferSyntax }) }));
const octets = (syntax: string) => `application/octet-stream; transfer-syntax=${syntax}`;

describe('the transfer syntax of a frame on its way', () => {
  it('is told as soon as the part’s header is here, however it is cut, and the frame is whole', async () => {
    const { body, frames, told, whole } = oneFrame(RELATED, octets(JPEG_LS));
    const wanted = frames.frame(framed(), 'now', NEVER);
    body.send(whole.slice(0, 30));
    body.send(whole.slice(30, 110));
    await expect.poll(() => told).toEqual([JPEG_LS]);
    body.send(whole.slice(110));
    body.close();
    expect(await wanted).toEqual({ ok: true, value: { bytes: BYTES, transferSyntax: JPEG_LS } });
    expect(told).toEqual([JPEG_LS]);
  });

  it('is told by the answer’s own media type where it is no multipart', async () => {
    const { body, frames, told } = oneFrame({ 'Content-Type': octets(HTJ2K) });
    const wanted = frames.frame(framed(), 'now', NEVER);
    await expect.poll(() => told).toEqual([HTJ2K]);
    body.send(BYTES);
    body.close();
    expect(await wanted).toMatchObject({ ok: true, value: { transferSyntax: HTJ2K } });
  });

  it('is what the metadata says where the part leaves it out', async () => {
    const { body, frames, told, whole } = oneFrame(RELATED, 'application/octet-stream');
    const wanted = frames.frame(framed(JPEG_LS), 'now', NEVER);
    body.send(whole);
    body.close();
    await wanted;
    expect(told).toEqual([JPEG_LS]);
  });

  it('is not told of what is no picture', async () => {
    const { body, frames, told } = oneFrame({ 'Content-Type': 'text/html' });
    const wanted = frames.frame(framed(JPEG_LS), 'now', NEVER);
    body.send(BYTES);
    body.close();
    expect(await wanted).toMatchObject({ ok: false });
    expect(told).toEqual([]);
  });

  it('is no longer told to somebody who has left', async () => {
    const { body, frames, whole } = oneFrame(RELATED, octets(JPEG_LS));
    const left = new AbortController();
    const told = vi.fn();
    frames.onSyntax?.(told, left.signal);
    left.abort();
    body.send(whole);
    body.close();
    expect(await frames.frame(framed(), 'now', NEVER)).toMatchObject({ ok: true });
    expect(told).not.toHaveBeenCalled();
  });
});

describe('of a frame that is asked for beside its own metadata', () => {
  /** Begins the frame by asking for its instance, whose metadata come when the test says so. */
  function begun(...how: Parameters<typeof oneFrame>) {
    const one = oneFrame(...how);
    const instances = `${ROOT}/studies/${STUDY}/series/${SERIES}/instances`;
    let describe: () => void = () => undefined;
    const described = new Promise<void>((resolve) => (describe = resolve));
    server.use(
      http.get(`${instances}/${INSTANCE}/metadata`, async () => {
        await described;
        return HttpResponse.json([anInstanceAnswer(INSTANCE)]);
      }),
    );
    const metadata = dicomwebArchive(one.address).instanceOf(STUDY, SERIES, INSTANCE, NEVER);
    return { ...one, metadata, describe };
  }

  it('it is told while the metadata are awaited, and every byte is there for whoever asks later', async () => {
    const { body, frames, told, whole, metadata, describe } = begun(RELATED, octets(JPEG_LS));
    body.send(whole.slice(0, 120));
    await expect.poll(() => told).toEqual([JPEG_LS]);
    describe();
    expect(await metadata).toMatchObject({ ok: true });
    const wanted = frames.frame(framed(), 'now', NEVER);
    body.send(whole.slice(120));
    body.close();
    expect(await wanted).toEqual({ ok: true, value: { bytes: BYTES, transferSyntax: JPEG_LS } });
  });

  it('its bytes are there too for somebody who asks before the header has come', async () => {
    const { body, frames, told, whole, metadata, describe } = begun(RELATED, octets(JPEG_LS));
    body.send(whole.slice(0, 20));
    describe();
    await metadata;
    const wanted = frames.frame(framed(), 'now', NEVER);
    body.send(whole.slice(20, 40));
    body.send(whole.slice(40));
    body.close();
    expect(await wanted).toEqual({ ok: true, value: { bytes: BYTES, transferSyntax: JPEG_LS } });
    expect(told).toContain(JPEG_LS);
  });

  it('an answer that breaks at its beginning is as broken for whoever asks later', async () => {
    const { body, frames, told, whole, metadata, describe } = begun(RELATED, octets(JPEG_LS));
    body.send(whole.slice(0, 20));
    body.break();
    describe();
    await metadata;
    expect(await frames.frame(framed(), 'now', NEVER)).toMatchObject({
      ok: false,
      problem: { kind: 'unreachable' },
    });
    expect(told).toEqual([]);
  });

  it('an answer of one part is told by its own media type, and left to its reader', async () => {
    const { body, frames, told, metadata, describe } = begun({ 'Content-Type': octets(HTJ2K) });
    await expect.poll(() => told).toEqual([HTJ2K]);
    describe();
    await metadata;
    const wanted = frames.frame(framed(), 'now', NEVER);
    body.send(BYTES);
    body.close();
    expect(await wanted).toEqual({ ok: true, value: { bytes: BYTES, transferSyntax: HTJ2K } });
  });
});
