import { edgeLetters, type EdgeLetters } from '../../domain/presentation/orientation';
import type { ArchiveId } from '../../domain/ids';
import { asStored } from '../../domain/presentation/view-state';
import type { RenderingEngine } from '../../domain/ports/rendering';
import type { DisplaySet } from '../../domain/study/display-set';
import { attributesOf } from '../../domain/study/study';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { PdfDocument } from '../../domain/ports/documents';
import { earlierWords } from '../../texts/en/spans';
import { pictureTexts } from '../../texts/en/pictures';
import { paperTexts } from '../../texts/en/paper';
import { priorTexts } from '../../texts/en/priors';
import { reports } from '../../texts/en/reports';
import { savedViewName } from '../../texts/en/saved-views';
import { keyImagesIn, type ViewerContext } from '../../workflow/viewer/viewer-context';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import type { ViewportActor } from '../../workflow/viewport/viewport.machine';
import type { PAGES_ASKED, PaperPage } from '../waveform/paper-pages';
import { lossyWords, pictureWords } from '../texts/picture-words';
import { drawnOver } from './drawn-over';

/** A picture as it stands on paper. */
export interface Figure {
  /** Of a Blob; given back when printing is over */
  readonly url: string;
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
  readonly letters?: EdgeLetters;
  /** What was measured on it, as it is drawn over it */
  readonly marks?: Node;
  readonly lines: readonly string[];
  /** mm on paper, of what is true to scale: it has a page on its side, and is neither larger nor smaller */
  readonly millimetres?: readonly [width: number, height: number];
  /** Where it came from */
  readonly archive?: ArchiveId | undefined;
}

/** `undefined` stands for a picture that could not be had. */
export type Figures = readonly (Figure | undefined)[];

/** CSS pixels of a side: what fits a page at 150 dpi */
const SIDE = 1000;
/** Milliseconds that one picture is waited for */
const PATIENCE = 30_000;
/** More would be a book: the rest is said to be missing */
const MOST = 60;

/** What lies on the picture in words: without it, it would be taken for something that it is not. */
const wordsOver = (element: HTMLElement): readonly string[] =>
  [...(element.parentElement?.querySelectorAll('.notes p') ?? [])].map(({ textContent }) =>
    textContent.trim().replace(/\s+/g, ' '),
  );

/**
 * Every picture on the screen, as it is shown there.
 * @param only the one that is wanted
 */
export async function shownFigures(
  { viewports, prior, study }: ViewerContext,
  only?: ViewportActor,
): Promise<Figures> {
  const contexts = viewports
    .filter((viewport) => only === undefined || viewport === only)
    .map((viewport) => viewport.getSnapshot().context);
  const all = await Promise.all(
    contexts.flatMap((context) => {
      const { element, displaySet, shown, state } = context;
      if (!element || !displaySet || !shown || element.closest('.hidden')) return [];
      const earlier = prior && displaySet.study === prior.study.uid ? prior : undefined;
      const lines = [
        [
          earlier && priorTexts.mark,
          earlier && earlierWords(earlier.span),
          pictureWords(earlier?.study ?? study, displaySet, shown.at, state),
        ],
        [...new Set([...wordsOver(element), ...notes(context, displaySet, shown)])],
      ];
      const archive = displaySet.frames[shown.at]?.instance.archive;
      return [figuresOf(element, lettersOf(context), lines.map(joined), archive)];
    }),
  );
  return all.flat();
}

export const joined = (words: readonly (string | false | undefined)[]) => words.filter(Boolean).join(' · ');

export const notes = (
  { state }: Pick<ViewportContext, 'state'>,
  displaySet: DisplaySet,
  shown: NonNullable<ViewportContext['shown']>,
) => [
  shown.quality === 'preview' && pictureTexts.preview,
  shown.colours && pictureTexts.colours[shown.colours],
  shown.lossy && lossyWords(displaySet, shown.at),
  displaySet.kind !== 'slide' && !lettersOf({ displaySet, shown, state }) && pictureTexts.orientationUnknown,
  pictureTexts.purpose,
];

export function lettersOf({
  displaySet,
  shown,
  state,
}: Pick<ViewportContext, 'displaySet' | 'shown'> & {
  readonly state?: ViewportContext['state'] | undefined;
}) {
  const frame = shown && displaySet?.frames[shown.at];
  const attributes = frame && attributesOf(frame);
  return attributes && edgeLetters(attributes, state?.orientation ?? state?.presentation ?? asStored);
}

/** Curves go on paper by the millimetre, on as many pages as they need; all else is one figure. */
async function figuresOf(
  ...[element, letters, lines, archive]: Parameters<typeof figureOf>
): Promise<Figures> {
  const paper = paperIn(element);
  const pages: PaperPage[] = [];
  paper?.dispatchEvent(new CustomEvent(ASKED, { detail: pages }));
  if (pages.length === 0) return [await figureOf(element, letters, lines, archive)];
  const foot = [...(paper?.closest('.paper')?.querySelectorAll('.foot p') ?? [])].map(({ textContent }) =>
    textContent.trim(),
  );
  return Promise.all(
    pages.map(async ({ canvas, part: { width, height, seconds } }, at): Promise<Figure | undefined> => {
      const url = await pictured(canvas);
      const page = pages.length > 1 && paperTexts.curvesPage(at + 1, pages.length);
      const [from = '', to = '', whole = ''] = seconds?.map((one) => String(Math.round(one * 10) / 10)) ?? [];
      const time = seconds && paperTexts.curvesTime(from, to, whole);
      const words = [...lines, joined([...foot, paperTexts.trueToScale, page, time])];
      return url === undefined
        ? undefined
        : { url, width, height, millimetres: [width, height], lines: words, archive };
    }),
  );
}

