import { randomUUID } from 'node:crypto';

export interface Part {
  readonly type: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/**
 * A `multipart/related` answer (RFC 2387), each part made when the one before it has been taken: a study of 300 slices
 * never lies in memory at once.
 * @param rootType what the `type` parameter says
 */
export function multipartResponse(rootType: string, parts: readonly Part[]): Response {
  const boundary = `plainfilm-${randomUUID()}`;
  const encoder = new TextEncoder();
  const queue = [...parts];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = queue.shift();
      if (!part) {
        controller.enqueue(encoder.encode(`\r\n--${boundary}--\r\n`));
        controller.close();
        return;
      }
      const bytes = await part.bytes();
      const head = `\r\n--${boundary}\r\nContent-Type: ${part.type}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
      controller.enqueue(encoder.encode(head));
      controller.enqueue(bytes);
    },
    cancel() {
      queue.length = 0;
    },
  });
  const type = `multipart/related; type="${rootType}"; boundary=${boundary}`;
  return new Response(body, { status: 200, headers: { 'Content-Type': type } });
}
