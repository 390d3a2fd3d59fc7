import { hasMark } from '../../domain/colleagues/seal';
import type { SealedPicture, SealedView } from '../../domain/colleagues/view-code';
import type { DisplaySet } from '../../domain/study/display-set';
import { displaySetsOfEntries } from '../study/series-entry';
import { entriesOfPrior } from '../viewer/prior-study';
import { keyImagesIn, type ViewerContext } from '../viewer/viewer-context';

/** Where a picture of a view is in what is here. */
export interface Place {
  readonly displaySet: DisplaySet;
  readonly at: number;
}

type Mark = (uid: string) => Promise<string>;

/** For each picture of the view where it is; among the key images where it was there. */
export async function placesOf(
  context: ViewerContext,
  { pictures, keyImages }: Pick<SealedView, 'pictures' | 'keyImages'>,
  mark: Mark,
): Promise<readonly (Place | undefined)[]> {
  const whole = displaySetsOfEntries(context.entries);
  const prior = displaySetsOfEntries(entriesOfPrior(context.prior));
  const key = keyImages ? keyImagesIn(context).map(({ displaySet }) => displaySet) : [];
  return Promise.all(
    pictures.map((one) => one && placeIn(one.ofPrior ? prior : [...key, ...whole], one, mark)),
  );
}

async function placeIn(
  displaySets: readonly DisplaySet[],
  { series, image, frame }: SealedPicture,
  mark: Mark,
): Promise<Place | undefined> {
  for (const displaySet of displaySets) {
    const isOf = await Promise.all(
      displaySet.frames.map(
        async ({ instance, number }) =>
          number === frame &&
          (await hasMark(mark, instance.series, series)) &&
          (await hasMark(mark, instance.uid, image)),
      ),
    );
    const at = isOf.indexOf(true);
    if (at >= 0) return { displaySet, at };
  }
  return undefined;
}
