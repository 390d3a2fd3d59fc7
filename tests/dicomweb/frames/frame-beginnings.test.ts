import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { EncodedFrame } from '../../../src/domain/ports/frames';
import { frameBeginnings } from '../../../src/dicomweb/frames/frame-beginnings';
import { dicomwebFrames } from '../../../src/dicomweb/frames/frames';
import {
  aFrame,
  anArchive,
  anInstance,
  aPixel,
  aServer,
  frameAddress,
  multipartBody,
  RELATED,
} from '../wire';

const server = aServer();
const NEVER = new AbortController().signal;
const HTJ2K = '1.2.840.10008.1.2.4.201';
const kB = 1024;
/** What is looked at here are bytes; which picture is in them is the decoder's part. */
const STREAM = Uint8Array.from({ length: 400 * kB }, (_, at) =>
  at < 4 ? ([0xff, 0x4f, 0xff, 0x51][at] ?? 0) : at % 251,
);
const frame = () =>
  aFrame(1, anInstance({ image: aPixel({ rows: 1024, columns: 1024, transferSyntax: HTJ2K }) }));

/** A server that sends one frame piece by piece, and somebody who looks at its beginning. */
function arriving(headers: Record<string, string>, body: Uint8Array) {
  let held: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (held = controller) });
  server.use(http.get(frameAddress(), () => new HttpResponse(stream, { headers })));
  const beginnings = frameBeginnings();
  const address = anArchive({ timeout: 20_000, beginnings });
  const frames = dicomwebFrames({ archiveOf: () => address, beginnings });
  const told: EncodedFrame[] = [];
  const looking = new AbortController();
  const look = () => frames.onBeginning?.(frame(), (beginning) => told.push(beginning), looking.signal);
  const answer = frames.frame(frame(), 'now', NEVER);
  let sent = 0;
  return {
    told,
    look,
    looking,
    answer,
    send: (upTo: number) => {
      held?.enqueue(body.subarray(sent, upTo));
      sent = upTo;
      if (upTo === body.byteLength) held?.close();
    },
  };
}

const part = (type: string) => multipartBody([{ headers: { 'Content-Type': type }, bytes: STREAM }]);
const sizes = (told: readonly EncodedFrame[]) => told.map(({ bytes }) => bytes.byteLength);

describe('the beginning of a frame that is arriving', () => {
  it('is shown once some of it is here, and once a quarter is, with its syntax', async () => {
    const body = part(`image/jphc; transfer-syntax=${HTJ2K}`);
    const { told, look, send, answer } = arriving(
      { ...RELATED, 'Content-Length': String(body.byteLength) },
      body,
    );
    look();
    send(20 * kB);
    send(60 * kB);
    await vi.waitFor(() => expect(sizes(told)).toEqual([48 * kB]));
    send(90 * kB);
    send(200 * kB);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(told[1]?.bytes.byteLength).toBe(Math.floor(body.byteLength / 4));
    expect(told.every(({ transferSyntax }) => transferSyntax === HTJ2K)).toBe(true);
    for (const { bytes } of told) expect(bytes).toEqual(STREAM.subarray(0, bytes.byteLength));
    send(body.byteLength);
    expect(await answer).toMatchObject({ ok: true, value: { transferSyntax: HTJ2K } });
    expect(told).toHaveLength(2);
  });

  it('is shown of an answer that is the frame alone', async () => {
    const { told, look, send } = arriving({ 'Content-Type': 'image/jphc' }, STREAM);
    look();
    send(100 * kB);
    await vi.waitFor(() => expect(sizes(told)).toEqual([48 * kB]));
  });

  it('is shown to who begins to look while it arrives, of what is here by then', async () => {
    const { told, look, send } = arriving(RELATED, part('image/jphc'));
    send(100 * kB);
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual([]);
    look();
    send(120 * kB);
    await vi.waitFor(() => expect(sizes(told)).toEqual([48 * kB]));
  });

  it('is not shown to who looks no more', async () => {
    const { told, look, looking, send, answer } = arriving(RELATED, part('image/jphc'));
    look();
    looking.abort();
    send(part('image/jphc').byteLength);
    await answer;
    expect(told).toEqual([]);
  });

  it('is not shown of a coding that has no picture in its first bytes', async () => {
    const body = part('image/jls');
    const { told, look, send, answer } = arriving(RELATED, body);
    look();
    send(body.byteLength);
    await answer;
    expect(told).toEqual([]);
  });
});
