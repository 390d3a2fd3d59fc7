import type { ExportKind } from '../../domain/exports/policy';
import type { Exported } from '../../domain/ports/exported';
import type { Exports } from '../../domain/ports/exports';
import type { TeachingWanted } from '../../domain/ports/teaching';
import type { Patient } from '../../domain/patient/patient';
import { dateWords } from '../../texts/en/dates';
import { exportTexts as texts } from '../../texts/en/exporting';
import { pictureTexts } from '../../texts/en/pictures';
import { holdersOf } from '../../workflow/study/retrieval';
import { identityIn, keyImagesIn, type ViewerContext } from '../../workflow/viewer/viewer-context';
import { keyFigures, joined, lettersOf, notes, shownFigures, type Figure } from '../print/figures';
import { pictureWords } from '../texts/picture-words';
import { whoseWords } from '../texts/whose-words';
import { composed, sheetOf } from './compose';
import { canFilm, film, MOST_FILMED } from './film';
import { marksImage } from './marks';

/** What can be chosen. */
export type Choice = 'picture' | 'sheet' | 'keyImages' | 'film' | 'dicomSeries' | 'dicomStudy' | 'teaching';
export type Form = 'png' | 'jpeg';

/** Who takes something out, of whom, and when. */
export interface Taking {
  readonly exports: Exports;
  readonly context: ViewerContext;
  readonly patient: Patient;
  readonly site: string;
  /** By name; absent where the record does not say it */
  readonly who: string | undefined;
  readonly at: Date;
  readonly told: (words: string) => void;
}

/** What is allowed and possible of what is on the screen; the rest is not there. */
export function choicesFor(context: ViewerContext, allowed: ReadonlySet<ExportKind>): readonly Choice[] {
  const views = viewsIn(context);
  const active = activeIn(context);
  const isPicture = active?.shown !== undefined;
  const isOwn = active?.displaySet?.study === context.study.uid;
  const count = active?.displaySet?.frames.length ?? 0;
  const pictures = allowed.has('pictures') || allowed.has('clipboard');
  const isFilmed =
    allowed.has('film') && active?.displaySet?.kind === 'stack' && count > 1 && count <= MOST_FILMED;
  return [
    ...(pictures && isPicture ? ['picture' as const] : []),
    ...(pictures && views > 1 ? ['sheet' as const] : []),
    ...(allowed.has('pictures') && keyImagesIn(context).length > 0 ? ['keyImages' as const] : []),
    ...(isFilmed && canFilm() ? ['film' as const] : []),
    ...(allowed.has('dicom') && isOwn ? ['dicomSeries' as const] : []),
    ...(allowed.has('dicom') ? ['dicomStudy' as const] : []),
    ...(allowed.has('teaching') && isOwn && isPicture ? ['teaching' as const] : []),
  ];
}

const activeIn = ({ viewports, active }: ViewerContext) => viewports[active]?.getSnapshot().context;

export const viewsIn = ({ viewports }: ViewerContext): number =>
  viewports.filter((one) => one.getSnapshot().context.shown).length;

export const wordsOf = (choice: Choice, context: ViewerContext): string => {
  const frames = activeIn(context)?.displaySet?.frames.length ?? 0;
  const keyImages = keyImagesIn(context).reduce((sum, { displaySet }) => sum + displaySet.frames.length, 0);
  if (choice === 'sheet') return texts.sheet(viewsIn(context));
  if (choice === 'keyImages') return texts.keyImages(keyImages);
  return choice === 'film' ? texts.film(frames) : texts[choice];
};

