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
 * What of it does not come, or cannot be read, is said and passed over; only where the list does not come is there nothing.
 * @param url the DICOMweb root
 * @param say gets a sentence for each thing that was passed over
 * @param limit how many studies at most
 * @throws Error in words when the archive does not answer as DICOMweb
 */
export async function catalogueFromArchive(url: string, say: Say = silent, limit = 200): Promise<Catalogue> {
  const client = archiveClient(url);
  const found = await client.search(
    `studies?limit=${limit}&includefield=00081030&includefield=00100030&includefield=00100040`,
  );
  const people = new Map<string, Person>();
  const studies: CatalogueStudy[] = [];
  for (const attributes of found) {
    const read = async () => {
      const person = personOfDataset(attributes, archiveHospital.id);
      return { person, study: await studyFrom(client, attributes, person.id, say) };
    };
    const one = await orSaid(read(), `Passed over the study ${nameOf(attributes, '0020000D')}`, say);
    if (one && !one.study) say('Passed over a study without a UID.');
    if (!one?.study) continue;
    people.set(one.person.id, { ...one.person, story: 'Read from the archive.' });
    studies.push(one.study);
  }
  return { hospitals: [archiveHospital], people: [...people.values()], studies };
}

type Say = (sentence: string) => void;
const silent: Say = () => undefined;

/** What is waited for, or nothing where it fails, which is said. */
async function orSaid<T>(waited: Promise<T>, what: string, say: Say): Promise<T | undefined> {
  return waited.catch((reason: unknown) => {
    say(`${what}: ${reason instanceof Error ? reason.message : String(reason)}`);
    return undefined;
  });
}

const nameOf = (attributes: DicomJson, tag: string) => textOf(attributes, tag) ?? 'without a UID';

async function studyFrom(
  client: ArchiveClient,
  attributes: DicomJson,
  personId: string,
  say: Say,
): Promise<CatalogueStudy | undefined> {
  const studyInstanceUid = textOf(attributes, '0020000D');
  if (!studyInstanceUid) return undefined;
  const path = `studies/${studyInstanceUid}`;
  const found = await client.search(`${path}/series?includefield=0008103E&includefield=00180015`);
  const read = found.map((each) =>
    orSaid(seriesFrom(client, path, each, say), `Passed over the series ${nameOf(each, '0020000E')}`, say),
  );
  const series = (await Promise.all(read)).filter((each) => each !== undefined);
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
  say: Say,
): Promise<CatalogueSeries | undefined> {
  const seriesInstanceUid = textOf(attributes, '0020000E');
  if (!seriesInstanceUid) return undefined;
  const path = `${study}/series/${seriesInstanceUid}`;
  const found = await client.search(`${path}/instances?includefield=00083002&includefield=00280008`);
  const stored = await storedSyntax(client, path, found, say);
  const instances = found.flatMap((each) => instanceFrom(client, path, each, stored, say) ?? []);
  return {
    seriesInstanceUid,
    seriesNumber: numberOf(attributes, '00200011') ?? 0,
    modality: textOf(attributes, '00080060') ?? 'OT',
    description: textOf(attributes, '0008103E') ?? '',
    bodyPart: textOf(attributes, '00180015'),
    instances,
  };
}

/** Files that are opened for their syntax before it is taken for the usual one */
const MOST_OPENED = 3;

/** What a series is stored as, where the archive does not list it for each instance: the first file that can be read says it. */
async function storedSyntax(
  client: ArchiveClient,
  series: string,
  instances: readonly DicomJson[],
  say: Say,
): Promise<string> {
  for (const instance of instances.slice(0, MOST_OPENED)) {
    const uid = textOf(instance, '00080018');
    if (!uid || textOf(instance, availableSyntax)) continue;
    const file = async () =>
      readDicomFile(await client.part(`${series}/instances/${uid}`, 'application/dicom'));
    const read = await orSaid(file(), `Could not open ${uid} to see how its series is stored`, say);
    if (read) return read.transferSyntaxUid;
  }
  return transferSyntaxes.explicitLittleEndian;
}

function instanceFrom(
  client: ArchiveClient,
  series: string,
  attributes: DicomJson,
  stored: string,
  say: Say,
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
    // Attributes of one that are not to be had would take its whole series with them: what the search said is there.
    dataset: async () => {
      const answer = client.search(`${path}/metadata`);
      const [own] =
        (await orSaid(answer, `Only what the search said is known of ${sopInstanceUid}`, say)) ?? [];
      return own ?? attributes;
    },
    frame: async (frame) => client.part(`${path}/frames/${frame + 1}`, 'application/octet-stream'),
    part10: async () => client.part(path, 'application/dicom'),
  };
}
