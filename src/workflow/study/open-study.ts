import { isChosenFirst, keyImagesOf } from '../../domain/objects/key-images';
import { hang, layoutFor } from '../../domain/hanging/hanging-protocol';
import { isSliced, openingNumber, openingPosition } from '../../domain/hanging/opening-picture';
import type { ArchiveId, InstanceUid, SeriesUid } from '../../domain/ids';
import type { Patient } from '../../domain/patient/patient';
import type { Archive } from '../../domain/ports/archive';
import type { RenderingEngine } from '../../domain/ports/rendering';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { ImageReference } from '../../domain/report/report-document';
import { isByManifest } from '../../domain/study/manifest';
import type { Frame, Series, Study } from '../../domain/study/study';
import type { StudyObjects } from '../../domain/objects/study-objects';
import { whyNotHad, type Gap } from '../../domain/knowledge/statements';
import { refusalAmong, refusalOf } from './refusal';
import {
  fromFirst,
  holdersOf,
  inOrder,
  recordedSeries,
  retrieveInstance,
  retrieveSeries,
  seriesOf,
  type CheckedSeries,
} from './retrieval';

/** What is known at this moment: asked for whenever it is needed, and never kept. */
export interface KnownNow {
  readonly studies: readonly Study[];
  /** From the configuration, and those that the record's endpoints added */
  readonly archives: readonly Archive[];
  /** The picture that the study's newest report names first, as far as the record's reports are here */
  readonly named?: (study: Study) => ImageReference | undefined;
}

/**
 * One study that is open: what everybody who shows a part of it shares. It is live: what list, record and archives learn
 * later of the study is in `study` and `archives` from then on. Ends with `signal`.
 */
export interface OpenStudy {
  readonly study: Study;
  /** Those that hold it; before any has said so, all, the likeliest first */
  readonly archives: readonly Archive[];
  /** The picture that its report names first, where that is known by now */
  readonly named: ImageReference | undefined;
  /** What lies beside the pictures, from the first archive that answers: for the pictures, which need it soon. */
  objects(): Promise<Result<StudyObjects>>;
  /** The same from one archive. Asked once however many want to know, and again after a failure or where wanted. */
  objectsAt(archive: Archive, again?: 'again'): Promise<Result<StudyObjects>>;
  /** What an archive holds in other series than those that were looked through: without it, that there is none is a guess. */
  objectsElsewhere(archive: Archive, lookedThrough: readonly SeriesUid[]): Promise<Result<StudyObjects>>;
  /** The first pictures are here, or will not come: what stood back behind them is asked for */
  picturesCame(): void;
  readonly signal: AbortSignal;
  leave(): void;
}

/** @param now what is known of the list; the study itself is as it was given until the list has it */
export function openStudy(given: Study, now: () => KnownNow): OpenStudy {
  const life = new AbortController();
  const asked = new Map<ArchiveId, Promise<Result<StudyObjects>>>();
  let picturesCame: () => void = () => undefined;
  const pictures = new Promise<void>((resolve) => (picturesCame = resolve));
  const study = () => now().studies.find(({ uid }) => uid === given.uid) ?? given;
  const archives = () => holdersOf(study(), now().archives);
  const objectsAt: OpenStudy['objectsAt'] = (archive, again) => {
    const before = again ? undefined : asked.get(archive.id);
    if (before) return before;
    // What was stored since then the record does not list.
    const ask = () => archive.objectsOf(given.uid, again ? [] : (study().series ?? []), life.signal);
    // A manifest's pictures come without a question about them, and nothing else is asked before they do.
    const asking = isByManifest(study()) ? inTime(pictures, life.signal).then(ask) : ask();
    asked.set(archive.id, asking);
    const forget = () => asked.get(archive.id) === asking && asked.delete(archive.id);
    asking.then(
      (answer) => (answer.ok && answer.value.problems.length === 0 && !answer.value.shortfalls) || forget(),
      forget,
    );
    return asking;
  };
  return {
    get study() {
      return study();
    },
    get archives() {
      return archives();
    },
    get named() {
      return now().named?.(study());
    },
    objects: async () => {
      const answer = await fromFirst(study(), archives(), life.signal, (archive) => objectsAt(archive));
      return answer.ok ? ok(answer.value.value) : answer;
    },
    objectsAt,
    objectsElsewhere: (archive, lookedThrough) =>
      archive.objectsElsewhere(
        given.uid,
        // What class each of its instances is of, a manifest says: only what it does not list is looked for.
        isByManifest(study())
          ? [...lookedThrough, ...(study().series ?? []).map(({ uid }) => uid)]
          : lookedThrough,
        life.signal,
        isByManifest(study()) ? 'by-series' : undefined,
      ),
    picturesCame,
    signal: life.signal,
    leave: () => life.abort(),
  };
}

