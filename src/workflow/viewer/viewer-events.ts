import type { DisplaySet } from '../../domain/study/display-set';
import type { Layout } from '../../domain/hanging/hanging-protocol';
import type { InstanceUid, SeriesUid } from '../../domain/ids';
import type { Archive } from '../../domain/ports/archive';
import type { Tool } from '../../domain/ports/rendering';
import type { Prior } from '../../domain/list/relevance';
import type { Graphics } from './graphics';
import type { PriorEvent } from './prior-study';
import type { ObjectsFound } from '../report/report-events';
import type { StudyRefused } from '../study/refusal';
import type { PictureShown } from '../viewport/viewport-events';
import type { SeriesListed, SeriesSettled } from './series-retriever';
import type { KnownNow } from '../study/open-study';

export type ViewerEvent =
  | { readonly type: 'layout.set'; readonly layout: Layout }
  | { readonly type: 'slot.activate'; readonly slot: number }
  | { readonly type: 'displaySet.hang'; readonly id: DisplaySet['id']; readonly slot?: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  /** A part of what is drawn over the pictures, all where none is said; or sees to it that a part is shown */
  | { readonly type: 'graphics.toggle'; readonly part?: keyof Graphics | undefined }
  | { readonly type: 'graphics.show'; readonly part: keyof Graphics }
  /** Between the key images and the whole study; the picture that is looked at stays, where the other side has it */
  | { readonly type: 'keyImages.toggle' }
  /** For the picture in a slot, the active one where none is said. One that does not name the picture is not taken */
  | { readonly type: 'softcopy.choose'; readonly id: InstanceUid | undefined; readonly slot?: number }
  /** Off, and on again: the one before, else the one that goes with the picture, else the newest */
  | { readonly type: 'softcopy.toggle'; readonly slot?: number }
  /** From one to the next, and after the last one to the picture as it is stored */
  | { readonly type: 'softcopy.next'; readonly slot?: number }
  /** From the application: what the list has learnt of its studies and of who holds them */
  | { readonly type: 'known.changed'; readonly known: KnownNow }
  /** Beside the open study or the earlier one */
  | ObjectsFound
  | { readonly type: 'series.ask'; readonly uid: SeriesUid }
  /** Ask again for every series and frame that failed */
  | { readonly type: 'failures.ask' }
  | SeriesSettled
  | SeriesListed
  /** From a view: what came of a picture is somebody else's */
  | StudyRefused
  /** Puts an earlier study beside this one, with those that may hold it; another one takes its place */
  | { readonly type: 'prior.compare'; readonly prior: Prior; readonly archives: readonly Archive[] }
  | { readonly type: 'prior.leave' | 'prior.retry' }
  /** The other views follow the active one, or do so no longer */
  | { readonly type: 'link.toggle' }
  | PriorEvent
  | PictureShown;

/** Which presentation state a picture is shown with. */
export type SoftcopyEvent = Extract<ViewerEvent, { readonly type: `softcopy.${string}` }>;
