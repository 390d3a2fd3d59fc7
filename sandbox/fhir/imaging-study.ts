import type { CatalogueSeries, CatalogueStudy, Hospital } from '../catalogue';
import { accession } from './accession';
import { encounterFor } from './encounter';
import { endpoint, endpointId } from './endpoint';
import { hashedId, reference, systems, ukInstant } from './resource';
import type { Resource } from './resource';
import { serviceRequestId } from './service-request';

export const imagingStudyId = (study: CatalogueStudy) => hashedId('study', study);

export interface ImagingStudyContext {
  readonly hospital: Hospital;
  /** The hospital's DICOMweb root */
  readonly root: string;
  /** True where this hospital's studies carry their Endpoint inside themselves */
  readonly containsEndpoint: boolean;
  /** True where this hospital's studies list their instances, as those do that an archive itself makes */
  readonly listsInstances: boolean;
  /** The person's encounter that is going on, and since when */
  readonly encounter: { readonly id: string; readonly start: string } | undefined;
}

/** A study as FHIR R4 ImagingStudy: series and counts, with their instances at some hospitals and without at others. */
export function imagingStudy(study: CatalogueStudy, context: ImagingStudyContext): Resource {
  const { hospital, root, containsEndpoint, listsInstances } = context;
  const encounter = encounterFor(study, context.encounter);
  const instances = study.series.map(({ instances: { length } }) => length);
  return {
    resourceType: 'ImagingStudy',
    id: imagingStudyId(study),
    ...(containsEndpoint && { contained: [endpoint(hospital, root)] }),
    identifier: [
      { system: systems.dicomUid, value: `urn:oid:${study.studyInstanceUid}` },
      ...(study.accessionNumber === '' ? [] : [accession(study, hospital)]),
    ],
    status: 'available',
    modality: study.modalities.map(modality),
    subject: reference('Patient', study.personId),
    ...(encounter !== undefined && { encounter: reference('Encounter', encounter) }),
    ...(study.started !== undefined && { started: ukInstant(study.started) }),
    ...(study.reason !== undefined && {
      basedOn: [reference('ServiceRequest', serviceRequestId(study))],
      reasonCode: [{ text: study.reason }],
    }),
    endpoint: [
      { reference: containsEndpoint ? `#${endpointId(hospital.id)}` : `Endpoint/${endpointId(hospital.id)}` },
    ],
    location: { display: hospital.name },
    numberOfSeries: study.series.length,
    numberOfInstances: instances.reduce((sum, count) => sum + count, 0),
    ...(study.description !== '' && { description: study.description }),
    series: study.series.map((one) => series(one, listsInstances)),
  };
}

const modality = (code: string) => ({ system: systems.dicomModality, code });

const sides = {
  L: { system: systems.snomed, code: '7771000', display: 'Left' },
  R: { system: systems.snomed, code: '24028007', display: 'Right' },
} as const;

function series(one: CatalogueSeries, listsInstances: boolean) {
  return {
    uid: one.seriesInstanceUid,
    number: one.seriesNumber,
    modality: modality(one.modality),
    ...(one.description !== '' && { description: one.description }),
    numberOfInstances: one.instances.length,
    ...(one.bodyPart !== undefined && { bodySite: { display: one.bodyPart } }),
    ...(one.laterality !== undefined && { laterality: sides[one.laterality] }),
    ...(listsInstances && {
      instance: one.instances.map(({ sopInstanceUid, sopClassUid }, at) => ({
        uid: sopInstanceUid,
        sopClass: { system: systems.uri, code: `urn:oid:${sopClassUid}` },
        number: at + 1,
      })),
    }),
  };
}
