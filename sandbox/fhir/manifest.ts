import type { CatalogueSeries, CatalogueStudy, DicomJson, Hospital, Person } from '../catalogue';
import { part10File } from '../imaging/part10';
import { accession } from './accession';
import { patient } from './patient';
import { hashedId, reference, systems, ukInstant } from './resource';
import type { Resource } from './resource';

/* Imaging manifests (IHE RAD MADO) of the demonstration: one for each study, at some hospitals in both of its forms. */

const PROFILES = 'https://profiles.ihe.net/RAD/MADO/StructureDefinition/';
const KOS = '1.2.840.10008.5.1.4.1.1.88.59';

/** The Retrieve Location UID of a hospital's archive. @param at its place in the catalogue, from 0 */
export const locationUid = (at: number) => `2.999.5.${at + 1}`;

export interface ManifestOf {
  readonly study: CatalogueStudy;
  readonly person: Person;
  readonly hospital: Hospital;
  readonly hospitals: readonly Hospital[];
  /** The hospital's DICOMweb root, where its manifests give an address; else only the Location UID leads there */
  readonly root?: string;
}

export const manifestId = (study: CatalogueStudy) => hashedId('manifest', study);

const studyIdentifier = ({ studyInstanceUid }: CatalogueStudy) => ({
  type: { coding: [{ system: systems.dicomModality, code: '110180' }] },
  system: systems.dicomUid,
  value: `urn:oid:${studyInstanceUid}`,
});

/** The record's entry for one form of a manifest. */
export function manifestEntry(study: CatalogueStudy, form: 'fhir' | 'kos'): Resource {
  const id = manifestId(study);
  const isFhir = form === 'fhir';
  return {
    resourceType: 'DocumentReference',
    id: `${id}-${form}`,
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code: '18748-4' }] },
    subject: reference('Patient', study.personId),
    ...(study.started !== undefined && { date: ukInstant(study.started) }),
    content: [
      {
        attachment: {
          contentType: isFhir ? 'application/fhir+json' : 'application/dicom',
          url: isFhir ? `Bundle/${id}` : `Binary/${id}`,
        },
        format: isFhir
          ? {
              system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
              code: 'urn:ihe:rad:MADO:fhir-manifest:2026',
            }
          : { system: 'http://dicom.nema.org/resources/ontology/DCMUID', code: KOS },
      },
    ],
    context: {
      ...(study.started !== undefined && { period: { start: ukInstant(study.started) } }),
      related: [{ identifier: studyIdentifier(study) }],
    },
  };
}

/** The FHIR form: a document Bundle. */
export function manifestBundle({ study, person, hospital, hospitals, root }: ManifestOf): Resource {
  const at = hospitals.indexOf(hospital);
  const when = study.started === undefined ? undefined : ukInstant(study.started);
  const urn = (name: string) => `urn:uuid:${name}-${manifestId(study)}`;
  const entry = (name: string, resource: object) => ({ fullUrl: urn(name), resource });
  return {
    resourceType: 'Bundle',
    id: manifestId(study),
    meta: { profile: [`${PROFILES}MadoFhirBundle`] },
    type: 'document',
    ...(when !== undefined && { timestamp: when }),
    entry: [
      entry('composition', {
        resourceType: 'Composition',
        status: 'final',
        type: { coding: [{ system: 'http://loinc.org', code: '18748-4' }] },
        subject: { reference: urn('patient') },
        ...(when !== undefined && { date: when }),
        title: study.description || 'Imaging study',
      }),
      entry('study', {
        resourceType: 'ImagingStudy',
        identifier: [studyIdentifier(study)],
        status: 'available',
        modality: study.modalities.map((code) => ({ system: systems.dicomModality, code })),
        subject: { reference: urn('patient') },
        ...(when !== undefined && { started: when }),
        ...(study.accessionNumber !== '' && {
          basedOn: [{ type: 'ServiceRequest', identifier: accession(study, hospital) }],
        }),
        numberOfSeries: study.series.length,
        numberOfInstances: study.series.reduce((sum, { instances }) => sum + instances.length, 0),
        ...(study.description !== '' && { description: study.description }),
        series: study.series.map((one) => listed(one, urn('archive'))),
      }),
      entry('patient', patient(person, hospitals)),
      entry('archive', {
        resourceType: 'Endpoint',
        extension: [{ url: `${PROFILES}MadoRetrieveLocationUIDExtension`, valueString: locationUid(at) }],
        status: 'active',
        connectionType: {
          system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
          code: 'dicom-wado-rs',
        },
        payloadType: [{ text: 'DICOM WADO-RS' }],
        address: root ?? 'http://notspecified',
      }),
    ],
  };
}

const listed = (one: CatalogueSeries, archive: string) => ({
  uid: one.seriesInstanceUid,
  number: one.seriesNumber,
  modality: { system: systems.dicomModality, code: one.modality },
  ...(one.description !== '' && { description: one.description }),
  numberOfInstances: one.instances.length,
  endpoint: [{ reference: archive }],
  instance: one.instances.map(({ sopInstanceUid, sopClassUid, numberOfFrames }, at) => ({
    uid: sopInstanceUid,
    sopClass: { system: systems.uri, code: `urn:oid:${sopClassUid}` },
    number: at + 1,
    ...(numberOfFrames > 1 && {
      extension: [{ url: `${PROFILES}MadoNumberOfFrames`, valueInteger: numberOfFrames }],
    }),
  })),
});

/** The DICOM form: a Key Object Selection as a file. */
export function manifestKos({ study, person, hospital, hospitals }: ManifestOf): Uint8Array {
  const location = locationUid(hospitals.indexOf(hospital));
  const text = (vr: string, ...Value: string[]) => ({ vr, Value });
  const sequence = (...Value: DicomJson[]) => ({ vr: 'SQ', Value });
  const uid = `${study.studyInstanceUid}.999.1`.slice(0, 64);
  const day = (date: string | undefined) => date?.slice(0, 10).replaceAll('-', '') ?? '';
  const dataset: DicomJson = {
    '00080005': text('CS', 'ISO_IR 192'),
    '00080016': text('UI', KOS),
    '00080018': text('UI', uid),
    '00080020': text('DA', day(study.started)),
    '00080050': text('SH', study.accessionNumber),
    '00080060': text('CS', 'KO'),
    '00081030': text('LO', study.description),
    '00100010': { vr: 'PN', Value: [{ Alphabetic: `${person.family}^${person.given.join(' ')}` }] },
    '00100020': text('LO', person.hospitalNumbers[hospital.id] ?? ''),
    '00100021': text('LO', hospital.numberSystem),
    '00100030': text('DA', day(person.birthDate)),
    '0020000D': text('UI', study.studyInstanceUid),
    '0020000E': text('UI', `${study.studyInstanceUid}.999`.slice(0, 64)),
    '0040A375': sequence({
      '00081115': sequence(
        ...study.series.map(({ seriesInstanceUid, instances }) => ({
          '00081199': sequence(
            ...instances.map(({ sopClassUid, sopInstanceUid }) => ({
              '00081150': text('UI', sopClassUid),
              '00081155': text('UI', sopInstanceUid),
            })),
          ),
          '0020000E': text('UI', seriesInstanceUid),
          '0040E011': text('UI', location),
        })),
      ),
      '0020000D': text('UI', study.studyInstanceUid),
    }),
  };
  return part10File({
    sopClassUid: KOS,
    sopInstanceUid: uid,
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    dataset,
    frames: [],
  });
}
