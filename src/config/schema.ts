import * as v from 'valibot';

/*
 * What config.json may hold. The published JSON Schema (public/config.schema.json) is generated from this. A key that is
 * not known is an error: a misspelt `clientID` should be told at once, not found out at the first launch.
 */

const words = v.pipe(v.string(), v.trim(), v.nonEmpty());

const key = <Schema extends v.GenericSchema<unknown, unknown>>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

/** A token travels to these addresses: in the clear only within the machine itself. */
const isSafeAddress = (text: string) => {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || address.username !== '' || address.password !== '') return false;
  return address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback(address.hostname));
};

const isLoopback = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';

const SAFE = 'must be a full https:// address (http:// only on localhost), without a user name';

const issuerKeys = {
  name: key(words, 'The record’s name as the clinician knows it'),
  clientId: key(words, 'The client id under which this viewer is registered at the record'),
  scope: v.optional(
    key(words, 'Scopes to ask for, separated by spaces, in place of the viewer’s own choice'),
  ),
};

const endpoint = v.pipe(words, v.check(isSafeAddress, SAFE));

const issuer = v.union([
  v.strictObject({
    iss: key(
      v.pipe(words, v.check(isSafeAddress, SAFE)),
      'The FHIR base address, exactly as the record sends it in a launch',
    ),
    smartConfiguration: v.optional(
      key(
        v.looseObject({ authorization_endpoint: endpoint, token_endpoint: endpoint }),
        'What the record answers under .well-known/smart-configuration, word for word: a launch then need not ask first',
      ),
    ),
    ...issuerKeys,
  }),
  v.strictObject({
    issPattern: key(
      v.pipe(words, v.check(isSafePattern, 'must spell out scheme and host; only the path may hold a *')),
      'A URLPattern for sandboxes whose address holds their settings',
    ),
    ...issuerKeys,
  }),
]);

function isSafePattern(pattern: string): boolean {
  const host = /^(https|http):\/\/([^/]+)\//.exec(pattern);
  if (host === null || /[*:(){}?+@]/.test(host[2]?.replace(/:\d+$/, '') ?? '*')) return false;
  return isSafeAddress(`${host[1]}://${host[2]}/`);
}

const credentials = key(
  v.picklist(['ehr-token', 'none']),
  '`ehr-token` sends the record’s access token there, `none` sends no credentials',
);

const archive = v.strictObject({
  id: key(
    v.pipe(v.string(), v.regex(/^[\w.-]+$/, 'may hold only letters, digits, dot, dash and underscore')),
    'A short name of your own, unique in this file',
  ),
  name: key(words, 'The archive’s name as the clinician knows it: “Salford Royal”'),
  root: key(words, 'The DICOMweb root; a relative address is taken from the place of config.json'),
  otherRoots: v.optional(
    key(
      v.array(
        v.pipe(
          words,
          v.check((text) => /^https?:/.test(text) && URL.canParse(text), 'must be an http(s) address'),
        ),
      ),
      'Other DICOMweb roots by which the record’s Endpoints name this archive. It is asked at `root` alone',
    ),
  ),
  credentials,
  identifierSystem: v.optional(
    key(
      words,
      'The system of the patient identifiers that this archive uses as Patient ID, for example https://fhir.nhs.uk/Id/nhs-number',
    ),
  ),
  identifierDomains: v.optional(
    key(
      v.pipe(
        v.array(
          v.strictObject({
            system: key(words, 'The system of the identifiers, as the record writes it'),
            issuer: v.optional(
              key(
                words,
                'What this archive has as Issuer of Patient ID (0010,0021) for them: it is asked for with the number, and told from others by it',
              ),
            ),
          }),
        ),
        v.minLength(1, 'must name at least one system'),
      ),
      'The systems of patient identifiers, where this archive holds several: it is asked with the numbers of each. In place of `identifierSystem`',
    ),
  ),
  retrieveLocationUids: v.optional(
    key(
      v.array(
        v.pipe(
          words,
          v.regex(/^[\w.-]+$/, 'must be a UID or name as it stands in manifests, without urn:oid:'),
        ),
      ),
      'The Retrieve Location UIDs by which imaging manifests name this archive',
    ),
  ),
});

const origin = v.pipe(
  words,
  v.check(
    (text) => isSafeAddress(text) && new URL(text).origin === text,
    'must be an origin: https://host, without a path',
  ),
);

/** Somewhere else than the record that keeps looks */
const auditStore = v.strictObject({
  name: key(words, 'Who keeps them, as the clinician knows it'),
  root: key(endpoint, 'Its FHIR base: events are posted to AuditEvent below it'),
  credentials,
});

const minutes = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.check((count) => count >= least && count <= most, `must be a number from ${least} to ${most}`),
  );

