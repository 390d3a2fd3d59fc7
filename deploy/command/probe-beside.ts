import type { AuditEndpoint, Config } from '../../src/config/site-config';
import { fhirBase } from '../../src/fhir/resource/addresses';
import { ask, clock, isAnswered, json, preflight, type Asker } from './ask';
import { about, type Finding, type Findings } from './finding';

/* What stands beside records and archives: the gateway, where looks are recorded, hubs, and manifests. Nothing is written anywhere. */

const NOT_RECORDED =
  'Who looked is not recorded, and the screen says so; with auditRequired nothing is shown.';

/** Everything of it that config.json names, each asked at its own pace. */
export async function probeBeside(config: Config, asker: Asker): Promise<readonly Finding[]> {
  const { gateway, manifests, hubOrigins, issuers } = config;
  const stores = [config.auditEndpoint, config.pars?.endpoint].filter((each) => each !== undefined);
  const asked = await Promise.all([
    ...(gateway === undefined ? [] : [probeGateway(gateway, asker)]),
    ...stores.map((store) => probeAuditStore(store, asker, gateway !== undefined)),
    ...hubOrigins.map((origin) => probeHub(origin, asker)),
    ...(manifests ? issuers.map(({ iss, name }) => probeManifests(iss, name, asker)) : []),
  ]);
  return asked.flat();
}

/** @param address with a slash at its end */
async function probeGateway(address: string, asker: Asker): Promise<readonly Finding[]> {
  const means = 'Nobody can sign in: every launch ends at "could not finish the sign-in".';
  const reply = await ask(asker, new URL('health', address));
  if (!isAnswered(reply)) return about('gateway', [{ level: 'unusable', what: reply.silent, means }]);
  if (reply.status === 200)
    return about('gateway', [
      { level: 'well', what: 'answers, and its store does' },
      ...clock(reply, asker.now()),
    ]);
  const what =
    reply.status === 503
      ? 'answers, and its store does not'
      : `answers its own health with ${reply.status}: something else stands at ${new URL(address).pathname}`;
  return about('gateway', [{ level: 'unusable', what, means }]);
}

async function probeAuditStore(
  { name, root, credentials }: AuditEndpoint,
  asker: Asker,
  isGateway: boolean,
): Promise<readonly Finding[]> {
  const base = fhirBase(root);
  const reply = await ask(asker, new URL('metadata', base), { headers: { accept: 'application/fhir+json' } });
  if (!isAnswered(reply))
    return about(name, [{ level: 'missing', what: `for audit: ${reply.silent}`, means: NOT_RECORDED }]);
  const wanted = ['content-type', ...(credentials === 'ehr-token' ? ['authorization'] : [])];
  const needsLeave = !isGateway && base.origin !== asker.origin;
  const { refused } = needsLeave
    ? await preflight(asker, new URL('AuditEvent', base), 'POST', wanted)
    : { refused: undefined };
  const findings: Findings =
    refused === undefined
      ? [{ level: 'well', what: 'answers, and may be sent who looked' }]
      : [
          {
            level: 'missing',
            what: `does not let pages of ${asker.origin} send who looked (CORS): ${refused}`,
            means: NOT_RECORDED,
          },
        ];
  return about(name, [...findings, ...clock(reply, asker.now())]);
}

/** A hub's own address comes with each launch: what can be known before is whether its origin answers a page at all. */
async function probeHub(origin: string, asker: Asker): Promise<readonly Finding[]> {
  const means = 'The other windows of the record are not followed; the viewer works without.';
  const name = `hub at ${new URL(origin).host}`;
  const reply = await ask(asker, new URL(origin));
  if (!isAnswered(reply)) return about(name, [{ level: 'missing', what: reply.silent, means }]);
  return about(name, [
    { level: 'well', what: 'answers' },
    ...(new URL(origin).protocol === 'https:' ? [] : [INSECURE]),
    ...clock(reply, asker.now()),
  ]);
}

const INSECURE: Findings[number] = {
  level: 'missing',
  what: 'is asked in the clear (http), which a page served by https may not do',
  means: 'The other windows of the record are not followed.',
};

interface Statement {
  readonly rest?: readonly {
    readonly resource?: readonly {
      readonly type?: string;
      readonly searchParam?: readonly { readonly name?: string }[];
    }[];
  }[];
}

async function probeManifests(
  iss: string | undefined,
  name: string,
  asker: Asker,
): Promise<readonly Finding[]> {
  if (iss === undefined) return [];
  const reply = await ask(asker, new URL('metadata', fhirBase(iss)), {
    headers: { accept: 'application/fhir+json' },
    most: 32 * 1024 * 1024,
  });
  // A record that is silent, or tells nothing of itself, is said so once, where it is asked as a record.
  const statement = isAnswered(reply) ? (json(reply) as Statement | undefined) : undefined;
  if (statement?.rest === undefined) return [];
  const documents = statement.rest
    .flatMap(({ resource = [] }) => resource)
    .find(({ type }) => type === 'DocumentReference');
  const can = documents?.searchParam?.some(({ name: by }) => by === 'patient' || by === 'subject');
  return about(name, [
    can
      ? { level: 'well', what: 'can be searched for imaging manifests' }
      : {
          level: 'missing',
          what: documents
            ? 'does not search DocumentReference by patient, which finds imaging manifests'
            : 'has no DocumentReference by its metadata, by which imaging manifests are found',
          means:
            'Studies that only a manifest tells of are not in the list, and it says that manifests were not had.',
        },
  ]);
}
