import { timeWords, yearOf } from '../../domain/dates';
import { dateWords } from '../../texts/en/dates';
import { recordAnswer, type Source } from '../../domain/list/federation';
import { reportsKnown, type ReportKnowledge } from '../../domain/list/reports-of-study';
import { pictureCount } from '../../domain/study/picture-count';
import { bodyPartOf } from '../../domain/study/body-part-of';
import { mainModality } from '../../domain/study/modalities';
import { bodyPartWords } from '../../texts/en/body-parts';
import { capitalised, modalityWords, studyWords } from '../../texts/en/studies';
import type { Study } from '../../domain/study/study';
import type { ReportsAnswer } from '../../workflow/study-list/study-list-context';
import { studyIdentity } from '../../domain/list/standing';
import { identity } from '../../texts/en/identity';
import { listed } from '../../texts/texts';
import { rowTexts as texts } from '../../texts/en/list';
import { sources as sourceTexts } from '../../texts/en/sources';

/** A study of the list. */
export interface StudyRow {
  readonly study: Study;
  readonly year?: number;
  /** Made when they are first read: of thousands of rows a screenful is seen */
  readonly words: StudyWords;
}

/** A study in the words of the list. */
export interface StudyWords {
  readonly what: string;
  readonly description?: string;
  readonly when: string;
  /** Without its year, under whose heading it stands: "12-Mar" */
  readonly day: string;
  readonly time?: string;
  readonly where: string;
  /** Where it was done, or who holds it, one by one, for the filter */
  readonly places: readonly string[];
  readonly modality: string;
  readonly bodyPart?: string;
  readonly images: string;
  readonly report: { readonly kind: ReportKnowledge['kind'] | 'asking'; readonly words: string };
  /** What is to be known before it is opened: whose it may not be, or that the record took it back */
  readonly doubt?: string;
  /** What its report says of its urgency */
  readonly alert?: string;
  /** Set where no archive that answered holds the pictures, or its manifest says something else than they do */
  readonly missing?: string;
  /** Lower case, everything a person may type to find it */
  readonly search: string;
}

export function rowsOf(
  studies: readonly Study[],
  sources: readonly Source[],
  reports: ReportsAnswer,
): readonly StudyRow[] {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const asking = sources.some(({ answer }) => answer.kind === 'asking');
  const knownOf = reportsKnown(reports, studies, recordAnswer(sources));
  const wordsOf = (study: Study): StudyWords => {
    const holders = study.heldBy.map((id) => names.get(id) ?? id);
    const places = study.place ? [study.place] : holders;
    const what = studyWords(study);
    const part = bodyPartOf(study);
    const known = knownOf(study);
    const when = dateWords(study.started);
    // Of a study that nobody holds, that is what is said in this place.
    const where = listed(places) || (study.heldBy.length === 0 ? '' : texts.noPlace);
    return {
      what,
      when,
      day: when.replace(/-\d{4}$/, ''),
      where,
      places,
      description: study.description,
      time: timeWords(study.started),
      modality: modalityWords(mainModality(study.modalities) ?? texts.noModality),
      bodyPart: part && capitalised(bodyPartWords(part)),
      images: imagesWords(pictureCount(study)),
      report: reportWords(known.kind, reports.kind === 'asking'),
      ...(known.kind === 'recorded' && known.alerts && { alert: known.alerts.join(', ') }),
      ...missingOf(study, asking),
      ...(study.conflictsWith && {
        missing: texts.conflict(listed(study.conflictsWith.map((id) => names.get(id) ?? id))),
      }),
      ...doubtIn(study),
      search: [what, study.description, when, where, study.accessionNumber].join(' ').toLowerCase(),
    };
  };
  return studies.map((study): StudyRow => {
    let words: StudyWords | undefined;
    return {
      study,
      year: yearOf(study.started),
      get words() {
        return (words ??= wordsOf(study));
      },
    };
  });
}

function doubtIn(study: Study): Pick<StudyWords, 'doubt'> {
  if (study.withdrawn) return { doubt: identity.withdrawn(study.withdrawn) };
  const known = studyIdentity(study);
  if (known === 'confirmed') return {};
  const doubts = {
    'cannot-tell': identity.whoseUnknown,
    contradicted: identity.recordSaysAnother,
    'not-confirmed': identity.notConfirmed,
    'somebody-elses': identity.labelledAsAnother,
  };
  return { doubt: doubts[known] };
}

function missingOf(study: Study, asking: boolean): Pick<StudyWords, 'missing'> {
  const note = manifestWords(study);
  if (study.heldBy.length > 0) return note === undefined ? {} : { missing: note };
  return { missing: study.awaited ? identity.notAvailableYet : (note ?? missingWords(asking)) };
}

/** What is to be known of a study that comes by its manifest, until an archive has said the same. */
function manifestWords(study: Study): string | undefined {
  const { manifest, notAskedAt = [], heldBy, seriesCount = 0 } = study;
  if (manifest === undefined) return undefined;
  const { fault, made, seriesCount: listedThere = 0 } = manifest;
  const when = made && dateWords(made);
  if (fault !== undefined) return texts.manifestFault[fault](when);
  const store = notAskedAt.find(({ why }) => why === 'store-not-known');
  if (heldBy.length === 0 && store) return sourceTexts.notAsked(store.name, store.why);
  const more = seriesCount - listedThere;
  if (more > 0) return texts.moreThanManifest(more, when);
  return heldBy.length === 0 ? texts.byManifest(listedThere, when) : undefined;
}

const missingWords = (asking: boolean) => (asking ? texts.notFoundYet : texts.notListed);

export function imagesWords(count: number | undefined): string {
  return count === undefined ? texts.notCounted : texts.images(count);
}

/** What came of an answer that is being asked for again stays. */
function reportWords(known: ReportKnowledge['kind'], asking: boolean): StudyWords['report'] {
  const kind = asking && known !== 'recorded' ? 'asking' : known;
  return { kind, words: texts.report[kind] };
}

/** What stands in the list: a study, or the year that the ones below it are of. */
export type ListItem =
  | { readonly kind: 'year'; readonly words: string; readonly count: number }
  | { readonly kind: 'study'; readonly row: StudyRow };

/** Rows in their order, each year's under its heading. */
export function grouped(rows: readonly StudyRow[]): readonly ListItem[] {
  const counts = new Map<number | undefined, number>();
  for (const { year } of rows) counts.set(year, (counts.get(year) ?? 0) + 1);
  return rows.flatMap((row, at): readonly ListItem[] => {
    const item: ListItem = { kind: 'study', row };
    if (at > 0 && rows[at - 1]?.year === row.year) return [item];
    const words = row.year === undefined ? texts.noDate : String(row.year);
    return [{ kind: 'year', words, count: counts.get(row.year) ?? 0 }, item];
  });
}
