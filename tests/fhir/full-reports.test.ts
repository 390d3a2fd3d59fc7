import './window';
import { describe, expect, it } from 'vitest';
import { documentText } from '../../src/domain/report/report-document';
import type { Report } from '../../src/domain/report/report';
import { forms } from './forms';
import { fullReportsOf } from '../../src/fhir/reports/report-search';
import { launchedFor, recordWith, type Answers } from './report-server';

const signal = new AbortController().signal;
const ACSN = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] };
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const report = (id: string, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'RAD' }] }],
  code: { text: 'CT Thorax' },
  subject: { reference: 'Patient/p1' },
  issued: '2026-11-18T16:40:00Z',
  ...more,
});

async function reportsFrom(answers: Answers) {
  const record = recordWith(answers);
  const answer = await fullReportsOf(record, launchedFor('p1'), forms, signal);
  if (!answer.ok) throw new Error(answer.problem.kind);
  return { ...answer.value, record };
}

const only = async (more: object, others: Answers = {}): Promise<Report> => {
  const { reports } = await reportsFrom({ DiagnosticReport: [report('1', more)], ...others });
  const [first] = reports;
  if (first === undefined) throw new Error('no report');
  return first;
};

const ownWords = ({ contents }: Report) =>
  contents.flatMap((each) => (each.kind === 'document' ? [documentText(each.document)] : []));

async function words({ contents }: Report) {
  const texts: string[] = [];
  for (const content of contents) {
    if (content.kind === 'document') texts.push(documentText(content.document));
    else {
      const bytes = await content.bytes(signal);
      texts.push(bytes.ok ? new TextDecoder().decode(bytes.value) : bytes.problem.kind);
    }
  }
  return texts;
}

describe('what a report says', () => {
  it('comes in the order in which it is best read: words, conclusion, pages, narrative', async () => {
    const read = await only({
      conclusion: 'No nodule.\n\nNo effusion.',
      conclusionCode: [{ coding: [{ display: 'Normal chest' }] }],
      text: { status: 'additional', div: '<div>Narrative</div>' },
      presentedForm: [
        { contentType: 'application/pdf', data: base64('%PDF-1.7') },
        { contentType: 'text/html', data: base64('<p>Whole report</p>'), title: 'Report' },
      ],
    });
    expect(await words(read)).toEqual([
      '<p>Whole report</p>',
      'Conclusion\n\nNo nodule.\n\nNo effusion.\n\nCoded conclusion\n\nNormal chest',
      '%PDF-1.7',
      '<div>Narrative</div>',
    ]);
  });

  it('is not said twice: conclusion and narrative that stand in the plain text are left out', async () => {
    const text = 'FINDINGS: Clear lungs.\n\nCONCLUSION: No nodule & no effusion.';
    const read = await only({
      conclusion: 'No nodule & no effusion.',
      text: {
        status: 'generated',
        div: '<div><p>FINDINGS: Clear lungs.</p><p>CONCLUSION: No nodule &amp; no effusion.</p></div>',
      },
      presentedForm: [{ contentType: 'text/plain; charset=utf-8', data: base64(text) }],
    });
    expect(await words(read)).toEqual([text]);
  });

  it('is empty where the report says nothing, or only that it says nothing', async () => {
    expect((await only({ text: { status: 'empty', div: '<div>x</div>' } })).contents).toEqual([]);
  });

  it('says what is no Base64 instead of showing half of it', async () => {
    const read = await only({ presentedForm: [{ contentType: 'text/plain', data: '%%%' }] });
    expect(await words(read)).toEqual(['malformed']);
  });

  it('takes the narratives of a contained Composition (R5), their titles as words', async () => {
    const contained = [
      {
        resourceType: 'Composition',
        id: 'c',
        section: [{ title: 'A <b>', text: { status: 'additional', div: '<div>in it</div>' } }],
      },
    ];
    const read = await only({ contained, composition: { reference: '#c' } });
    expect(await words(read)).toEqual(['<h2>A &lt;b&gt;</h2><div>in it</div>']);
  });
});

