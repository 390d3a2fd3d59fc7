import type { Answered, Shortfall } from '../../domain/knowledge/remote';
import type { Problem, Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Dataset } from '../../dicom/dataset';
import { mayBeOfForm, type ServerCapabilities } from '../../http/question-forms';
import { saidIncomplete } from '../requests/json-answer';
import type { Page } from './search-forms';

/** More pages, and more results, than any patient fills: an archive that never ends is not believed. */
const MOST_PAGES = 400;
const MOST_RESULTS = 20_000;

interface Paging {
  readonly capabilities: ServerCapabilities;
  /** What is searched for: pages of studies and of series may differ in size */
  readonly kind: string;
  /** One page, from an offset on */
  readonly ask: (offset: number) => Promise<Result<Page>>;
  /** Tells one result from another; `undefined` for one that cannot be read */
  readonly key: (dataset: Dataset) => string | undefined;
  /** Settles when a page after the first may be asked for */
  readonly beforeNext?: () => Promise<void>;
  /** Told what is here while further pages are asked for, whenever it has doubled: who is told looks at all of it */
  readonly soFar?: (datasets: readonly Dataset[]) => void;
  /** Results that are taken at most */
  readonly most?: number;
}

/**
 * Every page of a QIDO-RS answer, by offset (PS3.18 §8.3.4.4). Archives send fewer than the limit and not always say so: an
 * answer that is not empty is asked on after, until a page is empty, or brings the same results again, which is how an
 * archive answers that does not page. A first page that is smaller than one that the archive was seen to send is all; of a
 * later one that may not be said, because archives take out of each page what is not to be seen. What came is kept when a
 * later page does not come; a Problem is of the first page only.
 */
export async function allPages({
  capabilities: { largestPage },
  kind,
  ask,
  key,
  beforeNext,
  soFar,
  most = MOST_RESULTS,
}: Paging): Promise<Result<Answered<readonly Dataset[]>>> {
  const all = new Map<string, Dataset>();
  let unreadable = 0;
  let offset = 0;
  let told = 0;
  let last: Page | undefined = undefined as Page | undefined;

  const ended = (...why: readonly Shortfall[]) =>
    ok({
      value: [...all.values()],
      shortfalls: [...(unreadable > 0 ? [{ kind: 'unreadable', count: unreadable } as const] : []), ...why],
    });
  /** It sends no more: whether that is all, it says itself. */
  const exhausted = () => (last?.warning === undefined ? ended() : ended(saidIncomplete(last.warning)));
  /** It cannot be asked for more: then a page as full as was asked for may not have been all. */
  const unpaged = () => {
    largestPage.set(kind, Infinity);
    return isFull(last) && last?.warning === undefined
      ? ended({ kind: 'limit-reached', most: all.size })
      : exhausted();
  };

  for (let count = 0; count < MOST_PAGES && all.size < most; count++) {
    // What follows a page that was not full is most likely nothing, and holds nobody up.
    if (isFull(last)) await beforeNext?.();
    const answer = await ask(offset);
    if (!answer.ok) {
      if (last === undefined) return answer;
      return isOfOffset(answer.problem) && !isFull(last)
        ? unpaged()
        : ended({ kind: 'page-missing', problem: answer.problem });
    }
    const page = answer.value;
    const size = page.datasets.length + page.unreadable;
    if (size === 0) {
      // It says so of the empty page alone, where that is the first.
      last ??= page;
      return exhausted();
    }
    const unnamed = page.datasets.filter((dataset) => key(dataset) === undefined).length;
    const before = all.size;
    for (const dataset of page.datasets) {
      const name = key(dataset);
      if (name === undefined || all.has(name)) continue;
      // One page may hold more than all pages together may.
      if (all.size >= most) return ended({ kind: 'limit-reached', most });
      all.set(name, dataset);
    }
    // The same again, or nothing that could be told from what is here.
    if (last !== undefined && all.size === before) return unpaged();
    unreadable += unnamed + page.unreadable;
    last = page;
    offset += size;
    const largest = largestPage.get(kind) ?? 0;
    if (largest === Infinity) return unpaged();
    if (offset === size && size < largest && page.warning === undefined) return ended();
    largestPage.set(kind, Math.max(largest, size));
    if (all.size < 2 * told) continue;
    told = all.size;
    soFar?.([...all.values()]);
  }
  return ended({ kind: 'limit-reached', most: all.size });
}

/** A refusal of the offset, with which alone this page was asked differently from the first */
const isOfOffset = (problem: Problem) =>
  problem.kind === 'not-found' ||
  (problem.kind === 'failed' && problem.status === OUT_OF_RANGE) ||
  (problem.kind !== 'forbidden' && mayBeOfForm(problem));

/** RFC 9110 §15.5.17: nothing begins there */
const OUT_OF_RANGE = 416;

/** It may be cut off: it says so, or has just as many as were asked for. More than that is everything. */
const isFull = (page: Page | undefined) =>
  page !== undefined && (page.warning !== undefined || page.datasets.length === page.limit);
