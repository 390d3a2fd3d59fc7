import type { CatalogueInstance, CatalogueSeries, CatalogueStudy, HospitalId, Person } from '../catalogue';
import { dicomDateTime } from './dicom/dataset';
import type { Elements } from './dicom/dataset';
import { uidFrom } from './identifiers';
import { instanceOf } from './instance';
import type { InstancePlan } from './instance';
import type { Region } from './region';
import { hospitals } from './hospitals';

/** Whose name an image carries. */
export interface NamedInImages {
  readonly family: string;
  readonly given: readonly string[];
  readonly prefix?: string;
  readonly birthDate: string;
  readonly gender: Person['gender'];
  readonly hospitalNumber: string;
}

export interface SeriesPlan {
  readonly modality: string;
  readonly description: string;
  readonly bodyPart?: string;
  readonly laterality?: 'L' | 'R';
  readonly protocol?: string;
  /** Elements of every instance of the series */
  readonly elements?: Elements;
  readonly images: readonly ImagePlan[];
}

export type ImagePlan = Omit<InstancePlan, 'sopInstanceUid' | 'elements'> & { readonly elements: Elements };

export interface StudyPlan {
  /** Makes the UIDs; the same name in two hospitals is the same study held twice */
  readonly name: string;
  readonly person: Person;
  readonly hospital: HospitalId;
  readonly started: string;
  readonly description: string;
  readonly bodyPart?: string;
  readonly reason?: string;
  readonly report?: CatalogueStudy['report'];
  readonly inRecord?: boolean;
  readonly missingInArchive?: boolean;
  /** Somebody else's name in the images: the mistake the viewer must catch */
  readonly imagesNamed?: NamedInImages;
  readonly series: readonly SeriesPlan[];
}

/** The study of a plan, with all identifiers derived from the region's seed. */
export function studyOf(region: Region, plan: StudyPlan): CatalogueStudy {
  const studyInstanceUid = uidFrom(region.seed, 'study', plan.name);
  const accessionNumber = accession(region.seed, plan);
  const common = { ...patientElements(plan), ...studyElements(plan, studyInstanceUid, accessionNumber) };
  return {
    studyInstanceUid,
    accessionNumber,
    personId: plan.person.id,
    hospital: plan.hospital,
    started: plan.started,
    description: plan.description,
    modalities: [...new Set(plan.series.map(({ modality }) => modality))],
    bodyPart: plan.bodyPart,
    series: plan.series.map((series, index) => seriesOf(region, plan, series, index + 1, common)),
    reason: plan.reason,
    report: plan.report,
    inRecord: plan.inRecord,
    missingInArchive: plan.missingInArchive,
  };
}

function seriesOf(
  region: Region,
  study: StudyPlan,
  plan: SeriesPlan,
  seriesNumber: number,
  common: Elements,
): CatalogueSeries {
  const seriesInstanceUid = uidFrom(region.seed, 'series', study.name, seriesNumber);
  const shared: Elements = {
    ...common,
    SeriesInstanceUID: seriesInstanceUid,
    SeriesNumber: String(seriesNumber),
    SeriesDescription: plan.description,
    Modality: plan.modality,
    BodyPartExamined: plan.bodyPart,
    Laterality: plan.laterality,
    ProtocolName: plan.protocol,
    ...plan.elements,
  };
  const instances: CatalogueInstance[] = plan.images.map((image, index) =>
    instanceOf(region, {
      ...image,
      sopInstanceUid: uidFrom(region.seed, 'instance', study.name, seriesNumber, index + 1),
      elements: () => ({ ...shared, InstanceNumber: String(index + 1), ...image.elements }),
    }),
  );
  return {
    seriesInstanceUid,
    seriesNumber,
    modality: plan.modality,
    description: plan.description,
    bodyPart: plan.bodyPart,
    laterality: plan.laterality,
    instances,
  };
}

function patientElements({ person, hospital, imagesNamed, started }: StudyPlan): Elements {
  const named = imagesNamed ?? { ...person, hospitalNumber: person.hospitalNumbers[hospital] ?? '' };
  const exact = /^\d{4}-\d{2}-\d{2}$/.test(named.birthDate);
  const sexes = { female: 'F', male: 'M', other: 'O', unknown: '' };
  return {
    PatientName: [named.family, named.given.join(' '), '', named.prefix ?? ''].join('^').replace(/\^+$/, ''),
    PatientID: named.hospitalNumber,
    IssuerOfPatientID: issuerOf(hospital),
    IssuerOfPatientIDQualifiersSequence: [
      universal(hospitals.find(({ id }) => id === hospital)?.numberSystem ?? ''),
    ],
    // DA has no partial dates: what is not known to the day stays out
    PatientBirthDate: exact ? named.birthDate.replaceAll('-', '') : [],
    PatientSex: sexes[named.gender] || [],
    PatientAge: exact ? ageString(named.birthDate, started) : undefined,
    OtherPatientIDsSequence:
      person.nhsNumber && !imagesNamed
        ? [
            {
              PatientID: person.nhsNumber,
              IssuerOfPatientID: 'NHS',
              TypeOfPatientID: 'TEXT',
              IssuerOfPatientIDQualifiersSequence: [universal('https://fhir.nhs.uk/Id/nhs-number')],
            },
          ]
        : undefined,
  };
}

const universal = (uri: string): Elements => ({ UniversalEntityID: uri, UniversalEntityIDType: 'URI' });

/** What Issuer of Patient ID says at a hospital. */
export function issuerOf(hospital: HospitalId): string {
  return hospital.toUpperCase();
}

function studyElements(plan: StudyPlan, studyInstanceUid: string, accessionNumber: string): Elements {
  const { date, time } = dicomDateTime(plan.started);
  return {
    StudyInstanceUID: studyInstanceUid,
    StudyDate: date,
    StudyTime: time,
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDate: date,
    AcquisitionTime: time,
    StudyDescription: plan.description,
    StudyID: accessionNumber.slice(-6),
    AccessionNumber: accessionNumber,
    ReferringPhysicianName: 'Penhallow^Rowan^^Dr',
    InstitutionName: hospitals.find(({ id }) => id === plan.hospital)?.name,
    Manufacturer: 'Plainfilm demonstration',
    ManufacturerModelName: 'Phantom',
    TimezoneOffsetFromUTC: '+0000',
  };
}

function accession(seed: string, { hospital, name }: StudyPlan): string {
  const digits = BigInt(uidFrom(seed, 'accession', name).slice(5)) % 10_000_000n;
  return `${hospital.slice(0, 3).toUpperCase()}${String(digits).padStart(7, '0')}`;
}

/** AS (PS3.5 6.2): days to 4 weeks, weeks to 3 months, months to 2 years, then years. */
function ageString(birthDate: string, at: string): string {
  const days = Math.floor((Date.parse(at.slice(0, 10)) - Date.parse(birthDate)) / 86_400_000);
  if (days < 28) return `${String(days).padStart(3, '0')}D`;
  if (days < 91) return `${String(Math.floor(days / 7)).padStart(3, '0')}W`;
  if (days < 730) return `${String(Math.floor(days / 30.4375)).padStart(3, '0')}M`;
  return `${String(Math.floor(days / 365.25)).padStart(3, '0')}Y`;
}
