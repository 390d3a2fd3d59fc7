import { gzipSync } from 'node:zlib';
import { banner, report, studies, view } from '../e2e/screen';
import {
  allSources,
  isComplete,
  isPartlyThere,
  isSmith,
  isUndisturbed,
  open,
  showsAPicture,
  showsTheChest,
  words,
  type Expectation,
} from './expectations';
import type { Arriving, Passing } from './interception';
import type { Launched } from './launched';
import { expect } from './patience';
import type { ServerCase } from './server-case';

/** A habit of a server, or a hostile answer, with what is right where it is met. */
export interface Habit extends ServerCase {
  readonly name: string;
  readonly expected: Expectation;
}

interface Json {
  readonly [name: string]: unknown;
}

const ofPatient = ({ where, path }: Arriving) => where === 'record' && path === '/fhir/Patient/aria-smith';
const ofStudies = ({ where, path }: Arriving) => where === 'record' && path.startsWith('/fhir/ImagingStudy');
const ofReports = ({ where, path }: Arriving) =>
  where === 'record' && path.startsWith('/fhir/DiagnosticReport');
const ofSearch =
  (archive: string) =>
  ({ where, path }: Arriving) =>
    where === archive && path === '/dicom-web/studies';
const ofMetadata =
  (archive: string) =>
  ({ where, path }: Arriving) =>
    where === archive && path.endsWith('/metadata');
const ofFrames =
  (archive: string) =>
  ({ where, path }: Arriving) =>
    where === archive && /\/frames\/[\d,]+$/.test(path);
const ofAnyPixels =
  (archive: string) =>
  ({ where, path }: Arriving) =>
    where === archive && /\/instances\/[\d.]+(?:\/frames\/[\d,]+)?$/.test(path);

const changing = (
  is: (request: Arriving) => boolean,
  change: (answer: Passing, request: Arriving) => void,
): Pick<ServerCase, 'after'> => ({
  after: (request, answer) => {
    if (is(request)) change(answer, request);
  },
});
const answering = (
  is: (request: Arriving) => boolean,
  answer: (request: Arriving) => ReturnType<NonNullable<ServerCase['before']>>,
): Pick<ServerCase, 'before'> => ({ before: (request) => (is(request) ? answer(request) : undefined) });

const jsons = (value: unknown) => (value ?? []) as readonly Json[];

const patientWith = (change: (patient: Json) => Json) =>
  changing(ofPatient, (answer) => answer.setJson(change(answer.json() as Json)));

/** Every resource of one type in a Bundle, changed. */
const eachOf = (type: string, change: (resource: Json) => Json) => (answer: Passing) => {
  if (answer.status !== 200) return;
  const bundle = answer.json() as Json;
  const entry = jsons(bundle['entry']).map((each) => {
    const resource = (each['resource'] ?? {}) as Json;
    return resource['resourceType'] === type ? { ...each, resource: change(resource) } : each;
  });
  answer.setJson({ ...bundle, entry });
};
const OUTCOME = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'exception', diagnostics: 'java.lang.NullPointerException' }],
});
const outcome = () => ({
  status: 200,
  headers: { 'content-type': 'application/fhir+json' },
  body: OUTCOME,
});
const latin = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const withBom = (bytes: Buffer) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
const boundaryOf = ({ headers }: Passing) =>
  /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1] ?? '';
/** The record lists every study as somebody else's, and the archives as the patient's: each is marked, none is landed on. */
const isContradicted: Expectation = async (seen) => {
  await isSmith(seen);
  await expect(studies(seen.page, /The record labels this study as another person/)).toHaveCount(4);
  await expect(await allSources(seen)).toContainText('4 studies left out');
  await expect(seen.page.locator('canvas')).toHaveCount(0);
  await open(seen, /Chest X-ray/);
  await showsAPicture(seen);
  await expect(view(seen.page)).toContainText('The record labels this study as another person');
};
const noPatient: Expectation = async (seen) => {
  await expect(seen.page.getByRole('heading').first()).toBeVisible();
  await expect(seen.page.locator('canvas')).toHaveCount(0);
  await expect(banner(seen.page)).toHaveCount(0);
};
/** The words that stand by a picture whose person is not confirmed */
const isMarked = ({ page }: Launched) => expect(view(page)).toContainText(/In the picture:/);
/** Every study is of a Patient within itself. */
const ofContained = (patient: Json) =>
  changing(
    ofStudies,
    eachOf('ImagingStudy', (study) => ({
      ...study,
      subject: { reference: '#p' },
      contained: [...jsons(study['contained']), { resourceType: 'Patient', id: 'p', ...patient }],
    })),
  );

const isNotMarked = ({ page }: Launched) => expect(view(page)).not.toContainText(/In the picture:/);

