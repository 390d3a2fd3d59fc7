import type { Problem, Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import { partsIn } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import { accepting, BULK_OCTETS } from './accepting';
import type { Requests } from './request';

/**
 * Bulk data as bytes (PS3.18 §10.4.1.1.5), at most `limit` of them, from the first of these addresses that has them. Rejects
 * only when aborted.
 */
export async function octetsAt(
  requests: Requests,
  addresses: readonly URL[],
  limit: number,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  let last: Result<Uint8Array> = err({ kind: 'not-found', where: requests.archive.name });
  for (const url of addresses) {
    last = await octetsOf(requests, url, limit, signal);
    // Who was silent at one address is not waited for at another.
    if (last.ok || last.problem.kind === 'timed-out') return last;
  }
  return last;
}

async function octetsOf(
  requests: Requests,
  url: URL,
  limit: number,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const answer = await accepting(requests, 'bulk', url, BULK_OCTETS, signal);
  if (!answer.ok) return answer;
  const { where } = answer.value;
  return settled(async () => {
    for await (const { mediaType, bytes } of partsIn(answer.value, { parts: 1, partSize: limit })) {
      // A page instead of a table: what a table begins with, nothing tells.
      if (/html|json|xml/.test(mediaType.type) || isPage(bytes))
        throw new Failure(malformed(where, `${mediaType.type || 'a page'} instead of bulk data`));
      return bytes;
    }
    throw new Failure(malformed(where, 'bulk data without a part'));
  });
}

const isPage = (bytes: Uint8Array) =>
  /^\s*<(!doctype|html|\?xml)/i.test(new TextDecoder('latin1').decode(bytes.subarray(0, 64)));

const malformed = (where: string, what: string): Problem => ({ kind: 'malformed', where, what });
