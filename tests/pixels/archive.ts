import { readFileSync } from 'node:fs';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import type { Catalogue, CatalogueStudy, DicomJson } from '../../sandbox/catalogue';
import { textOf } from '../../sandbox/imaging/dicom/dataset';
import { uidFrom } from '../../sandbox/imaging/identifiers';
import { catalogueOfFiles } from '../../sandbox/imaging/reading/group';
import { readDicomFile } from '../../sandbox/imaging/reading/read-file';
import { listen } from '../../sandbox/listen';
import { hashOf, type CorpusFile } from './corpus';

/** Where the archive has a file's instance, and the token that opens it alone. */
export interface Place {
  readonly token: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

export interface ServedFile {
  readonly file: CorpusFile;
  /** Absent where the archive does not take the file */
  readonly place?: Place;
  readonly refused?: string;
  /** The header as the archive's own reader has it */
  readonly dataset: DicomJson;
}

export interface PixelArchive {
  /** DICOMweb root */
  readonly root: string;
  readonly served: readonly ServedFile[];
  close(): Promise<void>;
}

/**
 * An archive with every file for itself: many of the corpus share their UIDs, so each has a token of its own that opens
 * nothing else.
 *
 * @param allowedOrigin of the page that may read it
 */
export async function pixelArchive(
  files: readonly CorpusFile[],
  allowedOrigin: () => string,
): Promise<PixelArchive> {
  const held = files.map(heldFile);
  const catalogues = held.flatMap(({ catalogue }) => catalogue ?? []);
  const [hospital] = catalogues.flatMap(({ hospitals }) => hospitals);
  if (!hospital) throw new Error('no file of the corpus can be served');
  const catalogue: Catalogue = {
    hospitals: [hospital],
    people: catalogues.flatMap(({ people }) => people),
    studies: catalogues.flatMap(({ studies }) => studies),
  };
  const listener = await listen(0, '127.0.0.1');
  listener.use(
    archiveApp({
      hospital,
      catalogue,
      authorise: (token) =>
        token === undefined ? undefined : { personId: token, scenario: { id: 'pixels', sentence: '' } },
      allowedOrigins: () => [allowedOrigin()],
    }),
  );
  return {
    root: `${listener.origin}/dicom-web`,
    served: held.map(({ served }) => served),
    close: listener.close,
  };
}

interface Held {
  readonly served: ServedFile;
  readonly catalogue?: Catalogue;
}

function heldFile(file: CorpusFile, at: number): Held {
  const token = `file-${at}`;
  try {
    const bytes = readFileSync(file.path);
    const { dataset: own, numberOfFrames, transferSyntaxUid } = readDicomFile(bytes);
    const dataset = withUids(own);
    const reread = async () => readDicomFile(readFileSync(file.path));
    const named = {
      file: file.name,
      dataset,
      numberOfFrames,
      transferSyntaxUid,
      digest: hashOf(bytes),
      reread,
    };
    const { catalogue, unreadable } = catalogueOfFiles([named]);
    const [study] = catalogue.studies;
    const place = study && placeOf(study, token);
    if (!study || !place) return { served: { file, dataset, refused: unreadable[0]?.why ?? 'no instance' } };
    const owned = { ...catalogue, studies: [{ ...study, personId: token }] };
    return { served: { file, dataset, place }, catalogue: owned };
  } catch (error) {
    const refused = error instanceof Error ? error.message : String(error);
    return { served: { file, dataset: {}, refused } };
  }
}

/**
 * The archive files an object under UIDs of its own where the object's are none, as some anonymisers leave them, and as
 * a secondary capture where it does not say what it is.
 */
function withUids(dataset: DicomJson): DicomJson {
  const bad = ['00080018', '0020000D', '0020000E'].filter(
    (tag) => !/^[\d.]{1,64}$/.test(textOf(dataset, tag) ?? '0'),
  );
  const isUnclassed = textOf(dataset, '00080016') === undefined;
  return {
    ...dataset,
    ...(isUnclassed && { '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.7'] } }),
    ...Object.fromEntries(
      bad.map((tag) => [tag, { vr: 'UI', Value: [uidFrom(textOf(dataset, tag) ?? '', tag)] }]),
    ),
  };
}

function placeOf({ studyInstanceUid, series: [series] }: CatalogueStudy, token: string): Place | undefined {
  const [instance] = series?.instances ?? [];
  return (
    series &&
    instance && {
      token,
      study: studyInstanceUid,
      series: series.seriesInstanceUid,
      instance: instance.sopInstanceUid,
    }
  );
}