export interface OpenedStudy {
  readonly series: readonly Series[];
  readonly archives: readonly Archive[];
  /** Who told the series, and why they may not be all; absent where they are */
  readonly seriesGap?: Gap;
  /** The archive that listed the series; absent where the record did */
  readonly listedBy?: ArchiveId;
  /** As far as they were known when the pictures were */
  readonly objects?: StudyObjects;
  /** With the picture to be looked at first, where one was chosen */
  readonly first: {
    readonly uid: SeriesUid;
    readonly checked: CheckedSeries;
    readonly picture?: InstanceUid;
  };
}

/** Instances from which on one of them is asked for first: the metadata of a long series take long */
const MANY = 20;
const isLong = ({ instanceCount = 0 }: Series) => instanceCount > MANY;
/** One picture by its kind, and the record says which: it is asked for beside its own metadata. */
const isKnownPicture = ({ instanceCount, firstInstance, modality }: Series) =>
  instanceCount === 1 && firstInstance !== undefined && PROJECTIONS.has(modality);
const PROJECTIONS: ReadonlySet<string> = new Set(['CR', 'DX', 'IO', 'MG', 'PX', 'RG']);

/** Longest wait for key objects, in ms: the pictures do not stand back behind a slow archive for longer */
const KEY_OBJECTS_WAIT = 1500;

/**
 * The series list and the first series that can be had: the viewer opens on it and fetches the rest itself. Key objects
 * are asked for beside the first series, so that choosing the pictures they name costs no round trip of its own.
 * @param warned whoever opens it was told that the record took it back
 */
export async function retrieveStudy(
  open: OpenStudy,
  patient: Patient,
  engine: Pick<RenderingEngine, 'prefetchFirst'>,
  signal: AbortSignal,
  warned?: 'warned',
): Promise<Result<OpenedStudy>> {
  try {
    return await picturesOf(open, patient, engine, signal, warned);
  } finally {
    open.picturesCame();
  }
}

