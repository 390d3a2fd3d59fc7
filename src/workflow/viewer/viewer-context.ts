import type { DisplaySet } from '../../domain/study/display-set';
import { isChosenFirst, keyImagesOf, type KeyImages } from '../../domain/objects/key-images';
import type { Hanging, Layout } from '../../domain/hanging/hanging-protocol';
import type { ArchiveId, InstanceUid, SeriesUid, StudyUid } from '../../domain/ids';
import type { Gap } from '../../domain/knowledge/statements';
import { worstMatch, type Patient, type PersonMatch } from '../../domain/patient/patient';
import type { Archive } from '../../domain/ports/archive';
import type { AuditLog } from '../../domain/ports/audit';
import type { RenderingEngine, Tool } from '../../domain/ports/rendering';
import type { Series, Study } from '../../domain/study/study';
import type { StudyObjects } from '../../domain/objects/study-objects';
import { allGraphics, type Graphics } from './graphics';
import type { Origins } from './linker';
import { entriesOfPrior, type PriorStudy } from './prior-study';
import type { Refusal } from '../study/refusal';
import type { CheckedSeries } from '../study/retrieval';
import { displaySetsOfEntries, type SeriesEntry } from '../study/series-entry';
import type { ViewportActor } from '../viewport/viewport.machine';

export interface ViewerInput {
  readonly study: Study;
  readonly patient: Patient;
  /** Those that may hold it, the likeliest first */
  readonly archives: readonly Archive[];
  readonly engine: RenderingEngine;
  readonly series: readonly Series[];
  /** Why these may not be all */
  readonly seriesGap?: Gap;
  /** The archive that listed them; absent where the record did */
  readonly listedBy?: ArchiveId;
  /** Key objects and presentation states, as far as they are known when the viewer opens */
  readonly objects?: StudyObjects;
  /** The series that was retrieved before the viewer opened */
  readonly first: {
    readonly uid: SeriesUid;
    readonly checked: CheckedSeries;
    /** What is to be looked at first of it, where that was chosen */
    readonly picture?: InstanceUid;
  };
  /** Told of each study that is looked at: this one, and an earlier one beside it */
  readonly audit?: Pick<AuditLog, 'record'>;
}

/** How the screen was before a comparison, and is again after it. */
export type Arrangement = Pick<ViewerContext, 'layout' | 'layoutChosen' | 'hanging' | 'active' | 'showing'>;

export interface ViewerContext extends Omit<ViewerInput, 'seriesGap'> {
  readonly seriesGap?: Gap | undefined;
  readonly entries: readonly SeriesEntry[];
  /** Somebody else's was found in the study: no series of it is here any more, or comes back */
  readonly refused?: Refusal;
  /** Of which studies a picture has been on the screen */
  readonly seen: readonly StudyUid[];
  readonly layout: Layout;
  /** The layout was chosen by hand: what arrives later must not change it */
  readonly layoutChosen: boolean;
  readonly hanging: Hanging;
  readonly viewports: readonly ViewportActor[];
  /** The slot that keys and tools act on, from 0 */
  readonly active: number;
  readonly tool: Tool;
  readonly graphics: Graphics;
  /** Where a study has key images they are what opens; the whole study is one key away */
  readonly showing: 'key images' | 'whole study';
  /** The earlier study beside it, and how the screen was before */
  readonly prior?: PriorStudy;
  readonly arrangement?: Arrangement;
  /** What was looked at when the comparison began */
  readonly looked?: DisplaySet['id'];
  /** Present while the other views follow the active one: where each was when they were linked */
  readonly origins?: Origins;
}

/** Before anything hangs: the series that was retrieved first is here, the others are still asked for. */
export function viewerAtFirst(input: ViewerInput): ViewerContext {
  const entries = input.series.map((series): SeriesEntry => ({
    series,
    progress:
      series.uid === input.first.uid ? { kind: 'retrieved', ...input.first.checked } : { kind: 'retrieving' },
  }));
  return {
    ...input,
    entries,
    seen: [],
    layout: '1x1',
    layoutChosen: false,
    hanging: [],
    viewports: [],
    active: 0,
    tool: 'window',
    graphics: allGraphics,
    // What comes later is offered, and takes the place of nothing that somebody looks at.
    showing: keyImagesIn({ ...input, entries }).some(({ keyObject }) => isChosenFirst(keyObject))
      ? 'key images'
      : 'whole study',
  };
}

/** Every display set of the study that is here, in the series' order; not those of an earlier one. */
export const displaySetsIn = ({ entries }: Pick<ViewerContext, 'entries'>): readonly DisplaySet[] =>
  displaySetsOfEntries(entries);

/** The key images among what is here. */
export function keyImagesIn(
  context: Pick<ViewerContext, 'entries' | 'objects' | 'patient'>,
): readonly KeyImages[] {
  const { objects, patient } = context;
  if (objects === undefined) return [];
  return keyImagesOf(objects.keyObjects, objects.presentations, displaySetsIn(context), patient);
}

/** Whether the pictures are known to be of the patient: unconfirmed as soon as one series is, the earlier study's too. */
export function identityIn({ entries, prior }: Pick<ViewerContext, 'entries' | 'prior'>): PersonMatch {
  const matches = [...entries, ...entriesOfPrior(prior)].flatMap(({ progress }) =>
    progress.kind === 'retrieved' ? [progress.match] : [],
  );
  return worstMatch(matches);
}