export const habits: readonly Habit[] = [
  // 1. Whose it is
  {
    name: 'the record answers with another entry of the same NHS number',
    ...patientWith((patient) => ({ ...patient, id: 'aria-smith-2' })),
    expected: async (seen) => {
      await noPatient(seen);
      await expect(words(seen)).toContainText(/another/i);
    },
  },
  {
    name: 'entries that name each other, the one asked for being the one that stands',
    ...patientWith((patient) => ({
      ...patient,
      link: [
        { type: 'replaces', other: { reference: 'Patient/aria-smith-0' } },
        { type: 'seealso', other: { reference: 'Patient/aria-smith-2' } },
      ],
    })),
    expected: async (seen) => {
      await isUndisturbed(seen);
      await expect(words(seen)).toContainText(/second entry|twice|another entry/i);
    },
  },
  {
    name: 'entries that each say they replace the other',
    ...patientWith((patient) => ({
      ...patient,
      link: [
        { type: 'replaces', other: { reference: 'Patient/aria-smith-2' } },
        { type: 'replaced-by', other: { reference: 'Patient/aria-smith-2' } },
      ],
    })),
    expected: noPatient,
  },
  {
    name: 'of the patient a year of birth and an initial alone are known, and no number',
    landing: 'list',
    ...patientWith((patient) => ({
      ...patient,
      identifier: undefined,
      birthDate: String(patient['birthDate']).slice(0, 4),
      name: [{ family: 'Smith', given: ['A'] }],
    })),
    expected: async (seen) => {
      await expect(banner(seen.page)).toContainText('SMITH');
      await open(seen, /Chest X-ray|XR Chest/);
      await showsAPicture(seen);
      await isMarked(seen);
    },
  },
  {
    name: 'hospital numbers have their assigner, and no system',
    ...patientWith((patient) => ({
      ...patient,
      identifier: jsons(patient['identifier']).map(({ system, ...one }) =>
        /nhs-number/.test(String(system)) ? { system, ...one } : one,
      ),
    })),
    expected: async (seen) => {
      await isSmith(seen);
      await showsTheChest(seen);
      await isNotMarked(seen);
    },
  },
  {
    name: 'studies contain their Patient, who refers back to the one of the record',
    ...ofContained({ link: [{ type: 'refer', other: { reference: 'Patient/aria-smith' } }] }),
    // Whom it refers to is no name and no number; the archive has the pictures under hers, and they name her.
    expected: async (seen) => {
      await isSmith(seen);
      await showsTheChest(seen);
    },
  },
  {
    name: 'studies contain their Patient, who is somebody else',
    ...ofContained({
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9000000033' }],
      name: [{ family: 'Other', given: ['Bob'] }],
    }),
    expected: isContradicted,
  },
  // 2. What may be said
  {
    name: 'a total below what came',
    ...changing(ofStudies, (answer) => {
      const bundle = answer.json() as Json;
      if (bundle['resourceType'] === 'Bundle') answer.setJson({ ...bundle, total: 1 });
    }),
    expected: isUndisturbed,
  },
  {
    name: 'the record repeats its entries on every page, and has a total',
    ...changing(ofStudies, (answer, { url }) => {
      const bundle = answer.json() as Json;
      if (bundle['resourceType'] !== 'Bundle') return;
      const next = new URL(url);
      next.searchParams.set('page', String(Number(url.searchParams.get('page') ?? 1) + 1));
      answer.setJson({ ...bundle, total: 4, link: [{ relation: 'next', url: next.href }] });
    }),
    expected: isUndisturbed,
  },
  {
    name: 'the record repeats its entries on every page, and has no total',
    ...changing(ofStudies, (answer, { url }) => {
      const bundle = answer.json() as Json;
      if (bundle['resourceType'] !== 'Bundle') return;
      const next = new URL(url);
      next.searchParams.set('page', String(Number(url.searchParams.get('page') ?? 1) + 1));
      answer.setJson({ ...bundle, total: undefined, link: [{ relation: 'next', url: next.href }] });
    }),
    expected: async (seen) => {
      await showsTheChest(seen);
      await isPartlyThere(seen, /Demonstration record/);
    },
  },
  ...[206, 207].flatMap((status): readonly Habit[] => [
    {
      name: `the record answers its list with ${status}`,
      ...changing(ofStudies, (answer) => {
        if (answer.status === 200) answer.status = status;
      }),
      expected: async (seen) => {
        await showsTheChest(seen);
        await isPartlyThere(seen, /Demonstration record/);
      },
    },
    {
      name: `an archive answers its search with ${status}`,
      ...changing(ofSearch('salford'), (answer) => {
        if (answer.status === 200) answer.status = status;
      }),
      expected: async (seen) => {
        await showsTheChest(seen);
        await isPartlyThere(seen, /Salford/);
      },
    },
    {
      name: `the record answers for reports with ${status}, and without some`,
      ...changing(ofReports, (answer) => {
        if (answer.status !== 200) return;
        const bundle = answer.json() as Json;
        answer.setJson({ ...bundle, total: 0, entry: [] });
        answer.status = status;
      }),
      expected: async (seen) => {
        await showsTheChest(seen);
        await expect(words(seen)).not.toContainText('No report recorded');
      },
    },
  ]),
  {
    name: 'the record answers for reports with an outcome of error and 200',
    ...answering(ofReports, outcome),
    expected: async (seen) => {
      await showsTheChest(seen);
      await expect(words(seen)).not.toContainText('No report recorded');
      await expect(report(seen.page)).toContainText(/Demonstration record/);
    },
  },
  {
    name: 'the record answers for its list with an outcome of error and 200',
    ...answering(ofStudies, outcome),
    expected: async (seen) => {
      await isSmith(seen);
      await isPartlyThere(seen, /Demonstration record/);
    },
  },
  {
    name: 'the record answers for the patient with an outcome of error and 200',
    ...answering(ofPatient, outcome),
    expected: async (seen) => {
      await noPatient(seen);
      await expect(words(seen)).toContainText(/Demonstration record/);
      await expect(seen.page.getByRole('button', { name: /Try again/ })).toBeVisible();
    },
  },
  {
    name: 'an archive answers its search with an outcome of error and 200',
    ...answering(ofSearch('salford'), outcome),
    expected: async (seen) => {
      await isSmith(seen);
      await isPartlyThere(seen, /Salford/);
    },
  },
  {
    name: 'an archive answers metadata and pixels with an outcome of error and 200',
    ...answering((one) => ofMetadata('salford')(one) || ofAnyPixels('salford')(one), outcome),
    expected: async (seen) => {
      await isSmith(seen);
      await expect(seen.page.getByRole('region', { name: 'Pictures' })).toContainText(/Salford Royal/);
      await expect(words(seen)).not.toContainText(/does not have it|damaged/);
    },
  },
  {
    name: 'the record writes numbers beyond all bounds',
    ...changing(ofStudies, (answer) =>
      answer.mapText((text) =>
        text
          .replace(/"numberOfInstances":\s*\d+/g, '"numberOfInstances": 1e999')
          .replace(/"numberOfSeries":\s*\d+/g, '"numberOfSeries": 99999999999999999999')
          .replace(/"number":\s*\d+/g, '"number": -1e308'),
      ),
    ),
    expected: isUndisturbed,
  },
  {
    name: 'an archive writes numbers beyond all bounds',
    ...changing(
      (one) => one.where === 'salford' && /\/(studies|series)$/.test(one.path),
      (answer) =>
        answer.mapText((text) =>
          text.replace(
            /("00200012|"00201206|"00201208|"00201209|"00200011)(":\{"vr":"IS","Value":\[)[^\]]*/g,
            '$1$21e999',
          ),
        ),
    ),
    expected: isUndisturbed,
  },
  {
    name: 'an archive puts spaces and NULs behind its UIDs',
    ...changing(
      (one) => one.where === 'salford' && /\/(studies|series|metadata)$/.test(one.path),
      (answer) =>
        answer.mapText((text) =>
          text
            .replace(/("vr":"UI","Value":\["[\d.]+)"/g, '$1\\u0000"')
            .replace(/("00080018":\{"vr":"UI","Value":\["[\d.]+)\\u0000"/g, '$1 "'),
        ),
    ),
    expected: isUndisturbed,
  },
  {
    name: 'the record puts spaces and NULs behind its UIDs',
    ...changing(ofStudies, (answer) =>
      answer.mapText((text) =>
        text.replace(/("value":\s*"urn:oid:[\d.]+)"/g, '$1 "').replace(/("uid":\s*"[\d.]+)"/g, '$1\\u0000"'),
      ),
    ),
    expected: isUndisturbed,
  },
  // 4. What came over the line
  ...(
    [
      ['Latin letters that its label names', 'application/fhir+json; charset=iso-8859-1', latin],
      ['UTF-16, with its mark', 'application/fhir+json; charset=utf-16', utf16],
      ['UTF-8 with a mark before it', 'application/fhir+json', (text: string) => withBom(Buffer.from(text))],
    ] as const
  ).map(([what, type, encode]): Habit => ({
    name: `the patient in ${what}`,
    ...changing(ofPatient, (answer) => {
      answer.body = encode(answer.body.toString('utf8').replace('"Aria"', '"Ariä Zoë"'));
      answer.headers['content-type'] = type;
    }),
    expected: async (seen) => {
      await expect(banner(seen.page)).toContainText('SMITH, Ariä Zoë');
    },
  })),
  {
    name: 'an archive’s list in Latin letters that its label names',
    landing: 'list',
    ...changing(ofSearch('salford'), (answer) => {
      const text = answer.body
        .toString('utf8')
        .replace(/("00081030":\{"vr":"LO","Value":\[")[^"]*/g, '$1Thorax Süd');
      answer.body = latin(text);
      answer.headers['content-type'] = 'application/dicom+json; charset=ISO-8859-1';
    }),
    expected: async (seen) => {
      await isSmith(seen);
      await isComplete(seen);
      await expect(words(seen)).not.toContainText('\ufffd');
    },
  },
  {
    name: 'an archive compresses twice, and says so once',
    ...changing(
      (one) => one.where === 'salford' && /\/(studies|series|metadata)$/.test(one.path),
      (answer) => {
        answer.body = gzipSync(gzipSync(answer.body));
        answer.headers['content-encoding'] = 'gzip';
      },
    ),
    expected: async (seen) => {
      await isSmith(seen);
      await expect(seen.page.getByRole('region', { name: 'Pictures' })).toContainText(
        /Salford Royal sent an answer that cannot be read/,
      );
      await expect(words(seen)).not.toContainText(/damaged/);
    },
  },
  {
    name: 'an archive compresses its metadata, and does not say so',
    ...changing(ofMetadata('salford'), (answer) => {
      answer.body = gzipSync(answer.body);
    }),
    expected: async (seen) => {
      await isSmith(seen);
      await expect(seen.page.getByRole('region', { name: 'Pictures' })).toContainText(
        /Salford Royal sent an answer that cannot be read/,
      );
      await expect(words(seen)).not.toContainText(/damaged/);
    },
  },
  {
    name: 'an archive says that it compressed what it did not',
    ...changing(ofSearch('salford'), (answer) => {
      answer.headers['content-encoding'] = 'gzip';
    }),
    expected: async (seen) => {
      await isSmith(seen);
      await showsTheChest(seen);
      await isPartlyThere(seen, /Salford/);
    },
  },
  {
    name: 'the record’s list is compressed, and breaks off half-way',
    ...changing(ofStudies, (answer) => {
      const whole = gzipSync(answer.body);
      answer.body = whole.subarray(0, Math.floor(whole.length / 2));
      answer.headers['content-encoding'] = 'gzip';
    }),
    expected: async (seen) => {
      await isSmith(seen);
      await isPartlyThere(seen, /Demonstration record/);
    },
  },
  {
    name: 'an archive names an encoding that there is not',
    ...changing(
      (one) => one.where === 'salford',
      (answer) => {
        answer.headers['content-encoding'] = 'UTF-8';
      },
    ),
    expected: isUndisturbed,
  },
  {
    name: 'frames with words before and behind their parts, in lines of LF alone',
    ...changing(ofFrames('salford'), (answer) => {
      const boundary = boundaryOf(answer);
      if (boundary === '') return;
      const head = answer.body.indexOf('\r\n\r\n');
      const lines = answer.body.subarray(0, head).toString('latin1').replaceAll('\r\n', '\n');
      answer.body = Buffer.concat([
        Buffer.from(`This is a preamble.\n${lines.trimStart()}\n\n`),
        answer.body.subarray(head + 4),
        Buffer.from('\nAnd this is an epilogue.\n'),
      ]);
    }),
    expected: isUndisturbed,
  },
  {
    name: 'frames whose parts lie about their length',
    ...changing(ofFrames('salford'), (answer) => {
      const head = answer.body.indexOf('\r\n\r\n');
      answer.body = Buffer.concat([
        Buffer.from(
          answer.body
            .subarray(0, head)
            .toString('latin1')
            .replace(/\r\nContent-Length: *\d+/i, '') + '\r\nContent-Length: 99\r\n\r\n',
          'latin1',
        ),
        answer.body.subarray(head + 4),
      ]);
    }),
    expected: async (seen) => {
      await isSmith(seen);
      await showsTheChest(seen);
    },
  },
  {
    name: 'a page of a proxy in place of frames and objects, under the type that was asked for',
    ...answering(ofAnyPixels('salford'), () => ({
      status: 200,
      headers: { 'content-type': 'application/octet-stream' },
      body: '<!DOCTYPE html><html><body><h1>Sign in</h1><form></form></body></html>',
    })),
    expected: async (seen) => {
      await isSmith(seen);
      await expect(seen.page.getByRole('region', { name: 'Pictures' })).toContainText(/Salford Royal/);
      await expect(words(seen)).not.toContainText(/damaged/);
    },
  },
  {
    name: 'the record writes members twice',
    ...changing(ofStudies, (answer) =>
      answer.mapText((text) =>
        text.replace(/"subject":\s*\{[^}]*\}/g, '$&, "subject": {"reference": "Patient/bob"}'),
      ),
    ),
    expected: isContradicted,
  },
];
