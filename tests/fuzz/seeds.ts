import { mp4Of } from '../../sandbox/imaging/video/mp4';
import { planesOf } from '../../sandbox/imaging/video/planes';
import {
  anObject,
  anSr,
  coded as dicomCoded,
  element,
  image,
  item,
  KEY_OBJECT,
  measured,
  related,
  section,
  sequence,
  text,
} from '../dicomweb/objects-wire';
import { anInstanceAnswer, INSTANCE } from '../dicomweb/wire';

const coded = (text: string) => ({
  coding: [{ system: 'http://loinc.org', code: '1', display: text }],
  text,
});
const STUDY = {
  resourceType: 'ImagingStudy',
  id: 's1',
  status: 'available',
  subject: { reference: 'Patient/p1' },
  identifier: [
    { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' },
    { type: coded('Accession'), value: 'A1' },
  ],
  started: '2026-11-18T09:12:00Z',
  procedureCode: [coded('CT chest')],
  basedOn: [{ reference: 'ServiceRequest/1' }],
  series: [
    {
      uid: '1.2.3.1',
      number: 1,
      modality: { code: 'CT' },
      bodySite: { display: 'Chest' },
      laterality: { code: '7771000' },
      numberOfInstances: 3,
      instance: [{ uid: '1.2.3.1.1', number: 1 }],
    },
  ],
  endpoint: [{ reference: 'Endpoint/e1' }],
};
const REPORT = {
  resourceType: 'DiagnosticReport',
  id: 'r1',
  status: 'final',
  code: coded('CT chest'),
  issued: '2026-11-18T16:40:00Z',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Clear.</p></div>' },
  conclusion: 'Clear.',
  presentedForm: [{ contentType: 'text/plain', data: 'Q2xlYXIu', title: 'Report' }, { url: 'Binary/b1' }],
  performer: [{ reference: 'Practitioner/d1' }],
  resultsInterpreter: [{ reference: '#d2' }, { display: 'Dr X' }],
  contained: [{ resourceType: 'PractitionerRole', id: 'd2', code: [coded('Consultant')] }],
  result: [{ reference: 'Observation/o1' }],
  media: [{ comment: 'Nodule', link: { reference: 'Media/m1' } }],
  imagingStudy: [{ reference: 'ImagingStudy/s1' }],
  identifier: [{ system: 'urn:x', value: 'R1' }],
  extension: [{ url: 'diagnosticReport-replaces', valueReference: { reference: 'DiagnosticReport/r0' } }],
};
const AROUND = [
  { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Farrow', given: ['I'], prefix: ['Dr'] }] },
  {
    resourceType: 'Observation',
    id: 'o1',
    code: coded('Size'),
    valueQuantity: { value: 12, unit: 'mm' },
    component: [{ code: coded('Width'), valueString: '4 mm' }],
    hasMember: [{ reference: 'Observation/o1' }],
  },
  { resourceType: 'Media', id: 'm1', content: { contentType: 'image/jpeg', url: 'Binary/b2' } },
];
const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ use: 'official', family: 'Smith', given: ['Aria'], prefix: ['Ms'] }],
  birthDate: '1985-07-14',
  gender: 'female',
  deceasedBoolean: false,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' }],
};
const ENDPOINT = {
  resourceType: 'Endpoint',
  id: 'e1',
  status: 'active',
  connectionType: { code: 'dicom-wado-rs' },
  address: 'https://a.example/dicom-web',
};

const rtfReport = String.raw`{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}{\f2\fswiss\fcharset204 Arial Cyr;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\info{\author Somebody Else}{\title Secret}}
{\*\generator Word 16;}
\pard\plain\f0\b FINDINGS:\b0  There is a 15\~mm nodule in the right upper lobe (series 4 image 52).\par
Enlarged na\'efve node, 3\u8239 ?cm\'b2; \i equivocal\i0 .\par
{\listtext\f1\'b7\tab}\pard No effusion.\par
{\listtext\f1\'b7\tab}No \strike old \strike0 fracture.\par
\pard
\trowd\cellx2000\cellx4000\intbl\b Vessel\b0\cell PSV\cell\row
\trowd\cellx2000\cellx4000\intbl RCCA\cell 82 cm/s\cell\row
\pard{\pict\pngblip 89504e470d0a1a0a}\par
\b CONCLUSION\b0\par
Suspicious.\line Refer.\par
{\v hidden words}{\*\unknown unseen}{\field{\*\fldinst HYPERLINK "http://evil.example"}{\fldrslt link words}}
}`;