/** By its type the paper's own name: its code is fetched with curves, and this with the first print. */
const ASKED: typeof PAGES_ASKED = 'plainfilm:pages';

/** Curves are drawn beside the engine's element, on a paper of their own. */
const paperIn = ({ parentElement }: HTMLElement) =>
  parentElement?.querySelector<HTMLCanvasElement>('.paper canvas');

async function figureOf(
  element: HTMLElement,
  letters: EdgeLetters | undefined,
  lines: readonly string[],
  archive?: ArchiveId,
): Promise<Figure | undefined> {
  const paper = paperIn(element);
  const source = paper ?? element.querySelector<HTMLCanvasElement | HTMLVideoElement>('canvas, video');
  const over = paper ? undefined : drawnOver(element);
  const url = source && (await pictured(source, over?.draw));
  if (!source || !url) return undefined;
  const marks = element.parentElement?.querySelector('svg.layer')?.cloneNode(true);
  const { clientWidth: width, clientHeight: height } = paper ?? element;
  const words = over ? [...lines, ...over.words] : lines;
  return { url, width, height, lines: words, archive, ...(letters && { letters }), ...(marks && { marks }) };
}

/** What a canvas or a video shows now, in its own pixels. */
async function pictured(
  source: HTMLCanvasElement | HTMLVideoElement,
  over?: (context: CanvasRenderingContext2D) => void,
): Promise<string | undefined> {
  const isVideo = source instanceof HTMLVideoElement;
  const copy = document.createElement('canvas');
  copy.width = isVideo ? source.videoWidth : source.width;
  copy.height = isVideo ? source.videoHeight : source.height;
  const context = copy.getContext('2d');
  context?.drawImage(source, 0, 0);
  if (context) over?.(context);
  const blob = await new Promise<Blob | null>((resolve) => copy.toBlob(resolve, 'image/png'));
  return blob ? URL.createObjectURL(blob) : undefined;
}

/** The key images of the study, each drawn for the paper as it is stored or as its own presentation state shows it. */
export async function keyFigures(context: ViewerContext): Promise<Figures> {
  const piles = keyImagesIn(context);
  const count = piles.reduce((sum, { displaySet, missing }) => sum + displaySet.frames.length + missing, 0);
  const figures: (Figure | undefined)[] = [];
  for (const { displaySet, keyObject, softcopies, missing } of piles) {
    for (const [at] of displaySet.frames.entries()) {
      if (figures.length >= MOST) return [...figures, ...nothing(count - figures.length)];
      const title = paperTexts.keyImage(figures.length + 1, count, keyObject.title);
      figures.push(await drawn(context, displaySet, at, softcopies[at], title));
    }
    figures.push(...nothing(missing));
  }
  return figures;
}

const nothing = (count: number): Figures => Array.from({ length: count }, () => undefined);

/** Draws one frame in a place of its own, out of sight. */
async function drawn(
  { engine, study }: Pick<ViewerContext, 'engine' | 'study'>,
  displaySet: DisplaySet,
  at: number,
  softcopy: SoftcopyPresentation | undefined,
  title: string,
): Promise<Figure | undefined> {
  const element = document.createElement('div');
  Object.assign(element.style, {
    position: 'fixed',
    left: `${-2 * SIDE}px`,
    top: '0',
    width: `${SIDE}px`,
    height: `${SIDE}px`,
  });
  document.body.append(element);
  const view = await viewOf(engine, element, displaySet, at, softcopy);
  try {
    if (!view.shown) return undefined;
    const state = view.state();
    const lines = [
      title,
      joined([
        pictureWords(study, displaySet, at, state),
        softcopy && pictureTexts.savedViewSpoken(savedViewName(softcopy)),
      ]),
      joined(notes({ ...(state && { state }) }, displaySet, view.shown)),
    ];
    const { archive } = displaySet.frames[at]?.instance ?? {};
    return await figureOf(element, lettersOf({ displaySet, shown: view.shown, state }), lines, archive);
  } finally {
    view.dispose();
    element.remove();
  }
}

async function viewOf(
  engine: RenderingEngine,
  element: HTMLElement,
  displaySet: DisplaySet,
  at: number,
  softcopy: SoftcopyPresentation | undefined,
) {
  let settle: (shown: ViewportContext['shown']) => void = () => undefined;
  const painted = new Promise<ViewportContext['shown']>((resolve) => (settle = resolve));
  const timer = setTimeout(() => settle(undefined), PATIENCE);
  const handle = engine.mount(element, displaySet.kind, (event) => {
    if (event.type === 'frame.failed') settle(undefined);
    if (event.type === 'frame.shown' && event.at === at && event.quality === 'final') settle(event);
  });
  handle.show(displaySet, at, softcopy && { softcopy });
  const shown = await painted;
  clearTimeout(timer);
  return { shown, state: () => handle.presentation(), dispose: () => handle.dispose() };
}

/** The pages of a PDF, as they are printed. */
export async function pageFigures(pdf: PdfDocument): Promise<Figures> {
  const figures: (Figure | undefined)[] = [];
  const never = new AbortController().signal;
  for (let page = 1; page <= Math.min(pdf.pages, MOST); page += 1) {
    const canvas = document.createElement('canvas');
    const size = await pdf.pageSize(page, never);
    const done = size.ok && (await pdf.renderPage(page, canvas, 2, never)).ok;
    const url = done ? await pictured(canvas) : undefined;
    const words = reports.pageOf(page, pdf.pages);
    figures.push(url && size.ok ? { url, ...size.value, lines: [words] } : undefined);
  }
  return [...figures, ...nothing(pdf.pages - figures.length)];
}
