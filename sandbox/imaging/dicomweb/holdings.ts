import type {
  Catalogue,
  CatalogueInstance,
  CatalogueSeries,
  CatalogueStudy,
  DicomJson,
  Hospital,
} from '../../catalogue';

/** What one patient has in one archive; nobody else's is reachable through it. */
export interface Holdings {
  readonly studies: readonly CatalogueStudy[];
}

/** A study with what is below it, as far as the path named it. */
export interface Found {
  readonly study: CatalogueStudy;
  readonly series?: CatalogueSeries;
  readonly instance?: CatalogueInstance;
}

/** The studies of a person that this hospital's archive really holds. */
export function holdingsOf(catalogue: Catalogue, hospital: Hospital, personId: string): Holdings {
  return {
    studies: catalogue.studies.filter(
      (study) => study.hospital === hospital.id && study.personId === personId && !study.missingInArchive,
    ),
  };
}

/** Where a path of UIDs leads; `undefined` where any of them is not there. */
export function found(
  holdings: Holdings,
  studyUid: string,
  seriesUid?: string,
  instanceUid?: string,
): Found | undefined {
  const study = holdings.studies.find(({ studyInstanceUid }) => studyInstanceUid === studyUid);
  if (!study) return undefined;
  if (seriesUid === undefined) return { study };
  const series = study.series.find(({ seriesInstanceUid }) => seriesInstanceUid === seriesUid);
  if (!series) return undefined;
  if (instanceUid === undefined) return { study, series };
  const instance = series.instances.find(({ sopInstanceUid }) => sopInstanceUid === instanceUid);
  return instance && { study, series, instance };
}

/** The instances below. */
export function instancesBelow({ study, series, instance }: Found): CatalogueInstance[] {
  if (instance) return [instance];
  return (series ? [series] : study.series).flatMap(({ instances }) => [...instances]);
}

/** The data set of a study's first instance: where an archive takes patient and study attributes from. */
export async function firstDataset(series: readonly CatalogueSeries[]): Promise<DicomJson> {
  return (await series.flatMap(({ instances }) => [...instances])[0]?.dataset()) ?? {};
}
