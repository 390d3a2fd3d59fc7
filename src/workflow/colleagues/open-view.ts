import { waitFor } from 'xstate';
import { dayOf, hasMark, marker } from '../../domain/colleagues/seal';
import { codesIn } from '../../domain/colleagues/code-in';
import { decodeView, isOfOtherVersion, type SealedView } from '../../domain/colleagues/view-code';
import { listCompleteness } from '../../domain/list/completeness';
import { priorsOf } from '../../domain/list/relevance';
import { asStored, type Presentation } from '../../domain/presentation/view-state';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Study } from '../../domain/study/study';
import type { AppActor } from '../app/app.machine';
import { entriesOfPrior } from '../viewer/prior-study';
import { keyImagesIn, type ViewerContext } from '../viewer/viewer-context';
import type { ViewerActor } from '../viewer/viewer.machine';
import { placesOf, type Place } from './places';

/** What became of a link that somebody opened. Nothing was changed unless the study of it is this patient's. */
export type Arrival =
  | {
      readonly kind:
        | 'malformed'
        /** Several links: nobody knows which is meant */
        | 'several'
        | 'other-version'
        | 'foreign'
        | 'not-all-known'
        | 'not-for-patients'
        /** The screen is hidden: nobody who sits at it may look */
        | 'hidden';
    }
  | { readonly kind: 'expired'; readonly day: number }
  /** Its pictures could not be opened: the screen says why */
  | { readonly kind: 'not-shown'; readonly study: Study }
  | {
      readonly kind: 'shown';
      readonly study: Study;
      /** Pictures of the view that are not there */
      readonly missing: number;
      /** The earlier study beside it is not there */
      readonly withoutPrior: boolean;
    };

/** Milliseconds that a list, a study, its series and a picture are waited for */
const [LISTING, OPENING, ARRIVING, SHOWING] = [15_000, 60_000, 60_000, 30_000];

type Mark = (uid: string) => Promise<string>;

/**
 * Opens a view that somebody passed on, where its study is one of this patient's: the study, what hangs where, the slice and the
 * window of each. Another patient's is found nowhere, and nothing can be said of it.
 * @param text the link, its code, or a message with it in it
 */
export async function openView(
  app: AppActor,
  text: string,
  now: Date,
  signal: AbortSignal,
): Promise<Arrival> {
  const { context, children } = app.getSnapshot();
  if (context.open?.viewedBy) return { kind: 'not-for-patients' };
  if (children.session?.getSnapshot().matches('suspended')) return { kind: 'hidden' };
  const [code = '', ...others] = codesIn(text);
  if (others.length > 0) return { kind: 'several' };
  const sealed = decodeView(code);
  if (!sealed) return { kind: isOfOtherVersion(code) ? 'other-version' : 'malformed' };
  if (dayOf(now) > sealed.expires) return { kind: 'expired', day: sealed.expires };
  const mark = marker(sealed);
  const found = await studyOf(app, sealed.study, mark, signal);
  if (typeof found === 'string') return { kind: found };
  const viewer = await viewerOf(app, found, signal);
  if (viewer === undefined) return { kind: 'not-shown', study: found };
  const withoutPrior = !(await besides(app, viewer, found, sealed, mark));
  const missing = await arrange(viewer, sealed, mark, signal);
  const { audit } = app.getSnapshot().context.ports;
  audit.record({ kind: 'view-opened', study: found.uid });
  return { kind: 'shown', study: found, missing, withoutPrior };
}

/** Whether a code's study is one of this patient's, as far as the list is here. */
export async function studyAmong(studies: readonly Study[], sealed: SealedView): Promise<Study | undefined> {
  return markedIn(studies, sealed.study, marker(sealed));
}

async function markedIn(studies: readonly Study[], wanted: string, mark: Mark): Promise<Study | undefined> {
  const are = await Promise.all(studies.map(({ uid }) => hasMark(mark, uid, wanted)));
  return studies[are.indexOf(true)];
}

/** "Not this patient's" is said only where everyone who could hold the study has answered. */
async function studyOf(
  app: AppActor,
  wanted: string,
  mark: Mark,
  signal: AbortSignal,
): Promise<Study | 'foreign' | 'not-all-known'> {
  const list = app.getSnapshot().children.studyList;
  const until = performance.now() + LISTING;
  while (list && !signal.aborted) {
    const { studies, sources } = list.getSnapshot().context;
    const study = await markedIn(studies, wanted, mark);
    if (study) return study;
    const completeness = listCompleteness(sources);
    if (completeness === 'complete' || completeness === 'none') return 'foreign';
    const timeout = until - performance.now();
    if (completeness !== 'asking' || timeout <= 0) break;
    const changed = await waitFor(list, ({ context }) => context.sources !== sources, {
      timeout,
      signal,
    }).catch(() => undefined);
    if (changed === undefined) break;
  }
  return 'not-all-known';
}

async function viewerOf(app: AppActor, study: Study, signal: AbortSignal): Promise<ViewerActor | undefined> {
  // What somebody asked for is not exchanged for what a launch would land on.
  app.send({ type: 'person.acted' });
  const isOpen = (snapshot: ReturnType<AppActor['getSnapshot']>) =>
    snapshot.matches({ inSession: 'opened' }) && snapshot.context.openStudy?.study.uid === study.uid;
  if (!isOpen(app.getSnapshot())) app.send({ type: 'study.open', study });
  const settled = await waitFor(
    app,
    (snapshot) =>
      !isOpen(snapshot) ||
      snapshot.matches({ inSession: { opened: 'viewing' } }) ||
      snapshot.matches({ inSession: { opened: 'studyFailed' } }),
    { timeout: OPENING, signal },
  ).catch(() => undefined);
  return settled?.matches({ inSession: { opened: 'viewing' } }) && isOpen(settled)
    ? settled.children.viewer
    : undefined;
}