describe('what lies elsewhere', () => {
  const at = (url: string) => ({ presentedForm: [{ contentType: 'application/pdf', url }] });

  it.each([
    'Binary/7',
    'https://record.example/fhir/Binary/7',
    '/fhir/Binary/7',
    'http://record.example/fhir/Binary/7',
    'http://fhir.ward.svc.cluster.local/fhir/Binary/7',
  ])('is fetched with the token below the record’s base: %s', async (url) => {
    const pdf = new Response('%PDF-1.4', { headers: { 'content-type': 'application/pdf' } });
    const { reports, record } = await reportsFrom({
      DiagnosticReport: [report('1', at(url))],
      'Binary/7': pdf,
    });
    expect(record.asked).toHaveLength(1);
    expect(await words(reports[0] as Report)).toEqual(['%PDF-1.4']);
    expect(record.asked[1]).toEqual({
      url: 'https://record.example/fhir/Binary/7',
      authorization: 'Bearer token-1',
      accept: 'application/pdf, */*;q=0.5',
    });
  });

  it.each([
    'https://evil.example/x.pdf',
    'https://record.example/other/7',
    'https://record.example/fhir/../other',
    'https://record.example/fhir%2f..%2fother/1',
    'https://a@record.example/fhir/Binary/7',
    'javascript:alert(1)',
    'data:application/pdf;base64,JVBERg==',
    'file:///etc/passwd',
    '//evil.example/fhir/Binary/7',
  ])('is never asked for outside of it: %s', async (url) => {
    const { reports, record } = await reportsFrom({ DiagnosticReport: [report('1', at(url))] });
    expect(await words(reports[0] as Report)).toEqual(['not-asked']);
    expect(record.asked).toHaveLength(1);
  });

  it('is taken out of a FHIR Binary where the server wraps it, also one that is contained', async () => {
    const binary = { resourceType: 'Binary', contentType: 'application/pdf', data: base64('%PDF-1.4') };
    expect(await words(await only(at('Binary/7'), { 'Binary/7': binary }))).toEqual(['%PDF-1.4']);
    expect(await words(await only({ ...at('#b'), contained: [{ ...binary, id: 'b' }] }))).toEqual([
      '%PDF-1.4',
    ]);
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'not-found'],
    [503, 'busy'],
    [500, 'failed'],
  ])('that answers %i is %s', async (status, kind) => {
    const read = await only(at('Binary/7'), { 'Binary/7': new Response('no', { status }) });
    expect(await words(read)).toEqual([kind]);
  });

  const page = '<!DOCTYPE html><html><body><p>Your session has ended.</p></body></html>';
  const signIn = '<html><form action="/login"><input name=p type="password"></form></html>';
  const html = '<html><body><p>Normal heart size.</p></body></html>';
  it.each([
    ['text/plain', 'text/html; charset=utf-8', page, 'malformed'],
    ['application/pdf', 'text/html', page, 'malformed'],
    ['application/rtf', 'text/html', `\n ${page}`, 'malformed'],
    ['text/html', 'text/html', signIn, 'malformed'],
    ['application/octet-stream', 'application/octet-stream', signIn, 'malformed'],
    ['text/html', 'text/html', html, html],
    ['text/plain', 'text/plain', page, page],
    ['text/plain', 'text/html', 'Normal heart size.', 'Normal heart size.'],
  ])('of %s that is answered as %s with %j is %s', async (contentType, type, body, expected) => {
    const form = { presentedForm: [{ contentType, url: 'Binary/7' }] };
    const answer = new Response(body, { headers: { 'content-type': type } });
    expect(await words(await only(form, { 'Binary/7': answer }))).toEqual([expected]);
  });

  it('is malformed where a FHIR answer holds no bytes', async () => {
    const outcome = Response.json({ resourceType: 'OperationOutcome' });
    expect(await words(await only(at('Binary/7'), { 'Binary/7': outcome }))).toEqual(['malformed']);
  });

  it('comes through DocumentReferences, superseded ones and pictures left out', async () => {
    const content = (contentType: string) => ({ attachment: { contentType, data: base64(contentType) } });
    const documents = [
      {
        resourceType: 'DocumentReference',
        id: 'd',
        status: 'current',
        content: [content('text/rtf'), content('image/png')],
      },
      { resourceType: 'DocumentReference', id: 'e', status: 'superseded', content: [content('text/plain')] },
    ];
    const media = ['d', 'e'].map((id) => ({ link: { reference: `DocumentReference/${id}` } }));
    expect(await words(await only({ media }, { DocumentReference: documents }))).toEqual(['text/rtf']);
  });
});