/** Carries out one choice. Rejects with nothing. */
export async function takeOut(
  choice: Choice,
  form: Form,
  taking: Taking,
  signal: AbortSignal,
): Promise<Exported> {
  const { exports, context } = taking;
  const given = whoseIn(context);
  if (choice === 'film') return takeFilm(taking, signal);
  if (choice === 'dicomSeries' || choice === 'dicomStudy') return takeObjects(choice, taking, signal);
  if (choice !== 'keyImages')
    return exports.save({
      ...given,
      kind: 'pictures',
      name: fileName(choice === 'sheet' ? 'views' : 'picture', taking.at, form === 'png' ? 'png' : 'jpg'),
      made: async () => blobOf(await canvasOf(choice, taking, form), form),
    });
  if (given.match.kind !== 'same' || !exports.allowed.has('pictures')) return refusedBy(exports, taking);
  const figures = await keyFigures(context);
  const files: { readonly name: string; readonly blob: Blob }[] = [];
  for (const [at, figure] of figures.entries()) {
    const blob = figure && (await blobOf(await pictureOf(figure, taking, form, true), form));
    const name = `key-image-${String(at + 1).padStart(2, '0')}.${form === 'png' ? 'png' : 'jpg'}`;
    if (blob) files.push({ name, blob });
  }
  givenBack(figures);
  const name = fileName('key-images', taking.at, 'zip');
  const done = await exports.saveTogether({ ...given, kind: 'pictures', name }, files);
  return 'missing' in done ? { ...done, missing: figures.length - files.length } : done;
}

/** What the way out says of it, before anything is made. */
const refusedBy = (exports: Exports, { context, at }: Taking) =>
  exports.saveTogether(
    { ...whoseIn(context), kind: 'pictures', name: fileName('key-images', at, 'zip') },
    [],
  );

/** The picture, or all views, to the clipboard. */
export const copyOut = (choice: Choice, taking: Taking): Promise<Exported> =>
  taking.exports.copy({
    ...whoseIn(taking.context),
    kind: 'clipboard',
    made: async () => blobOf(await canvasOf(choice, taking, 'png'), 'png'),
  });

const whoseIn = (context: ViewerContext) => ({ study: context.study.uid, match: identityIn(context) });

/** Nothing of the patient: what it is and when it was saved. */
function fileName(what: string, at: Date, ending: string): string {
  const [date, time] = at.toISOString().split('T');
  return `${what}-${date?.replaceAll('-', '')}-${time?.slice(0, 8).replaceAll(':', '')}.${ending}`;
}

async function canvasOf(choice: Choice, taking: Taking, form: Form) {
  const { context } = taking;
  const figures = await shownFigures(
    context,
    choice === 'sheet' ? undefined : context.viewports[context.active],
  );
  const canvases = await Promise.all(
    figures.flatMap((figure) => (figure ? [pictureOf(figure, taking, form)] : [])),
  );
  givenBack(figures);
  return canvases.length > 1 ? sheetOf(canvases) : canvases[0];
}

/** @param isRedrawn it was drawn anew, without what lies over it on the screen */
async function pictureOf(
  figure: Figure,
  taking: Taking,
  form: Form,
  isRedrawn = false,
): Promise<HTMLCanvasElement> {
  const source = new Image();
  source.src = figure.url;
  await source.decode();
  const { naturalWidth: width, naturalHeight: height } = source;
  const marks = figure.marks && (await marksImage(figure.marks, figure.width, figure.height));
  return composed({
    ...{ source, width, height, marks, letters: figure.letters },
    whose: whoseWords(taking.patient),
    lines: [
      ...figure.lines.filter((line) => line !== ''),
      ...footOf(taking, figure.archive, isRedrawn),
      ...(form === 'jpeg' ? [texts.jpegNote] : []),
    ],
  });
}

function footOf(
  { context, site, who, at }: Taking,
  archive: Figure['archive'],
  isRedrawn: boolean,
): readonly string[] {
  const name = [...context.archives, ...(context.prior?.archives ?? [])].find(
    ({ id }) => id === archive,
  )?.name;
  const isDrawnOver = isRedrawn && document.querySelector('.viewport .plane .over') !== null;
  return [
    `${texts.source(name ?? site, site)} · ${texts.saved(dateWords(stampOf(at)), who)}`,
    ...(isDrawnOver ? [texts.notDrawn] : []),
  ];
}

