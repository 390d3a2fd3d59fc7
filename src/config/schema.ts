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

const archive = v.strictObject({
  id: key(
    v.pipe(v.string(), v.regex(/^[\w.-]+$/, 'may hold only letters, digits, dot, dash and underscore')),
    'A short name of your own, unique in this file',
  ),
  name: key(words, 'The archive’s name as the clinician knows it: “Salford Royal”'),
  root: key(words, 'The DICOMweb root; a relative address is taken from the place of config.json'),
  credentials: key(
    v.picklist(['ehr-token', 'none']),
    '`ehr-token` sends the record’s access token there, `none` sends no credentials',
  ),
  identifierSystem: v.optional(
    key(
      words,
      'The system of the patient identifiers that this archive uses as Patient ID, for example https://fhir.nhs.uk/Id/nhs-number',
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

/** A file of the same place: no address, and nothing above it */
const beside = v.pipe(
  words,
  v.regex(/^(?!.*\.\.)[\w-][\w./-]*$/, 'must name a file that lies beside config.json, or below'),
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
  landing: v.optional(
    key(
      v.picklist(['study', 'list']),
      'What a launch opens: the study that matters (the default), or the list of studies',
    ),
    'study',
  ),
  measurements: v.optional(
    key(
      v.picklist(['session', 'archive']),
      'Where measurements may go: `session` (the default) forgets them when the viewer is left, `archive` lets a person save them beside the pictures as a DICOM structured report',
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
  postprocessing: v.optional(
    key(
      v.boolean(),
      'Whether pictures may be made that no device has stored: planes of a volume (MPR) and slabs, and uptake values (SUV) computed. `false` leaves them out, and nothing of the planes is loaded',
    ),
    true,
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
