import type {
  Catalogue,
  CatalogueInstance,
  CatalogueSeries,
  CatalogueStudy,
  DicomJson,
  Hospital,
} from '../../catalogue';
import { numberOf, textOf } from '../dicom/dataset';
import { uidFrom } from '../identifiers';
import { part10File } from '../part10';
import { personOfDataset } from './person';
import type { ReadFile } from './read-file';

/** A file's header, and how to read it whole again. */
export interface NamedFile {
  readonly file: string;
  readonly dataset: DicomJson;
  readonly numberOfFrames: number;
  readonly transferSyntaxUid: string;
  /** Of the file's bytes */
  readonly digest: string;
  reread(): Promise<ReadFile>;
}

const folderHospital: Hospital = {
  id: 'folder',
  name: 'DICOM folder',
  numberSystem: 'https://folder.demo.invalid/patient-id',
};

const studyTag = '0020000D';
const seriesTag = '0020000E';

/**
 * Files by study and series, people by Patient ID, name and birth date together. A file whose UID an earlier one has
 * with other content, or that lacks UIDs, is served under UIDs made from its content, and said so in `adjusted`.
 */
export function catalogueOfFiles(files: readonly NamedFile[]): {
  catalogue: Catalogue;
  unreadable: Note[];
  adjusted: Note[];
} {
  const unreadable: Note[] = [];
  const adjusted: Note[] = [];
  const seen = new Map<string, string>();
  const usable = files.flatMap((named) => {
    const result = identified(named, seen);
    if (result.refused) unreadable.push({ file: named.file, why: result.refused });
    if (result.adjusted) adjusted.push({ file: named.file, why: result.adjusted });
    return result.file ?? [];
  });
  const owner = ({ dataset }: NamedFile) => personOfDataset(dataset, folderHospital.id);
  const people = new Map(usable.map((file) => [owner(file).id, owner(file)]));
  // Two people in one study become two studies of that UID: nobody sees the other's images
  const byStudy = grouped(usable, (file) => `${owner(file).id} ${textOf(file.dataset, studyTag)}`);
  const studies = [...byStudy.values()].map(studyOfFiles);
  return {
    catalogue: { hospitals: [folderHospital], people: [...people.values()], studies },
    unreadable,
    adjusted,
  };
}

interface Note {
  readonly file: string;
  readonly why: string;
}

interface Identified {
  readonly file?: NamedFile;
  readonly refused?: string;
  readonly adjusted?: string;
}

