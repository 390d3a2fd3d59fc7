import type { RequestBody } from '../../src/http/request';

/** The parts of a store request, taken apart as an archive does. */
export async function multipartParts({ contentType, bytes }: RequestBody) {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const whole = Buffer.from(bytes);
  const mark = Buffer.from(`--${boundary}`);
  const starts: number[] = [];
  for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + 1)) starts.push(at);
  return starts.slice(0, -1).map((from, at) => {
    const part = whole.subarray(from + mark.length + 2, starts[at + 1]);
    const head = part.indexOf('\r\n\r\n');
    const type = /^Content-Type: (.+)$/m.exec(part.subarray(0, head).toString())?.[1] ?? '';
    return { type, bytes: part.subarray(head + 4, -2) };
  });
}