describe('results', () => {
  const observation = (id: string, more: object) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    subject: { reference: 'Patient/p1' },
    code: { text: id },
    ...more,
  });
  const result = (...ids: string[]) => ({
    result: ids.map((id) => ({ reference: id.startsWith('#') ? id : `Observation/${id}` })),
  });

  it('have units, comparators, ranges and components; long words become sections', async () => {
    const found = 'There is a spiculated nodule in the right upper lobe, which was not there before.';
    const read = await only(result('size', 'bp', 'findings', 'none'), {
      Observation: [
        observation('size', {
          valueQuantity: { value: 5.2, comparator: '<', unit: 'mm' },
          referenceRange: [{ low: { value: 1, unit: 'mm' }, high: { value: 4, unit: 'mm' } }],
          interpretation: [{ text: 'High' }],
        }),
        observation('bp', {
          component: [{ code: { text: 'systolic' }, valueQuantity: { value: 120, unit: 'mmHg' } }],
        }),
        observation('findings', { valueString: found }),
        observation('none', { dataAbsentReason: { text: 'Not performed' }, status: 'preliminary' }),
      ],
    });
    expect(ownWords(read)).toEqual([
      `findings\n\n${found}\n\nResults\n\n` +
        'Result\tValue\tReference range\tInterpretation\n' +
        'size\t< 5.2 mm\t1 mm – 4 mm\tHigh\n' +
        'bp\t\t\t\n– systolic\t120 mmHg\t\t\n' +
        'none\tNo value: not performed (preliminary)\t\t',
    ]);
  });

  it('that cannot be read are counted, not passed over', async () => {
    const read = await only(result('a', 'b', '#c'), {
      Observation: new Response('no', { status: 403 }),
    });
    expect(ownWords(read)).toEqual(['3 results of this report could not be read.']);
  });

  it('in error are left out, and groups that name themselves end', async () => {
    const read = await only(result('a'), {
      Observation: [
        observation('a', {
          hasMember: [
            { reference: 'Observation/a' },
            { reference: 'Observation/b' },
            { reference: 'Observation/c' },
          ],
        }),
        observation('b', { valueInteger: 3 }),
        observation('c', { valueInteger: 4, status: 'entered-in-error' }),
      ],
    });
    expect(ownWords(read)).toEqual(['Results\n\nResult\tValue\tReference range\tInterpretation\nb\t3\t\t']);
  });
});

describe('authors', () => {
  const person = {
    resourceType: 'Practitioner',
    id: 'x',
    name: [{ use: 'official', prefix: ['Dr'], given: ['Imogen'], family: 'Farrow' }],
    identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '0000001' }],
    qualification: [{ code: { text: 'Consultant Radiologist' } }],
  };

  it('have name, role and registration; who also answers for the report is named once', async () => {
    const reference = { reference: 'Practitioner/x' };
    const read = await only(
      { performer: [reference], resultsInterpreter: [reference] },
      { Practitioner: [person] },
    );
    expect(read.authors).toEqual([
      {
        name: 'Dr Imogen Farrow',
        role: 'Consultant Radiologist',
        registration: 'GMC 0000001',
        verifies: true,
      },
    ]);
  });

  it('come through their role, with the organisation', async () => {
    const role = {
      resourceType: 'PractitionerRole',
      id: 'r',
      practitioner: { reference: 'Practitioner/x' },
      organization: { reference: 'Organization/o' },
      code: [{ text: 'Locum Radiologist' }],
    };
    const read = await only(
      { resultsInterpreter: [{ reference: 'PractitionerRole/r' }] },
      {
        PractitionerRole: [role],
        Practitioner: [person],
        Organization: [{ resourceType: 'Organization', id: 'o', name: 'Salford Royal' }],
      },
    );
    expect(read.authors).toMatchObject([
      { name: 'Dr Imogen Farrow', role: 'Locum Radiologist', organisation: 'Salford Royal', verifies: true },
    ]);
  });

  it('are known by display or logical identifier where their page cannot be read', async () => {
    const identifier = { system: 'https://fhir.hl7.org.uk/Id/hcpc-number', value: 'RA00001' };
    const read = await only({
      performer: [
        { reference: 'Practitioner/gone', display: 'P Sandpiper', identifier },
        { reference: 'Organization/o' },
      ],
    });
    expect(read.authors).toEqual([{ name: 'P Sandpiper', registration: 'HCPC RA00001', verifies: false }]);
  });
});