const grey = planesOf({ columns: 16, rows: 16, samples: new Uint8Array(768).fill(90) });

/** Well-formed inputs that mutations begin with. */
export const SEEDS = {
  study: STUDY,
  report: { ...REPORT, contained: [...REPORT.contained, ...AROUND] },
  patient: PATIENT,
  endpoint: ENDPOINT,
  bundle: {
    resourceType: 'Bundle',
    type: 'searchset',
    total: 4,
    link: [
      { relation: 'self', url: 'ImagingStudy' },
      { relation: 'other', url: 'ImagingStudy?page=2' },
    ],
    entry: [STUDY, REPORT, PATIENT, ENDPOINT].map((resource) => ({ resource, search: { mode: 'match' } })),
  },
  token: {
    access_token: 'a',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'launch',
    patient: 'p1',
    fhirContext: [{ reference: 'ImagingStudy/1' }],
    need_patient_banner: true,
  },
  config: JSON.stringify({
    version: 1,
    issuers: [{ iss: 'https://ehr.example/fhir', name: 'EHR', clientId: 'plainfilm' }],
    archives: [{ id: 'a', name: 'A', root: 'https://a.example/dicom-web', credentials: 'none' }],
  }),
  texts: [
    'FINDINGS: see image 12 of series 3.\n- one\n- two (se 4 im 5)\n\nIMPRESSION\n1. a\n2. b\n\nx   y\nz   w\n----\n',
    'Imäges 1-4, 3 mm; 4/52; slice 5 ‮\r\n\r\n \tEnd:',
  ],
  rtf: [rtfReport],
  cda: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><ClinicalDocument xmlns="urn:hl7-org:v3"><title>CT &amp; more</title><component><structuredBody><component><section><title>Findings:</title><text><paragraph><content styleCode="Bold">a</content> b<br/></paragraph><list listType="ordered"><caption>c</caption><item>d</item></list><table><tr><th>e</th><td colspan="2">f</td></tr></table><![CDATA[g]]></text><component><section><title>In</title><text>h</text></section></component></section></component></structuredBody><nonXMLBody><text mediaType="text/plain" representation="B64">Q2xlYXIu</text></nonXMLBody></component></ClinicalDocument>`,
  video: mp4Of({ width: 16, height: 16, framesPerSecond: 25, pictures: [grey, grey] }),
  instances: [
    anInstanceAnswer(INSTANCE, { '00281050': element('DS', 40), '00281051': element('DS', '400') }),
    anInstanceAnswer(INSTANCE, {
      '00280008': element('IS', 3),
      '52009229': sequence({ '00289110': sequence({ '00280030': element('DS', 0.5, 0.5) }) }),
      '52009230': sequence({ '00209113': sequence({ '00200032': element('DS', 1, 2, 3) }) }, {}),
      '00283010': { vr: 'UN', InlineBinary: '/v8A4AgAAAAoAAIwAAAAAA==' },
    }),
  ],
  objects: [
    anSr([
      related(
        'HAS OBS CONTEXT',
        item('PNAME', 'Observer', { '0040A123': element('PN', { Alphabetic: 'A^B' }) }),
      ),
      section(
        'Findings',
        text('Finding', 'Nodule.'),
        measured('Length', '12.3', 'mm'),
        image('Image', '1.2.3', {}, 4),
      ),
      item('SCOORD', 'Region', { '0040A730': sequence(related('SELECTED FROM', image(undefined, '1.2.3'))) }),
      item('', undefined, { '0040DB73': element('UL', 1, 2, 1) }),
      item('CODE', 'Finding', { '0040A168': dicomCoded('Nodule') }),
    ]),
    anObject(KEY_OBJECT, 'KO', { '0040A730': sequence(text('Description', 'x'), image(undefined, '1.2.3')) }),
  ],
} as const;
