import { keyImagesOf } from '../../domain/objects/key-images';
import { hang, layoutFor } from '../../domain/hanging/hanging-protocol';
import type { InstanceUid, SeriesUid } from '../../domain/ids';
import type { Patient } from '../../domain/patient/patient';
import type { Archive } from '../../domain/ports/archive';
import type { RenderingEngine } from '../../domain/ports/rendering';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { Frame, Series, Study } from '../../domain/study/study';
import type { StudyObjects } from '../../domain/objects/study-objects';
import { refusalAmong } from './refusal';
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

/** One study that is open: what everybody who shows a part of it shares. Ends with `signal`. */
export interface OpenStudy {
  readonly study: Study;
  readonly archives: readonly Archive[];
  /** Whoever opens it was told that the record took it back */
  readonly warned?: true;
  /** What lies beside the pictures. Asked once however many want to know, and again after a failure or where wanted. */
  objects(again?: 'again'): Promise<Result<StudyObjects>>;
  readonly signal: AbortSignal;
  leave(): void;
}

/** @param archives all that are known; those that said they hold the study are asked */
export function openStudy(study: Study, archives: readonly Archive[]): OpenStudy {
  const life = new AbortController();
  const holders = holdersOf(study, archives);
  let asked: Promise<Result<StudyObjects>> | undefined;
  /** @param series as the record lists them; what was stored since then it does not list */
  const ask = async (series: readonly Series[] = []): Promise<Result<StudyObjects>> => {
    const answer = await fromFirst(holders, (archive) => archive.objectsOf(study.uid, series, life.signal));
    if (!answer.ok) asked = undefined;
    return answer.ok ? ok(answer.value.value) : answer;
  };
  return {
    study,
    archives: holders,
    objects: (again) => (again ? (asked = ask()) : (asked ??= ask(study.series))),
    signal: life.signal,
    leave: () => life.abort(),
  };
}

export interface OpenedStudy {
  readonly series: readonly Series[];
  readonly archives: readonly Archive[];
  /** As far as they were known when the pictures were */
  readonly objects?: StudyObjects;
  readonly first: { readonly uid: SeriesUid; readonly checked: CheckedSeries };
}

/** Instances from which on one of them is asked for first: the metadata of a long series take long */
const MANY = 20;
const isLong = ({ instanceCount = 0 }: Series) => instanceCount > MANY;
/** One picture by its kind, and the record says which: it is asked for beside its own metadata. */
const isKnownPicture = ({ instanceCount, firstInstance, modality }: Series) =>
  instanceCount === 1 && firstInstance !== undefined && PROJECTIONS.has(modality);
const PROJECTIONS: ReadonlySet<string> = new Set(['CR', 'DX', 'IO', 'MG', 'PX', 'RG']);

/** Longest wait for key objects, in ms: the pictures do not stand back behind a slow archive for longer */
const PATIENCE = 1500;

/**
 * The series list and the first series that can be had: the viewer opens on it and fetches the rest itself. Key objects
 * are asked for beside the first series, so that choosing the pictures they name costs no round trip of its own.
 */
export async function retrieveStudy(
  { study, archives, objects, warned, signal: life }: OpenStudy,
  patient: Patient,
  engine: Pick<RenderingEngine, 'prefetchFirst'>,
  signal: AbortSignal,
): Promise<Result<OpenedStudy>> {
  if (study.withdrawn && !warned) return err({ kind: 'withdrawn', as: study.withdrawn });
  // Not even a settled promise is awaited: the request would leave only after everything that the list has drawn.
  const listed = recordedSeries(study) ?? (await seriesOf(study, archives, signal));
  if (!listed.ok) return listed;
  const retrieve = async (one: Series, which: InstanceUid | 'first' = 'first') => {
    if (isLong(one) || isKnownPicture(one)) {
      const wanted = which === 'first' ? (one.firstInstance ?? which) : which;
      const picture = await retrieveInstance(study, one, wanted, archives, patient, signal);
      if (picture.ok || picture.problem.kind === 'different-person') return picture;
    }
    return retrieveSeries(study, one, archives, patient, signal);
  };
  const [likeliest] = inOrder(listed.value);
  const hasKeyObjects = listed.value.some(({ modality }) => modality === 'KO');
  // A long series is opened on one picture: which one, its key objects may still say.
  const early = likeliest && !(hasKeyObjects && isLong(likeliest)) ? retrieve(likeliest) : undefined;
  early?.catch(() => undefined);
  let known: StudyObjects | undefined;
  const beside = objects().then(
    (answer) => {
      if (answer.ok) known = answer.value;
    },
    () => undefined,
  );
  if (hasKeyObjects) await inTime(beside, signal);
  const chosen = chosenImage(known);
  const series = inOrder(listed.value, keySeries(known));

  let problem: Problem = { kind: 'not-found', where: archives[0]?.name ?? 'any archive' };
  for (const one of series) {
    const isChosen = chosen?.series === one.uid;
    let checked = await (one === likeliest && early && !isChosen
      ? early
      : retrieve(one, isChosen ? chosen.instance : 'first'));
    // Which series a chosen picture is in, its reference may leave out: then only the whole series tells.
    const choice = chosenImage(known)?.instance;
    if (checked.ok && checked.value.partial && choice && !holds(checked.value, choice))
      checked = await retrieveSeries(study, one, archives, patient, signal);
    const refusal = known && refusalAmong(known, patient);
    if (refusal) return err(refusal);
    if (checked.ok) {
      const first = firstFrame(checked.value, known, patient);
      if (first) engine.prefetchFirst(first, life);
      const opened = { series, archives, first: { uid: one.uid, checked: checked.value } };
      return ok({ ...opened, ...(known && { objects: known }) });
    }
    problem = checked.problem;
    // Somebody else's pictures in the first series make the whole study doubtful: none of it is shown.
    if (problem.kind === 'different-person') break;
  }
  return err(problem);
}

/** Settles with what is waited for, or when it takes too long. */
function inTime(asked: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(late);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const late = setTimeout(settle, PATIENCE);
    signal.addEventListener('abort', settle, { once: true });
    void asked.then(settle);
  });
}

/** Where the study has key objects: the series that they name, which are then opened first. */
function keySeries(objects: StudyObjects | undefined): ReadonlySet<SeriesUid> {
  const chosen = objects?.keyObjects.filter(({ manifest }) => !manifest) ?? [];
  return new Set(chosen.flatMap(({ images }) => images.flatMap(({ reference }) => reference.series ?? [])));
}

/** The first picture that was chosen, by the key object that a viewer shows first. */
function chosenImage(objects: StudyObjects | undefined) {
  return objects?.keyObjects.find(({ manifest }) => !manifest)?.images[0]?.reference;
}

const holds = ({ displaySets }: CheckedSeries, uid: InstanceUid) =>
  displaySets.some(({ frames }) => frames.some(({ instance }) => instance.uid === uid));

/** What the viewer will show first: it may be on its way before there is a viewer. */
function firstFrame(
  { displaySets }: CheckedSeries,
  objects: StudyObjects | undefined,
  patient: Patient,
): Frame | undefined {
  const [key] = objects ? keyImagesOf(objects.keyObjects, objects.presentations, displaySets, patient) : [];
  if (key) return key.displaySet.frames[0];
  const [hung] = hang(layoutFor(displaySets), [], displaySets);
  return displaySets.find(({ id }) => id === hung)?.frames[0];
}