async function picturesOf(
  { study, archives, named, objects, signal: life }: OpenStudy,
  patient: Patient,
  engine: Pick<RenderingEngine, 'prefetchFirst'>,
  signal: AbortSignal,
  warned?: 'warned',
): Promise<Result<OpenedStudy>> {
  const denied = refusalOf(study);
  if (denied) return err(denied);
  if (study.withdrawn && !warned) return err({ kind: 'withdrawn', as: study.withdrawn });
  // Not even a settled promise is awaited: the request would leave only after everything that the list has drawn.
  const listed = recordedSeries(study) ?? (await seriesOf(study, archives, signal));
  if (!listed.ok) return listed;
  const retrieve = async (one: Series, which?: InstanceUid) => {
    if (isLong(one) || isKnownPicture(one) || one.listed) {
      const usual = isSliced(one) ? one.middleInstance : one.firstInstance;
      const wanted = which ?? usual ?? openingNumber(one);
      const picture = await retrieveInstance(study, one, wanted, archives, patient, signal);
      if (picture.ok || picture.problem.kind === 'different-person' || isSilent(picture.problem))
        return picture;
    }
    return retrieveSeries(study, one, archives, patient, signal);
  };
  const { series: all, gap: seriesGap, listedBy } = listed.value;
  const reported = all.some(({ uid }) => uid === named?.series) ? named : undefined;
  const [likeliest] = inOrder(all, seriesOfImage(reported));
  // A manifest tells of pictures without a word of the archive's, which is not waited for to choose among them.
  const hasKeyObjects = !isByManifest(study) && all.some(({ modality }) => modality === 'KO');
  // A long series is opened on one picture: which one, its key objects may still say.
  const early =
    likeliest && !(hasKeyObjects && isLong(likeliest)) ? retrieve(likeliest, reported?.instance) : undefined;
  early?.catch(() => undefined);
  let known: StudyObjects | undefined;
  const beside = objects().then(
    (answer) => {
      if (answer.ok) known = answer.value;
    },
    () => undefined,
  );
  if (hasKeyObjects) await inTime(beside, signal);
  const chosen = chosenImage(known) ?? reported;
  const ofKeys = keySeries(known);
  const series = inOrder(all, ofKeys.size > 0 ? ofKeys : seriesOfImage(reported));

  let problem: Problem | undefined;
  for (const one of series) {
    const isChosen = chosen?.series === one.uid;
    // What is on its way is all of a short series, the chosen picture with it.
    let checked = await (one === likeliest && early && !(isChosen && isLong(one))
      ? early
      : retrieve(one, isChosen ? chosen.instance : undefined));
    // Which series a chosen picture is in, its reference may leave out: then only the whole series tells.
    const choice = (chosenImage(known) ?? (isChosen ? reported : undefined))?.instance;
    if (checked.ok && checked.value.partial && choice && !holds(checked.value, choice))
      checked = await retrieveSeries(study, one, archives, patient, signal);
    const refusal = known && refusalAmong(known, patient);
    if (refusal) return err(refusal);
    if (checked.ok) {
      const first = firstFrame(checked.value, known, patient, choice);
      if (first) engine.prefetchFirst(first, life);
      const picture = choice && holds(checked.value, choice) ? { picture: choice } : {};
      const opened = { series, archives, first: { uid: one.uid, checked: checked.value, ...picture } };
      return ok({
        ...opened,
        ...(seriesGap && { seriesGap }),
        ...(listedBy && { listedBy }),
        ...(known && { objects: known }),
      });
    }
    // That one series is not there hides no refusal of another.
    if (problem === undefined || problem.kind === 'not-found') problem = checked.problem;
    // Somebody else's pictures in the first series make the whole study doubtful: none of it is shown. And who was silent
    // is not asked for one series after another: each would be waited for as long.
    if (checked.problem.kind === 'different-person' || isSilent(checked.problem)) return checked;
  }
  return err(problem ?? whyNotHad([], study.notAskedAt));
}

/** Waited for in vain; a refusal or a missing series says nothing of the others. */
const isSilent = ({ kind }: Problem) => kind === 'timed-out';

/** Settles with what is waited for, or when it takes too long. */
function inTime(asked: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(late);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const late = setTimeout(settle, KEY_OBJECTS_WAIT);
    signal.addEventListener('abort', settle, { once: true });
    void asked.then(settle, settle);
  });
}

/** Where the study has key objects: the series that they name, which are then opened first. */
function keySeries(objects: StudyObjects | undefined): ReadonlySet<SeriesUid> {
  const chosen = objects?.keyObjects.filter(isChosenFirst) ?? [];
  return new Set(chosen.flatMap(({ images }) => images.flatMap(({ reference }) => reference.series ?? [])));
}

const seriesOfImage = (image: ImageReference | undefined): ReadonlySet<SeriesUid> =>
  new Set(image?.series ? [image.series] : []);

/** The first picture that was chosen, by the key object that a viewer shows first. */
function chosenImage(objects: StudyObjects | undefined) {
  return objects?.keyObjects.find(isChosenFirst)?.images[0]?.reference;
}

const holds = ({ displaySets }: CheckedSeries, uid: InstanceUid) =>
  displaySets.some(({ frames }) => frames.some(({ instance }) => instance.uid === uid));

/** What the viewer will show first: it may be on its way before there is a viewer. */
function firstFrame(
  { displaySets }: CheckedSeries,
  objects: StudyObjects | undefined,
  patient: Patient,
  choice: InstanceUid | undefined,
): Frame | undefined {
  const [key] = objects ? keyImagesOf(objects.keyObjects, objects.presentations, displaySets, patient) : [];
  if (key && isChosenFirst(key.keyObject)) return key.displaySet.frames[0];
  const frames = displaySets.flatMap((one) => one.frames);
  const chosen = frames.find(({ instance }) => instance.uid === choice);
  if (chosen) return chosen;
  const [hung] = hang(layoutFor(displaySets), [], displaySets);
  const first = displaySets.find(({ id }) => id === hung);
  return first?.frames[openingPosition(first)];
}