/** A file of the same place: no address, and nothing above it */
const beside = v.pipe(
  words,
  v.regex(/^(?!.*\.\.)[\w-][\w./-]*$/, 'must name a file that lies beside config.json, or below'),
);

/** Everyone, or who is of a type or was granted a scope */
const allowance = v.optional(
  v.union([
    v.literal('everyone'),
    v.array(v.pipe(words, v.regex(/^(fhirUser:[A-Z]\w+|scope:\S+)$/, 'must be fhirUser:Type or scope:name'))),
  ]),
);

export const configSchema = v.strictObject({
  $schema: v.optional(v.string()),
  site: v.strictObject({
    name: key(words, 'The organisation that offers this viewer'),
    logo: v.optional(key(beside, 'Its logo: a picture that lies beside config.json, or below')),
  }),
  issuers: key(
    v.pipe(v.array(issuer), v.minLength(1, 'must name at least one record')),
    'The records that may launch the viewer',
  ),
  archives: key(v.array(archive), 'The DICOMweb archives that are always asked'),
  identifierRules: v.optional(
    key(
      v.array(
        v.strictObject({
          system: key(words, 'The system of the identifiers, as the record writes it'),
          ignoreCase: v.optional(key(v.boolean(), 'Capital and small letters are the same')),
          ignoreLeadingZeros: v.optional(key(v.boolean(), 'Zeros before the number mean nothing')),
        }),
      ),
      'How numbers of one authority are compared, where a difference of letter case or of leading zeros does not mean another patient. Left out: every letter and digit counts',
    ),
    [],
  ),
  endpointOrigins: v.optional(
    key(
      v.array(origin),
      'Origins whose FHIR Endpoints become archives. They are given the record’s access token where the Endpoint asks for it',
    ),
    [],
  ),
  framedBy: v.optional(
    key(
      v.array(origin),
      'Origins of the records that may show the viewer inside themselves; `npx plainfilm headers` writes them into frame-ancestors. Left out: none',
    ),
    [],
  ),
  gateway: v.optional(
    key(
      beside,
      'Where the gateway answers, beside config.json, for example gateway: it signs in and keeps the tokens, and the browser gets none. Left out: the viewer signs in by itself',
    ),
  ),
  manifests: v.optional(
    key(
      v.boolean(),
      'Whether the record is asked for imaging manifests (IHE MADO): studies then open by them. `false` (the default): it is not, and nothing of it is loaded',
    ),
    false,
  ),
  languages: v.optional(
    key(
      v.array(v.picklist(['cy'])),
      'Languages that a person may have beside English: `cy` is Welsh, a draft that no speaker has reviewed yet. Left out: English alone',
    ),
    [],
  ),
  texts: v.optional(
    key(
      beside,
      'Texts of your own: a JSON file that lies beside config.json, or below, for example texts.json',
    ),
  ),
  displayCheck: v.optional(
    key(
      v.picklist(['off', 'offered', 'required-note']),
      'The check of a screen by a test pattern: `offered` (the default) once on each device and in the help, with a note on a screen that did not pass; `required-note` says so on every screen that has not passed; `off`: there is none',
    ),
    'offered',
  ),
  patientLaunch: v.optional(
    key(
      v.union([
        v.literal(false),
        v.strictObject({
          talkTo: v.optional(
            key(words, 'Whom patients talk to about their pictures: a name, a number, hours'),
          ),
        }),
      ]),
      'How patients see their own pictures, where the record’s own app for patients launches the viewer. `false`: they do not. Left out: what the record released, in plain words',
    ),
  ),
  glossary: v.optional(
    key(
      v.strictObject({
        unreviewed: key(
          v.boolean(),
          'Whether lines are shown that no clinician has reviewed yet; today that is every one of them',
        ),
      }),
      'The plain-English lines that explain a report’s words to a patient. Left out: only those that a clinician has reviewed',
    ),
  ),
  landing: v.optional(
    key(
      v.picklist(['study', 'list']),
      'What a launch opens: the study that matters (the default), or the list of studies',
    ),
    'study',
  ),
  landingByIntent: v.optional(
    key(
      v.strictObject({ study: v.optional(v.array(words)), list: v.optional(v.array(words)) }),
      'The words of the record’s for what a launch is for (`intent`) that open the study or the list, in place of `landing`. An intent that is not named opens what every launch does',
    ),
  ),
  measurements: v.optional(
    key(
      v.picklist(['session', 'archive']),
      'Where measurements may go: `session` (the default) forgets them when the viewer is left, `archive` lets a person save them beside the pictures as a DICOM structured report, and pictures as key images',
    ),
    'session',
  ),
  rendering: v.optional(
    key(v.picklist(['auto', 'gpu', 'software']), 'How pictures are drawn; `auto` looks at the device'),
    'auto',
  ),
  auditRequired: v.optional(
    key(
      v.boolean(),
      'Whether pictures are taken off the screen once the record takes no more audit events from this viewer. `false` (the default): viewing goes on, and it is said',
    ),
    false,
  ),
  audit: v.optional(
    key(
      v.picklist(['balp', 'pars', 'both']),
      'In which shape each look is recorded: `balp` is IHE BALP (the default), `pars` is NHS PARS, `both` sends one event of each',
    ),
    'balp',
  ),
  auditEndpoint: v.optional(
    key(auditStore, 'Where looks are recorded in place of the record: for `both`, those by BALP'),
  ),
  pars: v.optional(
    key(
      v.strictObject({
        odsCode: key(words, 'The ODS code of the organisation whose people look'),
        organisation: key(words, 'Its name'),
        productId: key(words, 'The product-id of this viewer, as NHS England gave it'),
        endpoint: v.optional(
          key(auditStore, 'Where looks are recorded by PARS: the relay that has its credentials'),
        ),
      }),
      'What PARS wants to know of who looks; needed where `audit` names it',
    ),
  ),
  sharedComputer: v.optional(
    key(
      v.strictObject({
        lockAfterMinutes: key(
          minutes(1, 120),
          'Minutes without any input in any tab of a launch, after which the patient is taken off the screen and out of the memory',
        ),
        endAfterMinutes: v.optional(
          key(minutes(5, 1440), 'Minutes after a launch at which it ends, however often it was renewed'),
        ),
      }),
      'For computers that several people use. With it, the viewer offers to sign out. Left out: a session lives as long as the record renews it',
    ),
  ),
  hubOrigins: v.optional(
    key(
      v.array(origin),
      'Origins of FHIRcast hubs that the viewer may follow where a launch names one. They are given the record’s access token. Left out: no hub is asked',
    ),
    [],
  ),
  messagingOrigins: v.optional(
    key(
      v.array(origin),
      'Origins of the records’ windows that close the viewer when it asks (SMART Web Messaging, `ui.done`); launches then ask for the scope messaging/ui.done. Left out: no window is asked',
    ),
    [],
  ),
  postprocessing: v.optional(
    key(
      v.boolean(),
      'Whether pictures may be made that no device has stored: planes of a volume (MPR) and slabs, fusion, 3D, and uptake values (SUV) computed. `false` leaves them out, and nothing of their code is loaded',
    ),
    true,
  ),
  exports: v.optional(
    key(
      v.strictObject({
        pictures: allowance,
        clipboard: allowance,
        film: allowance,
        dicom: allowance,
        teaching: allowance,
      }),
      'What may leave the viewer, and by whom: `everyone`, or a list of `fhirUser:Practitioner` and `scope:name`, one of which must be true. What is not named leaves by nobody. Left out: nothing',
    ),
  ),
  breakGlass: v.optional(
    key(
      v.strictObject({
        operation: key(
          v.pipe(words, v.regex(/^\$[\w-]+$/, 'must be the name of an operation, as $break-glass')),
          'The operation of the record that is told the reason (POST below its FHIR base, with Parameters) and decides',
        ),
      }),
      'Lets a person ask the record, with a reason, to open in an emergency what it withholds from them. Left out: nothing is offered',
    ),
  ),
  secondLook: v.optional(
    key(
      v.strictObject({ department: v.optional(words), send: v.optional(v.boolean()) }),
      'Lets a person ask the reporting `department` for a second look at a picture, by a letter; with `send` as a ServiceRequest in the record too, where its creation is granted. Left out: nothing is offered',
    ),
  ),
  colleagues: v.optional(
    key(
      v.strictObject({
        days: v.optional(minutes(1, 365)),
        record: v.optional(endpoint),
        keep: v.optional(v.boolean()),
      }),
      'Lets staff pass views on to colleagues as links without a name, a number or a UID, and collect them for a meeting. A link opens for `days` days (14 unless given); it leads to `record`, where people launch the viewer, else to a page that says how it is opened. With `keep` views for a meeting are kept in the record as List, where their creation is granted. Left out: nothing is offered',
    ),
  ),
  telemetry: v.optional(
    key(
      v.strictObject({
        endpoint: key(
          endpoint,
          'Where metrics are taken in by OTLP/HTTP, for example https://collector.example.nhs.uk/v1/metrics',
        ),
      }),
      'Sends how fast the viewer was, without anything of the patient, the person or what was opened. Left out: nothing is sent',
    ),
  ),
});

export type ConfigFile = v.InferOutput<typeof configSchema>;
export { isSafeAddress };
