import type {
  Catalogue,
  CatalogueInstance,
  CatalogueSeries,
  CatalogueStudy,
  DicomJson,
  Hospital,
  Person,
} from '../catalogue';
import { numberOf, textOf } from './dicom/dataset';
import { transferSyntaxes } from './dicom/transfer-syntaxes';
import { archiveClient } from './proxying/client';
import type { ArchiveClient } from './proxying/client';
import { personOfDataset } from './reading/person';
import { readDicomFile } from './reading/read-file';

const availableSyntax = '00083002';

const archiveHospital: Hospital = {
  id: 'archive',
  name: 'DICOMweb archive',
  numberSystem: 'https://archive.demo.invalid/patient-id',
};

/**
 * An existing DICOMweb archive behind the record: its studies are searched now, its pixels fetched when they are asked for.
 * @param url the DICOMweb root
 * @param limit how many studies at most
 * @throws Error in words when the archive does not answer as DICOMweb
 */
export async function catalogueFromArchive(url: string, limit = 200): Promise<Catalogue> {
  const client = archiveClient(url);
  const found = await client.search(
    `studies?limit=${limit}&includefield=00081030&includefield=00100030&includefield=00100040`,
  );
  const people = new Map<string, Person>();
  const studies: CatalogueStudy[] = [];
  for (const attributes of found) {
    const person = personOfDataset(attributes, archiveHospital.id);
    people.set(person.id, { ...person, story: 'Read from the archive.' });
    const study = await studyFrom(client, attributes, person.id);
    if (study) studies.push(study);
  }
  return { hospitals: [archiveHospital], people: [...people.values()], studies };
}

async function studyFrom(
  client: ArchiveClient,
  attributes: DicomJson,
  personId: string,
): Promise<CatalogueStudy | undefined> {
  const studyInstanceUid = textOf(attributes, '0020000D');
  if (!studyInstanceUid) return undefined;
  const path = `studies/${studyInstanceUid}`;
  const found = await client.search(`${path}/series?includefield=0008103E&includefield=00180015`);
  const series = (await Promise.all(found.map((each) => seriesFrom(client, path, each)))).filter(
    (each) => each !== undefined,
  );
  return {
    studyInstanceUid,
    personId,
    hospital: archiveHospital.id,
    accessionNumber: textOf(attributes, '00080050') ?? '',
    started: startedFrom(attributes),
    description: textOf(attributes, '00081030') ?? '',
    modalities: [...new Set(series.map(({ modality }) => modality))],
    series,
  };
}

function startedFrom(attributes: DicomJson): string | undefined {
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(textOf(attributes, '00080020') ?? '');
  const time = (textOf(attributes, '00080030') ?? '').padEnd(6, '0');
  return date
    ? `${date[1]}-${date[2]}-${date[3]}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`
    : undefined;
}

async function seriesFrom(
  client: ArchiveClient,
  study: string,
  attributes: DicomJson,
): Promise<CatalogueSeries | undefined> {
  const seriesInstanceUid = textOf(attributes, '0020000E');
  if (!seriesInstanceUid) return undefined;
  const path = `${study}/series/${seriesInstanceUid}`;
  const found = await client.search(`${path}/instances?includefield=00083002&includefield=00280008`);
  const stored = await storedSyntax(client, path, found[0]);
  const instances = found.flatMap((each) => instanceFrom(client, path, each, stored) ?? []);
  return {
    seriesInstanceUid,
    seriesNumber: numberOf(attributes, '00200011') ?? 0,
    modality: textOf(attributes, '00080060') ?? 'OT',
    description: textOf(attributes, '0008103E') ?? '',
    bodyPart: textOf(attributes, '00180015'),
    instances,
  };
}

/** What a series is stored as, where the archive does not list it for each instance: the first one's file says it. */
async function storedSyntax(
  client: ArchiveClient,
  series: string,
  first: DicomJson | undefined,
): Promise<string> {
  const uid = first && textOf(first, '00080018');
  if (!uid || textOf(first, availableSyntax)) return transferSyntaxes.explicitLittleEndian;
  const file = await client.part(`${series}/instances/${uid}`, 'application/dicom');
  return readDicomFile(file).transferSyntaxUid;
}

function instanceFrom(
  client: ArchiveClient,
  series: string,
  attributes: DicomJson,
  stored: string,
): CatalogueInstance | undefined {
  const sopInstanceUid = textOf(attributes, '00080018');
  if (!sopInstanceUid) return undefined;
  const path = `${series}/instances/${sopInstanceUid}`;
  const hasPixels = numberOf(attributes, '00280010') !== undefined;
  return {
    sopInstanceUid,
    sopClassUid: textOf(attributes, '00080016') ?? '',
    transferSyntaxUid: textOf(attributes, availableSyntax) ?? stored,
    numberOfFrames: hasPixels ? (numberOf(attributes, '00280008') ?? 1) : 0,
    dataset: async () => (await client.search(`${path}/metadata`))[0] ?? attributes,
    frame: async (frame) => client.part(`${path}/frames/${frame + 1}`, 'application/octet-stream'),
    part10: async () => client.part(path, 'application/dicom'),
  };
}
