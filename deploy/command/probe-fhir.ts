import { ask, isAnswered, json, preflight, type Asker } from './ask';
import type { Findings } from './finding';

/** What a person is without where the record gives none of a type of resource. */
export const WITHOUT: Readonly<Record<string, string>> = {
  Patient: 'No picture is ever shown: they never are without knowing whose they are.',
  ImagingStudy:
    'The list holds what the archives find by the patient’s number, and nothing that only the record knows.',
  DiagnosticReport: 'No report stands beside the pictures; the screen says that it may not read them.',
  Encounter: 'A launch cannot land on the imaging of this visit; it takes the newest with a report.',
  Endpoint: 'Archives that only the record names are not asked.',
  ServiceRequest: 'What was asked for, and why, is not shown; some reports cannot be joined to their study.',
  Appointment: 'Imaging that is planned is not shown.',
  Practitioner: 'Authors of reports are "Not recorded", unless the report holds their names.',
  PractitionerRole: 'Authors’ roles are "Not recorded".',
  Organization: 'Departments are "Not recorded".',
  Observation: 'Results that a report refers to are not shown with it.',
  Media: 'Key images that a report refers to by Media are not found.',
  ImagingSelection: 'Key images that a record holds as ImagingSelection are not found.',
  DocumentReference: 'Reports that are documents of their own are not found.',
  Binary: 'Reports that are files (PDF, RTF) cannot be opened.',
  AuditEvent: 'Who looked is not recorded, and the screen says so; with auditRequired nothing is shown.',
};

interface Statement {
  readonly fhirVersion?: string;
  readonly rest?: readonly {
    readonly resource?: readonly {
      readonly type?: string;
      readonly interaction?: readonly { readonly code?: string }[];
      readonly searchParam?: readonly { readonly name?: string }[];
    }[];
  }[];
}

/** What the FHIR base says of itself, and whether a page may ask it with a token. */
export async function probeFhir(base: URL, asker: Asker, gateway: boolean): Promise<Findings> {
  const reply = await ask(asker, new URL('metadata', base), {
    headers: { accept: 'application/fhir+json' },
    most: 32 * 1024 * 1024,
  });
  const cors = gateway ? [] : await mayBeAsked(base, asker);
  if (!isAnswered(reply)) return [...cors, { level: 'note', what: `its FHIR metadata ${reply.silent}` }];
  const statement = json(reply) as Statement | undefined;
  if (reply.status !== 200 || statement?.rest === undefined)
    return [...cors, { level: 'note', what: `tells nothing of its FHIR server (metadata: ${reply.status})` }];
  return [...cors, ...version(statement), ...offered(statement)];
}

async function mayBeAsked(base: URL, asker: Asker): Promise<Findings> {
  if (base.origin === asker.origin) return [];
  const { refused, seconds } = await preflight(asker, new URL('ImagingStudy?patient=1', base), 'GET', [
    'authorization',
  ]);
  if (refused !== undefined)
    return [
      {
        level: 'unusable',
        what: `does not let pages of ${asker.origin} ask with a token (CORS): ${refused}`,
        means: 'Every launch ends at "the patient’s details could not be read".',
      },
    ];
  return remembered(seconds, 'question to the record');
}

/** Each question to another origin with a token is asked twice, unless the first answer is remembered. */
export function remembered(seconds: number, of: string): Findings {
  return seconds >= 60
    ? []
    : [
        {
          level: 'note',
          what: `lets browsers remember its permission for ${seconds} s (Access-Control-Max-Age)`,
          means: `Every ${of} takes two round trips.`,
        },
      ];
}

const version = ({ fhirVersion = '' }: Statement): Findings =>
  /^(4|5)\./.test(fhirVersion)
    ? []
    : [
        {
          level: 'missing',
          what: `speaks FHIR ${fhirVersion || 'of no version'}, the viewer R4`,
          means: 'What it holds in another form is not understood, and the list says so.',
        },
      ];

function offered({ rest = [] }: Statement): Findings {
  const resources = rest.flatMap(({ resource = [] }) => resource);
  const named = new Map(resources.map((each) => [each.type ?? '', each]));
  const absent = Object.entries(WITHOUT).filter(([type]) => !named.has(type));
  const lost = absent.map(([type, means]) => ({
    level: type === 'Patient' ? ('unusable' as const) : ('missing' as const),
    what: `has no ${type} by its metadata`,
    means,
  }));
  const studies = named.get('ImagingStudy');
  const byPatient = studies?.searchParam?.some(({ name }) => name === 'patient' || name === 'subject');
  const unsearched: Findings =
    studies !== undefined && !byPatient
      ? [
          {
            level: 'missing',
            what: 'does not search ImagingStudy by patient',
            means: WITHOUT['ImagingStudy'] ?? '',
          },
        ]
      : [];
  const audit = named.get('AuditEvent');
  const unaudited: Findings =
    audit !== undefined && !audit.interaction?.some(({ code }) => code === 'create')
      ? [{ level: 'missing', what: 'takes no AuditEvent', means: WITHOUT['AuditEvent'] ?? '' }]
      : [];
  return [...lost, ...unsearched, ...unaudited];
}
