import { fromCallback } from 'xstate';
import { archiveId, type ArchiveId, type SeriesUid, type StudyUid } from '../../domain/ids';
import { remoteOf, type Answered } from '../../domain/knowledge/remote';
import { MANIFESTS, ofPatient, type Held, type Source } from '../../domain/list/federation';
import type { Archive } from '../../domain/ports/archive';
import type { Endpoint } from '../../domain/ports/endpoint';
import type {
  ManifestImaging,
  ManifestSource,
  NamedElsewhere,
  RecordedImaging,
} from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Series, Study } from '../../domain/study/study';
import type { StudyListEvent, StudyListInput } from './study-list-context';

export type AskerCommand =
  | { readonly type: 'ask'; readonly id: Source['id'] }
  | { readonly type: 'askReports' }
  | { readonly type: 'askPlanned' };

/** Asks every source at once, each for itself, so that a silent one keeps nobody waiting. Stopping aborts them all. */
export const sourceAsker = fromCallback<AskerCommand, StudyListInput, StudyListEvent>(
  ({ input, sendBack, receive }) => {
    const stop = new AbortController();
    const { record, clock } = input;
    const archives = new Map(input.archives.map((archive) => [archive.id, archive]));

    /** What was asked is told as knowledge, unless nobody wants to know any more. */
    const told = async <T>(
      asked: Promise<Result<Answered<T>>>,
      tell: (result: Result<Answered<T>>) => void,
    ) => {
      const result = await asked.catch(stopped);
      if (result !== undefined && !stop.signal.aborted) tell(result);
    };
    const settle = (id: Source['id'], asked: Promise<Result<Answered<Held>>>) =>
      told(asked, (result) =>
        sendBack({ type: 'source.settled', id, answer: remoteOf(result, clock.now()) }),
      );

    /** Where the record says that its studies are. Archives that were not known are asked from here on. */
    const located = ({ studies, endpoints, elsewhere }: RecordedImaging): readonly Study[] => {
      const named = endpoints.flatMap((endpoint) => {
        const archive = input.archiveAt(endpoint);
        const { series } = endpoint;
        return archive
          ? [{ archive, studies: new Set(endpoint.studies), ...(series && { series: new Set(series) }) }]
          : [];
      });
      const foreign = endpoints
        .filter((endpoint) => input.archiveAt(endpoint) === undefined)
        .map(foreignPlace);
      const unknown = named.map(({ archive }) => archive).filter(({ id }) => !archives.has(id));
      const unique = [...new Map(unknown.map((archive) => [archive.id, archive])).values()];
      for (const archive of unique) archives.set(archive.id, archive);
      if (unique.length > 0) sendBack({ type: 'archives.found', archives: unique });
      const places = [...elsewhere, ...foreign];
      if (places.length > 0) sendBack({ type: 'elsewhere.found', places });
      const placesBy = placesByStudy(places);
      return studies.map((study): Study => {
        const there = named.filter(({ studies: those }) => those.has(study.uid));
        const at = [...new Set(there.map(({ archive }) => archive.id))];
        const not = placesBy.get(study.uid);
        const isParted = there.some(({ series }) => series !== undefined);
        return {
          ...study,
          ...(at.length > 0 && { recordedAt: at }),
          ...(not && { notAskedAt: not }),
          ...(isParted && {
            series: study.series?.map((one) => ({ ...one, at: placesOfSeries(one, there) })),
          }),
        };
      });
    };

    const askRecord = async (): Promise<Result<Answered<Held>>> => {
      const result = await record.studies(stop.signal);
      if (!result.ok) return result;
      const { shortfalls, somebodyElses = 0, denied } = result.value;
      const studies = located(result.value);
      const others = somebodyElses > 0 && { somebodyElses, ...(denied && { denied }) };
      return ok({ value: { studies, ...others }, shortfalls });
    };

    const askManifests = async ({ ask: question }: ManifestSource): Promise<Result<Answered<Held>>> => {
      const told = new Set<StudyUid>();
      const heldOf = (imaging: ManifestImaging): Held => {
        const { somebodyElses = 0, denied } = imaging;
        for (const { uid } of denied)
          // It is about the patient who is open: whose the manifest is, is nobody's business here.
          if (told.size < told.add(uid).size) input.audit.record({ kind: 'identity-mismatch', study: uid });
        const studies = located(imaging);
        return { studies, ...(somebodyElses > 0 && { somebodyElses, denied }) };
      };
      const result = await question(stop.signal, (some) => {
        if (!stop.signal.aborted) sendBack({ type: 'source.began', id: MANIFESTS, held: heldOf(some) });
      });
      if (!result.ok) return result;
      return ok({ value: heldOf(result.value), shortfalls: result.value.shortfalls });
    };

    const askNamed = async () => {
      const result = await record.named(stop.signal).catch(stopped);
      if (!result?.ok || stop.signal.aborted || result.value.studies.length === 0) return;
      sendBack({ type: 'named.found', studies: located(result.value) });
    };

    const askArchive = async (archive: Archive): Promise<Result<Answered<Held>>> => {
      const heldOf = (those: readonly Study[]): Held => {
        const { studies, ...others } = ofPatient(record.patient, those);
        return { studies, ...(others.somebodyElses > 0 && others) };
      };
      const result = await archive.studiesOf(record.patient, stop.signal, (those) => {
        if (!stop.signal.aborted) sendBack({ type: 'source.began', id: archive.id, held: heldOf(those) });
      });
      if (!result.ok) return result;
      const { value, shortfalls } = result.value;
      return ok({ value: heldOf(value), shortfalls });
    };

    const askReports = async () => {
      let somebodyElses: number | undefined;
      const asked = record.reports(stop.signal).then((result): Result<Answered<RecordedImagingReports>> => {
        if (!result.ok) return result;
        somebodyElses = result.value.somebodyElses ?? 0;
        return ok({ value: result.value.reports, shortfalls: result.value.shortfalls });
      });
      await told(asked, (result) =>
        sendBack({
          type: 'reports.settled',
          answer: remoteOf(result, clock.now()),
          ...(somebodyElses !== undefined && { somebodyElses }),
        }),
      );
    };

    const askPlanned = async () => {
      const asked = record
        .planned(stop.signal)
        .then((result): Result<Answered<Planned>> =>
          result.ok ? ok({ value: result.value, shortfalls: result.value.shortfalls }) : result,
        );
      await told(asked, (result) =>
        sendBack({ type: 'planned.settled', answer: remoteOf(result, clock.now()) }),
      );
    };

    const ask = (id: Source['id']) => {
      if (id === 'record') {
        void settle(id, askRecord());
        void askNamed();
        void askReports();
        void askPlanned();
        return;
      }
      if (id === MANIFESTS && record.manifests) return void settle(id, askManifests(record.manifests));
      const archive = archives.get(id);
      if (archive && !record.viewedBy) void settle(id, askArchive(archive));
    };

    receive((command) => {
      if (command.type === 'ask') ask(command.id);
      else if (command.type === 'askReports') void askReports();
      else void askPlanned();
    });
    ask('record');
    ask(MANIFESTS);
    for (const id of archives.keys()) ask(id);
    return () => stop.abort();
  },
);

