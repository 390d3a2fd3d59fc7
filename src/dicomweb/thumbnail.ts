import type { SeriesUid, StudyUid } from '../domain/ids';
import type { Problem, Result } from '../domain/problem';
import { failed } from '../domain/problem';
import { settled } from './failure';
import type { Offers } from './offers';
import type { Requests } from './request';

const MOST = 4 * 1024 * 1024;
/** Pixels on the longer side of what is asked for where an archive scales */
const SIZE = 200;

/**
 * A small picture of a series (PS3.18 §10.4.1.1.4), or its rendered form where the archive makes no thumbnails.
 * Anything an archive answers to say that it makes neither is `not-found`.
 */
export async function thumbnailOf(
  requests: Requests,
  study: StudyUid,
  series: SeriesUid,
  offers: Offers,
  signal: AbortSignal,
): Promise<Result<Blob>> {
  const address = (resource: string) => {
    const url = requests.address(['studies', study, 'series', series, resource]);
    url.search = `viewport=${SIZE},${SIZE}`;
    return url;
  };
  if (!offers.isAbsent('thumbnail')) {
    const small = await picture(requests, address('thumbnail'), signal);
    if (small.ok) offers.seen('thumbnail');
    if (small.ok || !isMissing(small.problem)) return small;
  }
  const rendered = await picture(requests, address('rendered'), signal);
  if (rendered.ok) offers.absent('thumbnail');
  return rendered;
}

async function picture(requests: Requests, url: URL, signal: AbortSignal): Promise<Result<Blob>> {
  const notFound: Problem = { kind: 'not-found', where: requests.archive.name };
  const answer = await requests.get(url, 'image/jpeg', signal);
  if (!answer.ok) return isMissing(answer.problem) ? failed(notFound) : answer;
  const { type } = answer.value.mediaType;
  if (!['image/jpeg', 'image/png', 'image/gif', 'image/webp'].includes(type)) {
    answer.value.discard();
    return failed(notFound);
  }
  const bytes = await settled(() => answer.value.bytes(MOST));
  return bytes.ok ? { ok: true, value: new Blob([new Uint8Array(bytes.value)], { type }) } : bytes;
}

/** 4xx and 501 of a resource that is optional */
function isMissing(problem: Problem): boolean {
  if (problem.kind === 'failed') return problem.status < 500 || problem.status === 501;
  return problem.kind === 'not-found';
}