describe('versions', () => {
  const system = 'https://salford.example/reports';
  const identified = (id: string, issued: string, more: object = {}) =>
    report(id, { issued, identifier: [{ system, value: 'R1' }], ...more });

  it('with one identifier: the newest replaces the others', async () => {
    const { reports } = await reportsFrom({
      DiagnosticReport: [
        identified('a', '2026-11-01T10:00:00Z'),
        identified('c', '2026-11-03T10:00:00+05:00', { status: 'amended' }),
        identified('b', '2026-11-02T10:00:00Z'),
      ],
    });
    expect(reports.map(({ id, replaces }) => [id, replaces])).toEqual([
      ['DiagnosticReport/c', ['DiagnosticReport/b', 'DiagnosticReport/a']],
      ['DiagnosticReport/b', ['DiagnosticReport/a']],
      ['DiagnosticReport/a', []],
    ]);
  });

  it('are not made of an accession number alone', async () => {
    const identifier = [{ type: { coding: [{ code: 'ACSN' }] }, system, value: 'A1' }];
    const { reports } = await reportsFrom({
      DiagnosticReport: [report('a', { identifier }), report('b', { identifier })],
    });
    expect(reports.map(({ replaces }) => replaces)).toEqual([[], []]);
  });

  it.each([
    [
      'the R4 extension',
      {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces',
            valueReference: { reference: 'DiagnosticReport/old' },
          },
        ],
      },
    ],
    ['relatesTo', { relatesTo: [{ code: 'replaces', target: { reference: 'DiagnosticReport/old' } }] }],
    [
      'a logical reference',
      { relatesTo: [{ type: 'appends', target: { identifier: { system, value: 'R0' } } }] },
    ],
  ])('are named by %s', async (_name, more) => {
    const old = report('old', { issued: '2026-01-01', identifier: [{ system, value: 'R0' }] });
    const { reports } = await reportsFrom({ DiagnosticReport: [old, report('new', more)] });
    expect(reports[0]).toMatchObject({ id: 'DiagnosticReport/new', replaces: ['DiagnosticReport/old'] });
  });
});

