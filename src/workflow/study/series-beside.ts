import type { ArchiveId, SeriesUid } from '../../domain/ids';
import { gapOf, type Gap } from '../../domain/knowledge/statements';
import type { Archive } from '../../domain/ports/archive';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import { isByManifest } from '../../domain/study/manifest';
import type { Series, Study } from '../../domain/study/study';

/** What one archive lists beyond what is known of a study's series, and why that may not be all. */
export interface SeriesBeside {
  /** The archive, as a clinician knows it */
  readonly name: string;
  readonly series: readonly Series[];
  readonly gap?: Gap;
}

/**
 * Looks for series of pictures that whoever listed the study's series does not know of: a record may list a part of them, and
 * two archives may hold a part each. Every archive is asked once; one that failed again where that is wanted.
 * @param known what is listed already, by whom where an archive listed it
 */
export function seriesBeside(
  study: Study,
  known: { readonly series: readonly Series[]; readonly listedBy?: ArchiveId },
  signal: AbortSignal,
) {
  const uids = new Set<SeriesUid>(known.series.map(({ uid }) => uid));
  const asked = new Set<ArchiveId>(known.listedBy === undefined ? [] : [known.listedBy]);
  const failed = new Set<ArchiveId>();

  /** @returns `undefined` where it was asked already. Rejects only with the signal's reason. */
  async function at(archive: Archive, again = false): Promise<SeriesBeside | undefined> {
    const { id, name } = archive;
    if (asked.has(id) && !(again && failed.delete(id))) return undefined;
    asked.add(id);
    const answer = await archive.listedSeriesOf(study.uid, signal);
    if (!answer.ok) {
      failed.add(id);
      // An archive that nobody says to hold it, and that does not know it, leaves nothing open.
      const { problem } = answer;
      const isDenial = problem.kind === 'not-found' && !study.heldBy.includes(id);
      return { name, series: [], ...(!isDenial && { gap: { name, why: { kind: 'failed', problem } } }) };
    }
    const { value, shortfalls } = answer.value;
    const series = value.filter(({ uid, modality }) => !uids.has(uid) && !WITHOUT_PICTURES.has(modality));
    for (const { uid } of series) uids.add(uid);
    const gap = gapOf(name, { kind: 'answered', value, shortfalls, at: new Date(0) });
    return { name, series, ...(gap && { gap }) };
  }

  return { at };
}

/** The archives to ask: those that hold the study; before any has said so, those where the record says it is; else every one. */
export function likelyHolders(study: Study, archives: readonly Archive[]): readonly Archive[] {
  const among = (ids: readonly ArchiveId[] = []) => archives.filter(({ id }) => ids.includes(id));
  const holders = among(study.heldBy);
  if (holders.length > 0) return holders;
  const recorded = among(study.recordedAt);
  return recorded.length > 0 || isByManifest(study) ? recorded : archives;
}

/** The gap that is told after an archive's answer: another's stays, its own goes when it has answered. */
export const gapAfter = (before: Gap | undefined, { name, gap }: SeriesBeside): Gap | undefined =>
  before === undefined || before.name === name ? gap : before;
