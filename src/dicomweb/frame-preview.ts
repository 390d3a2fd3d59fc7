import type { Result } from '../domain/problem';
import { failed } from '../domain/problem';
import type { Frame } from '../domain/study';
import type { Offers } from './offers';
import { isMissing, renderedPicture } from './rendered-picture';
import type { Requests } from './request';

/** A frame as the archive renders it, small enough to be here long before its pixels are. */
export async function framePreview(
  requests: Requests,
  { instance: { study, series, uid }, number }: Frame,
  longest: number,
  offers: Offers,
  signal: AbortSignal,
): Promise<Result<Blob>> {
  if (offers.isAbsent('rendered')) return failed({ kind: 'not-found', where: requests.archive.name });
  const path = ['studies', study, 'series', series, 'instances', uid, 'frames', String(number), 'rendered'];
  const url = requests.address(path);
  url.search = `viewport=${longest},${longest}`;
  const answer = await renderedPicture(requests, url, signal);
  if (answer.ok) offers.seen('rendered');
  else if (isMissing(answer.problem)) offers.absent('rendered');
  return answer;
}