type Settled<Type extends StudyListEvent['type']> = Extract<StudyListEvent, { type: Type }>;
type ValueOf<R> = R extends { readonly kind: 'answered'; readonly value: infer T } ? T : never;
type RecordedImagingReports = ValueOf<Settled<'reports.settled'>['answer']>;
type Planned = ValueOf<Settled<'planned.settled'>['answer']>;

/** A port rejects only when it was stopped. */
const stopped = () => undefined;

/** Where one series lies: where that is said of it, else where the study is. */
function placesOfSeries(
  { uid }: Series,
  places: readonly { readonly archive: Archive; readonly series?: ReadonlySet<SeriesUid> }[],
): readonly ArchiveId[] {
  const own = places.filter(({ series }) => series?.has(uid));
  const all = own.length > 0 ? own : places.filter(({ series }) => series === undefined);
  return [...new Set(all.map(({ archive }) => archive.id))];
}

const foreignPlace = ({ name, root, location, studies }: Endpoint): NamedElsewhere =>
  root === undefined
    ? { name: location ?? '', why: 'store-not-known', studies }
    : { name: name ?? new URL(root).host, why: 'foreign-origin', studies };

function placesByStudy(places: readonly NamedElsewhere[]): ReadonlyMap<StudyUid, Study['notAskedAt']> {
  const byStudy = new Map<StudyUid, NonNullable<Study['notAskedAt']>>();
  for (const { name, why, studies } of places)
    for (const uid of studies) byStudy.set(uid, [...(byStudy.get(uid) ?? []), { name, why }]);
  return byStudy;
}

/** A place that cannot be asked, as the list has it. */
export const sourceElsewhere = ({ name, why }: NamedElsewhere): Source => ({
  id: archiveId(`not asked: ${name}`),
  name,
  answer: { kind: 'not-asked', why },
});
