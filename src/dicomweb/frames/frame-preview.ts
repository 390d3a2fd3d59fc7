import type { Result } from '../../domain/problem';
import { err } from '../../domain/problem';
import type { Frame } from '../../domain/study/study';
import type { Offers } from '../whole-studies/capabilities';
import { isMissing, renderedPicture } from './rendered-picture';
import type { Requests } from '../requests/request';

/** A frame as the archive renders it, small enough to be here long before its pixels are. */
export async function framePreview(
  requests: Requests,
  { instance: { study, series, uid, image }, number }: Frame,
  longest: number,
  offers: Offers,
  signal: AbortSignal,
): Promise<Result<Blob>> {
  if (offers.isAbsent('rendered')) return err({ kind: 'not-found', where: requests.archive.name });
  const path = ['studies', study, 'series', series, 'instances', uid, 'frames', String(number), 'rendered'];
  const url = requests.address(path);
  // In the picture's own proportions: archives fill what is left of a viewport with black.
  const { columns = 1, rows = 1 } = image ?? {};
  const scale = Math.min(1, longest / Math.max(columns, rows));
  url.search = `viewport=${Math.round(columns * scale)},${Math.round(rows * scale)}`;
  const answer = await renderedPicture(requests, url, signal);
  if (answer.ok) offers.seen('rendered');
  else if (isMissing(answer.problem)) offers.absent('rendered');
  return answer;
}
