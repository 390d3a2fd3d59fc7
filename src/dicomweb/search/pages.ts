import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { Dataset } from '../../dicom/dataset';

/** Results asked for at a time */
export const PAGE = 500;
/** More pages than any patient fills: an archive that never ends is not believed. */
const MOST_PAGES = 50;

/**
 * Every page of a QIDO-RS answer, by limit and offset (PS3.18 §8.3.4.4). Archives that do not page answer with
 * everything, or with the same page again; those that cap their pages below the limit do it at a round number, so
 * a round number is asked on after.
 *
 * @param ask one page
 * @param key tells one result from another
 * @param further settles when a page after the first may be asked for
 */
export async function allPages(
  ask: (limit: number, offset: number) => Promise<Result<readonly Dataset[]>>,
  key: (dataset: Dataset) => string | undefined,
  tooMany: Problem,
  further?: () => Promise<void>,
): Promise<Result<readonly Dataset[]>> {
  const all = new Map<string, Dataset>();
  const unnamed: Dataset[] = [];
  let offset = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    if (page > 0) await further?.();
    const answer = await ask(PAGE, offset);
    // Half a list is no list: what is missing could not be told from what is not there.
    if (!answer.ok) return answer;
    const before = all.size;
    for (const dataset of answer.value) {
      const name = key(dataset);
      if (name === undefined) unnamed.push(dataset);
      else if (!all.has(name)) all.set(name, dataset);
    }
    offset += answer.value.length;
    if (all.size === before || !mayGoOn(answer.value.length)) return ok([...all.values(), ...unnamed]);
  }
  return err(tooMany);
}

const mayGoOn = (count: number) => count > 0 && count % 50 === 0;
