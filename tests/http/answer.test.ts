import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerOf } from '../../src/http/answer';
import { partsIn } from '../../src/http/answer-parts';
import { deadline } from '../../src/http/deadline';

const CRLF = '\r\n';
const PART = `--x${CRLF}Content-Type: application/octet-stream${CRLF}${CRLF}pixels${CRLF}--x--`;

/** A body of these chunks, the rest only when it is asked for; then it goes on for ever, or is silent, or ends. */
function aBody(chunks: readonly string[], then: 'end' | 'silence' | 'more') {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const seen = { ended: false, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.shift() ?? (then === 'more' ? new Uint8Array(1000) : undefined);
        if (next) return controller.enqueue(next);
        if (then === 'silence') return new Promise(() => undefined);
        seen.ended = true;
        controller.close();
      },
      cancel: () => void (seen.cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

function anAnswer(body: ReadableStream, caller = new AbortController().signal) {
  const headers = { 'content-type': 'multipart/related; boundary=x' };
  return answerOf(new Response(body, { headers }), deadline(8000, caller), 'Salford Royal', () => ({
    kind: 'unreachable',
    where: 'Salford Royal',
  }));
}

async function read(body: ReadableStream) {
  const parts = [];
  for await (const part of partsIn(anAnswer(body), { parts: 1, partSize: 1000 })) parts.push(part);
  return parts.map(({ bytes }) => new TextDecoder().decode(bytes));
}

describe('an answer of which nothing more is wanted', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  it.each([
    ['with its last bytes', [PART]],
    ['a line’s end later', [PART, CRLF]],
  ])('is read to its end where that comes %s: the connection is kept', async (_, chunks) => {
    const { body, seen } = aBody(chunks, 'end');
    expect(await read(body)).toEqual(['pixels']);
    await passed(10);
    expect(seen).toEqual({ ended: true, cancelled: false });
  });

  it('is cancelled where it goes on', async () => {
    const { body, seen } = aBody([PART, CRLF], 'more');
    expect(await read(body)).toEqual(['pixels']);
    await passed(10);
    expect(seen.cancelled).toBe(true);
  });

  it('is cancelled where it falls silent', async () => {
    const { body, seen } = aBody([PART], 'silence');
    expect(await read(body)).toEqual(['pixels']);
    await passed(1000);
    expect(seen.cancelled).toBe(false);
    await passed(2000);
    expect(seen.cancelled).toBe(true);
  });

  it('is read to its end where it was not wanted at all, and is short', async () => {
    const { body, seen } = aBody(['{"resourceType":"AuditEvent"}'], 'end');
    anAnswer(body).discard();
    await passed(10);
    expect(seen).toEqual({ ended: true, cancelled: false });
  });
});