/** Local date and time, as the words of dates take it */
const stampOf = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);

const blobOf = (canvas: HTMLCanvasElement | undefined, form: Form) =>
  new Promise<Blob | undefined>((resolve) => {
    if (!canvas) resolve(undefined);
    canvas?.toBlob((blob) => resolve(blob ?? undefined), `image/${form}`, 0.92);
  });

function givenBack(figures: readonly (Figure | undefined)[]): void {
  for (const figure of figures) if (figure) URL.revokeObjectURL(figure.url);
}

async function takeFilm(taking: Taking, signal: AbortSignal): Promise<Exported> {
  const { context, exports, patient, at: made, told } = taking;
  const active = activeIn(context);
  const displaySet = active?.displaySet;
  if (!displaySet) return { kind: 'nothing' };
  const { prior } = context;
  const study = prior && displaySet.study === prior.study.uid ? prior.study : context.study;
  const count = displaySet.frames.length;
  const done = await exports.save({
    ...whoseIn(context),
    kind: 'film',
    name: fileName('film', made, 'webm'),
    made: () =>
      film(
        {
          engine: context.engine,
          displaySet,
          presentation: active.state?.presentation ?? {},
          framesPerSecond: active.framesPerSecond,
          captionOf: (at, shown) => ({
            whose: whoseWords(patient),
            letters: lettersOf({ displaySet, shown, state: shown.state }),
            lines: [
              pictureWords(study, displaySet, at, shown.state),
              joined(notes({ ...(shown.state && { state: shown.state }) }, displaySet, shown)),
              ...footOf(taking, displaySet.frames[at]?.instance.archive, true),
              `${texts.filmNote} · ${pictureTexts.purpose}`,
            ],
          }),
          told: (at) => told(texts.filming(at + 1, count)),
        },
        signal,
      ),
  });
  return signal.aborted && done.kind === 'failed' ? { kind: 'stopped' } : done;
}

export type TeachingScope = 'picture' | 'series' | 'study';

/** Of which pictures, by what is on the screen. */
export function teachingWanted(
  scope: TeachingScope,
  context: ViewerContext,
  patient: Patient,
): TeachingWanted {
  const active = activeIn(context);
  const shown = active?.displaySet?.frames[active.shown?.at ?? active.at]?.instance;
  return {
    ...whoseIn(context),
    patient,
    archives: holdersOf(context.study, context.archives),
    series: scope === 'study' ? undefined : (shown?.series ?? active?.displaySet?.series),
    instance: scope === 'picture' ? shown?.uid : undefined,
    known: context.entries.map((entry) => entry.series.uid),
  };
}

function takeObjects(
  choice: 'dicomSeries' | 'dicomStudy',
  taking: Taking,
  signal: AbortSignal,
): Promise<Exported> {
  const { context, exports, patient, site, who, at, told } = taking;
  const { study } = context;
  const active = activeIn(context);
  // Key images stand together, whatever series they are of.
  const shown = active?.displaySet?.frames[active.shown?.at ?? active.at]?.instance.series;
  const series = choice === 'dicomSeries' ? (shown ?? active?.displaySet?.series) : undefined;
  const archives = holdersOf(study, context.archives);
  const first = archives[0]?.name ?? site;
  return exports.saveObjects(
    {
      ...whoseIn(context),
      kind: 'dicom',
      name: fileName(choice === 'dicomSeries' ? 'series' : 'study', at, 'zip'),
      patient,
      archives,
      series,
      known: context.entries.map((entry) => entry.series.uid),
      readme: (here, missing) =>
        [
          whoseWords(patient),
          dateWords(study.started),
          texts.source(first, site),
          texts.saved(dateWords(stampOf(at)), who),
          ...texts.readme(here, missing),
          pictureTexts.purpose,
          '',
        ].join('\r\n'),
    },
    (here) => told(texts.writing(here)),
    signal,
  );
}
