import type { Problem, Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import { settled } from '../../http/failure';
import type { Requests } from '../requests/request';

const MOST = 4 * 1024 * 1024;

/**
 * A picture that the archive made (PS3.18 §10.4.1.1.3, §10.4.1.1.4). Anything it answers to say that it makes none is
 * `not-found`.
 */
export async function renderedPicture(
  requests: Requests,
  url: URL,
  signal: AbortSignal,
): Promise<Result<Blob>> {
  const notFound: Problem = { kind: 'not-found', where: requests.archive.name };
  const answer = await requests.get(url, 'image/jpeg', signal);
  if (!answer.ok) return isMissing(answer.problem) ? err(notFound) : answer;
  const { type } = answer.value.mediaType;
  if (!['image/jpeg', 'image/png', 'image/gif', 'image/webp'].includes(type)) {
    answer.value.discard();
    return err(notFound);
  }
  const bytes = await settled(() => answer.value.bytes(MOST));
  return bytes.ok ? { ok: true, value: new Blob([new Uint8Array(bytes.value)], { type }) } : bytes;
}

/** 4xx and 501 of a resource that is optional */
export function isMissing(problem: Problem): boolean {
  if (problem.kind === 'failed') return problem.status < 500 || problem.status === 501;
  return problem.kind === 'not-found';
}
