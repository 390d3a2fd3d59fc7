import type { Problem, Result } from '../../domain/problem';
import { partsIn } from '../../http/answer-parts';
import { Failure, settled } from '../../http/failure';
import type { Requests } from './request';

/** Bulk data as bytes (PS3.18 §10.4.1.1.5), at most `limit` of them. Rejects only when aborted. */
export async function octetsOf(
  requests: Requests,
  url: URL,
  limit: number,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const answer = await requests.get(url, 'multipart/related; type=application/octet-stream', signal);
  if (!answer.ok) return answer;
  return settled(async () => {
    for await (const { mediaType, bytes } of partsIn(answer.value, { parts: 1, partSize: limit })) {
      if (mediaType.type === '' || mediaType.type === 'application/octet-stream') return bytes;
      throw new Failure(malformed(answer.value.where, `${mediaType.type} instead of bulk data`));
    }
    throw new Failure(malformed(answer.value.where, 'bulk data without a part'));
  });
}

const malformed = (where: string, what: string): Problem => ({ kind: 'malformed', where, what });