/** Puts the earlier study beside it that the view had, and away one that it had not. @returns whether it is as it was */
async function besides(
  app: AppActor,
  viewer: ViewerActor,
  study: Study,
  { prior: wanted }: SealedView,
  mark: Mark,
): Promise<boolean> {
  const compared = viewer.getSnapshot().context.prior?.study;
  if (wanted === undefined) {
    if (compared) app.send({ type: 'prior.leave' });
    return true;
  }
  const studies = app.getSnapshot().children.studyList?.getSnapshot().context.studies ?? [];
  const priors = priorsOf(study, studies);
  const earlier = await markedIn(
    priors.map((prior) => prior.study),
    wanted,
    mark,
  );
  const prior = priors.find((one) => one.study === earlier);
  if (prior && prior.study.uid !== compared?.uid) app.send({ type: 'prior.compare', prior });
  return prior !== undefined;
}

/** Whether something of the two studies is still on its way. */
const isAwaiting = ({ entries, prior }: ViewerContext) =>
  prior?.progress.kind === 'asking' ||
  [...entries, ...entriesOfPrior(prior)].some(({ progress }) => progress.kind === 'retrieving');

/** Hangs what hung, where it hung, and shows it as it was shown. @returns how many of its pictures are not there */
async function arrange(
  viewer: ViewerActor,
  sealed: SealedView,
  mark: Mark,
  signal: AbortSignal,
): Promise<number> {
  const isKey = () => viewer.getSnapshot().context.showing === 'key images';
  if (sealed.keyImages !== isKey()) viewer.send({ type: 'keyImages.toggle' });
  // Each goes to its own place.
  if (viewer.getSnapshot().context.origins) viewer.send({ type: 'link.toggle' });
  const places = await arrived(viewer, sealed, mark, signal);
  const isIn = (id: DisplaySet['id']) =>
    sealed.keyImages &&
    keyImagesIn(viewer.getSnapshot().context).some(({ displaySet }) => displaySet.id === id);
  const found = places.flatMap((place) => place ?? []);
  if (isKey() && found.some(({ displaySet }) => !isIn(displaySet.id)))
    viewer.send({ type: 'keyImages.toggle' });
  if (viewer.getSnapshot().context.layout !== sealed.layout)
    viewer.send({ type: 'layout.set', layout: sealed.layout });
  places.forEach((place, slot) => {
    if (place && viewer.getSnapshot().context.hanging[slot] !== place.displaySet.id)
      viewer.send({ type: 'displaySet.hang', id: place.displaySet.id, slot });
  });
  viewer.send({ type: 'slot.activate', slot: sealed.active });
  const shown = await Promise.all(places.map((place, slot) => show(viewer, slot, place, sealed, signal)));
  if (sealed.linked && !viewer.getSnapshot().context.origins) viewer.send({ type: 'link.toggle' });
  const wanted = sealed.pictures.filter(Boolean).length;
  return wanted - shown.filter(Boolean).length;
}

/** Where each picture is, once it is here or will not be. */
async function arrived(
  viewer: ViewerActor,
  sealed: SealedView,
  mark: Mark,
  signal: AbortSignal,
): Promise<readonly (Place | undefined)[]> {
  const until = performance.now() + ARRIVING;
  for (;;) {
    const { context } = viewer.getSnapshot();
    const places = await placesOf(context, sealed, mark);
    const isAll = places.every((place, slot) => place !== undefined || sealed.pictures[slot] === undefined);
    const timeout = until - performance.now();
    if (isAll || !isAwaiting(context) || timeout <= 0) return places;
    const next = await waitFor(
      viewer,
      (now) => now.context.entries !== context.entries || now.context.prior !== context.prior,
      { timeout, signal },
    ).catch(() => undefined);
    if (next === undefined) return places;
  }
}

async function show(
  viewer: ViewerActor,
  slot: number,
  place: Place | undefined,
  { pictures }: SealedView,
  signal: AbortSignal,
): Promise<boolean> {
  const [viewport, picture] = [viewer.getSnapshot().context.viewports[slot], pictures[slot]];
  if (place === undefined || viewport === undefined || picture === undefined) return false;
  const frame = place.displaySet.frames[place.at];
  const isIt = ({ displaySet, shown }: ReturnType<typeof viewport.getSnapshot>['context']) =>
    shown !== undefined &&
    shown.quality === 'final' &&
    displaySet?.frames[shown.at]?.instance.uid === frame?.instance.uid &&
    displaySet?.frames[shown.at]?.number === frame?.number;
  viewport.send({ type: 'frame.goTo', at: place.at });
  const settled = await waitFor(viewport, ({ context }) => isIt(context) || context.problem !== undefined, {
    timeout: SHOWING,
    signal,
  }).catch(() => undefined);
  if (!settled || !isIt(settled.context)) return false;
  viewport.send({ type: 'presentation.reset' });
  const { window, invert, rotation, flipHorizontal, flipVertical, place: lies } = picture;
  // How a picture is shown is told behind that it is.
  const { element, state } = viewport.getSnapshot().context;
  const change: Partial<Presentation> = {
    ...{ invert, rotation, flipHorizontal, flipVertical },
    ...(window && state?.windowInForce && { window }),
    zoom: lies?.zoom ?? asStored.zoom,
    pan: lies
      ? [lies.pan[0] * (element?.clientWidth ?? 0), lies.pan[1] * (element?.clientHeight ?? 0)]
      : asStored.pan,
  };
  viewport.send({ type: 'presentation.apply', change });
  return true;
}