function identified(named: NamedFile, seen: Map<string, string>): Identified {
  const { dataset, digest } = named;
  if (dataset['00041220']) return { refused: 'A DICOMDIR: an index, not an image' };
  if (!textOf(dataset, '00080016')) return { refused: 'No SOP Class UID' };
  const uid = textOf(dataset, '00080018');
  const isComplete = uid && textOf(dataset, studyTag) && textOf(dataset, seriesTag);
  const earlier = uid && seen.get(uid);
  if (earlier === digest) return { refused: 'The same file as an earlier one' };
  if (isComplete && earlier === undefined) {
    seen.set(uid, digest);
    return { file: named };
  }
  const made = (what: string) => ({ vr: 'UI', Value: [uidFrom(digest, what)] });
  const study = dataset[studyTag]?.Value?.length ? dataset[studyTag] : made('study');
  const changed = {
    ...dataset,
    '00080018': made('instance'),
    [seriesTag]: made('series'),
    [studyTag]: study,
  };
  const why = isComplete
    ? `SOP Instance UID ${uid} belongs to an earlier file with other content`
    : 'UIDs are missing';
  return { file: { ...named, dataset: changed }, adjusted: `${why}; served under UIDs of its own` };
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function studyOfFiles(files: readonly NamedFile[]): CatalogueStudy {
  const dataset = files[0]?.dataset ?? {};
  const series = [...grouped(files, (file) => textOf(file.dataset, seriesTag) ?? '').values()].map(
    seriesOfFiles,
  );
  return {
    studyInstanceUid: textOf(dataset, studyTag) ?? '',
    personId: personOfDataset(dataset, folderHospital.id).id,
    hospital: folderHospital.id,
    accessionNumber: textOf(dataset, '00080050') ?? '',
    started: startedOf(dataset),
    description: textOf(dataset, '00081030') ?? textOf(dataset, '0008103E') ?? '',
    modalities: [...new Set(series.map(({ modality }) => modality))],
    bodyPart: textOf(dataset, '00180015'),
    series: series.sort((a, b) => a.seriesNumber - b.seriesNumber),
  };
}

/** `2026-11-18T09:12:00`; without a date nothing, without a time midnight. */
function startedOf(dataset: DicomJson): string | undefined {
  const date = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(textOf(dataset, '00080020') ?? '');
  if (!date || Number.isNaN(Date.parse(`${date[1]}-${date[2]}-${date[3]}`))) return undefined;
  const time = /^(\d{2}):?(\d{2})?:?(\d{2})?/.exec(textOf(dataset, '00080030') ?? '');
  const [, hour = '00', minute = '00', second = '00'] = time ?? [];
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return `${date[1]}-${date[2]}-${date[3]}T${isTime ? `${hour}:${minute}:${second}` : '00:00:00'}`;
}

function seriesOfFiles(files: readonly NamedFile[]): CatalogueSeries {
  const dataset = files[0]?.dataset ?? {};
  const side = textOf(dataset, '00200060');
  const ordered = [...files].sort(
    (a, b) => (numberOf(a.dataset, '00200013') ?? 0) - (numberOf(b.dataset, '00200013') ?? 0),
  );
  return {
    seriesInstanceUid: textOf(dataset, seriesTag) ?? '',
    seriesNumber: numberOf(dataset, '00200011') ?? 0,
    modality: textOf(dataset, '00080060') ?? 'OT',
    description: textOf(dataset, '0008103E') ?? '',
    bodyPart: textOf(dataset, '00180015'),
    laterality: side === 'L' || side === 'R' ? side : undefined,
    instances: ordered.map(instanceOfFile),
  };
}

function instanceOfFile(file: NamedFile): CatalogueInstance {
  const { dataset, transferSyntaxUid, numberOfFrames } = file;
  const sopClassUid = textOf(dataset, '00080016') ?? '';
  const sopInstanceUid = textOf(dataset, '00080018') ?? '';
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid,
    numberOfFrames,
    dataset: async () => dataset,
    frame: async (index) => {
      if (!(index >= 0 && index < numberOfFrames))
        throw new RangeError(`No frame ${index} of ${numberOfFrames}`);
      return (await file.reread()).frame(index);
    },
    bulkdata: async (path) => (await file.reread()).bulk.get(path),
    part10: async () => {
      const read = await file.reread();
      const frames = Array.from({ length: numberOfFrames }, (_, index) => read.frame(index));
      return part10File({
        sopClassUid,
        sopInstanceUid,
        transferSyntaxUid,
        dataset: inlined(dataset, read.bulk, ''),
        frames,
      });
    },
  };
}

/** The data set with its bulk values in place. */
function inlined(dataset: DicomJson, bulk: ReadonlyMap<string, Uint8Array>, path: string): DicomJson {
  return Object.fromEntries(
    Object.entries(dataset).map(([tag, element]): [string, DicomJson[string]] => {
      const bytes = element.BulkDataURI === undefined ? undefined : bulk.get(element.BulkDataURI);
      if (bytes) return [tag, { vr: element.vr, InlineBinary: Buffer.from(bytes).toString('base64') }];
      if (element.vr !== 'SQ') return [tag, element];
      const items = element.Value?.map((item, index) =>
        inlined(item as DicomJson, bulk, `${path}${tag}/${index}/`),
      );
      return [tag, { vr: 'SQ', Value: items }];
    }),
  );
}
