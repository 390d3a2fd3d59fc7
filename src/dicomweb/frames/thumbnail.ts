import type { SeriesUid, StudyUid } from '../../domain/ids';
import type { Result } from '../../domain/problem';
import type { Offers } from '../whole-studies/capabilities';
import { isMissing, renderedPicture } from './rendered-picture';
import type { Requests } from '../requests/request';

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
    const small = await renderedPicture(requests, address('thumbnail'), signal);
    if (small.ok) offers.seen('thumbnail');
    if (small.ok || !isMissing(small.problem)) return small;
  }
  const rendered = await renderedPicture(requests, address('rendered'), signal);
  if (rendered.ok) offers.absent('thumbnail');
  return rendered;
}