describe('which reports', () => {
  it('are imaging by category, code, study or order; laboratory and strangers’ are left out', async () => {
    const laboratory = { category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'FBC' } };
    const { reports } = await reportsFrom({
      DiagnosticReport: [
        report('rad'),
        report('loinc', { category: [{ coding: [{ code: 'LP29684-5' }] }] }),
        report('echo', {
          category: [{ text: 'Cardiology' }],
          imagingStudy: [{ reference: 'ImagingStudy/1' }],
        }),
        report('ordered', { category: undefined, basedOn: [{ reference: 'ServiceRequest/1' }] }),
        report('lab', { ...laboratory, identifier: [{ type: { coding: [{ code: 'ACSN' }] }, value: '1' }] }),
        report('other', { subject: { reference: 'Patient/p2' } }),
      ],
    });
    expect(reports.map(({ id }) => id.split('/')[1])).toEqual(['rad', 'loinc', 'echo', 'ordered']);
  });

  it('stand by themselves where they join to no study, and keep every state', async () => {
    const { reports } = await reportsFrom({
      DiagnosticReport: ['registered', 'partial', 'cancelled', 'entered-in-error', 'modified', 'weird'].map(
        (status) => report(status, { status }),
      ),
    });
    expect(reports.map(({ status }) => status)).toEqual([
      'registered',
      'partial',
      'cancelled',
      'entered-in-error',
      'amended',
      'unknown',
    ]);
    expect(reports[0]).toMatchObject({ studies: [], studyReferences: [], accessionNumbers: [] });
  });

  it('that cannot be read are counted; one without a status is read, and says so', async () => {
    const { reports, shortfalls } = await reportsFrom({
      DiagnosticReport: [report('a'), report('b', { status: undefined }), { ...report('c'), id: 7 }, 'junk'],
    });
    expect(reports.map(({ status }) => status).sort()).toEqual(['final', 'unknown']);
    expect(shortfalls).toEqual([{ kind: 'unreadable', count: 2 }]);
  });

  it.each<[string, object, readonly string[]]>([
    [
      'by the words of their code alone',
      { category: undefined, code: { text: 'CT Thorax' } },
      ['DiagnosticReport/x'],
    ],
    ['not by nothing', { category: undefined, code: { text: 'Full blood count' } }, []],
    [
      'not where they are filed as a laboratory’s',
      { category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'CT value' } },
      [],
    ],
  ])('are imaging %s', async (_, more, ids) => {
    const { reports } = await reportsFrom({ DiagnosticReport: [report('x', more)] });
    expect(reports.map(({ id }) => id)).toEqual(ids);
  });

  it.each<[string, object, object]>([
    [
      'imagingStudy',
      { imagingStudy: [{ reference: 'ImagingStudy/8' }] },
      { studyReferences: ['ImagingStudy/8'] },
    ],
    ['study (R5)', { study: [{ reference: 'ImagingStudy/8' }] }, { studyReferences: ['ImagingStudy/8'] }],
    [
      'the R5 element as an extension',
      {
        extension: [
          {
            url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-DiagnosticReport.study',
            valueReference: { reference: 'ImagingStudy/8' },
          },
        ],
      },
      { studyReferences: ['ImagingStudy/8'] },
    ],
    [
      'a study’s UID as a logical reference',
      { imagingStudy: [{ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } }] },
      { studies: ['1.2.3'] },
    ],
    [
      'a study that it contains',
      {
        imagingStudy: [{ reference: '#s' }],
        contained: [
          {
            resourceType: 'ImagingStudy',
            id: 's',
            identifier: [
              { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' },
              { type: ACSN, value: 'A1' },
            ],
          },
        ],
      },
      { studies: ['1.2.3'], accessionNumbers: ['A1'] },
    ],
    [
      'an order that it contains',
      {
        basedOn: [{ reference: '#o' }],
        contained: [{ resourceType: 'ServiceRequest', id: 'o', identifier: [{ type: ACSN, value: 'A1' }] }],
      },
      { accessionNumbers: ['A1'] },
    ],
    [
      'an accession number of its own',
      { identifier: [{ type: ACSN, value: 'A1' }] },
      { accessionNumbers: ['A1'] },
    ],
    [
      'an accession number by its words',
      { identifier: [{ type: { text: 'Accession number' }, value: 'A1' }] },
      { accessionNumbers: ['A1'] },
    ],
    [
      'an accession number by a small code, as a number',
      { identifier: [{ type: { coding: { code: 'acsn' } }, value: 41 }] },
      { accessionNumbers: ['41'] },
    ],
    [
      'an order by its placer’s number, however the host is written',
      { basedOn: [{ identifier: { system: 'HTTPS://Trust.example/order', value: 'P1' } }] },
      { orders: ['https://trust.example/order|P1'] },
    ],
    [
      'an accession number by its system',
      { identifier: [{ system: 'https://trust.example/accession', value: 'A1' }] },
      { accessionNumbers: ['A1'] },
    ],
  ])('lead to their study by %s', async (_, more, leads) => {
    const { reports } = await reportsFrom({ DiagnosticReport: [report('a', more)] });
    expect(reports[0]).toMatchObject(leads);
  });

  it('of STU 3 have their authors, and their coded conclusion', async () => {
    const read = await only({
      performer: [{ role: { text: 'Reporter' }, actor: { display: 'Dr Ada Sample' } }],
      codedDiagnosis: [{ text: 'Pneumothorax' }],
    });
    expect(read.authors).toMatchObject([{ name: 'Dr Ada Sample' }]);
    expect(ownWords(read)[0]).toContain('Pneumothorax');
  });

  it('count what they name and what did not come, and tell an unread author from none', async () => {
    const read = await only(
      {
        presentedForm: [{ contentType: 'application/pdf', title: 'Letter' }],
        media: [{ link: { reference: 'Media/1' } }],
        performer: [{ reference: 'Practitioner/1' }],
      },
      { Media: new Response('{}', { status: 403 }), Practitioner: new Response('{}', { status: 500 }) },
    );
    expect([read.unread, read.unnamed, read.authors]).toEqual([2, 1, []]);
    const plain = await only({});
    expect([plain.unread, plain.unnamed]).toEqual([undefined, undefined]);
  });

  it('name their orders, which lead to studies wherever these become known', async () => {
    const basedOn = [
      { reference: 'ServiceRequest/1' },
      { identifier: { system: 'urn:placer', value: '7' } },
      { identifier: { type: ACSN, value: 'A7' } },
    ];
    const { reports } = await reportsFrom({ DiagnosticReport: [report('a', { basedOn })] });
    expect(reports[0]).toMatchObject({
      orders: ['ServiceRequest/1', 'urn:placer|7'],
      accessionNumbers: ['A7'],
      studyReferences: [],
    });
  });

  it('are a problem where the record withholds them, not an empty list', async () => {
    const record = recordWith({ DiagnosticReport: new Response('{}', { status: 403 }) });
    expect(await fullReportsOf(record, launchedFor('p1'), forms, signal)).toEqual({
      ok: false,
      problem: { kind: 'forbidden', where: 'Care Record' },
    });
  });
});
