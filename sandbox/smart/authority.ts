import type { Scenario } from '../scenario';
import { createGrantStore } from './grants';
import type { Grant, GrantStore } from './grants';
import { createSigningKeys } from './keys';
import type { SigningKeys } from './keys';
import { opaque } from './opaque';

/** What the authorisation server has to know of the record. */
export interface Directory {
  readonly people: readonly { readonly id: string; readonly label: string; readonly story: string }[];
  /** Encounter that is going on, as a FHIR id */
  encounterOf(personId: string): string | undefined;
  /** The patient's second newest study in the record, as an ImagingStudy id */
  earlierStudyOf(personId: string): string | undefined;
}

/** What a launch from the record carries. */
export interface LaunchContext {
  readonly scenario: Scenario;
  readonly personId?: string;
  readonly studyId?: string;
}

/** An authorisation request that passed every check. */
export interface AuthorisationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly codeChallenge: string;
  readonly nonce?: string;
}

export interface IssuedCode {
  readonly request: AuthorisationRequest;
  readonly grant: Grant;
  readonly expires: number;
  readonly spent: boolean;
}

export interface AuthorityOptions {
  /** FHIR base, which is also the issuer */
  readonly fhir: string;
  /** Origin of the record */
  readonly record: string;
  readonly client: { readonly id: string; readonly origin: string; readonly redirectUris: readonly string[] };
  readonly directory: Directory;
  readonly scenarios: readonly Scenario[];
  readonly now: () => Date;
  /** Where the record's windows share what they have open */
  readonly hub?: { readonly url: string; readonly topic: () => string };
}

/** State of the authorisation server; its routes are functions over it. */
export interface Authority extends AuthorityOptions {
  readonly grants: GrantStore;
  readonly keys: SigningKeys;
  /** By which the record's window knows the viewers that it opened (SMART Web Messaging) */
  readonly messagingHandles: Set<string>;
  /** Launches by their code; a page that is loaded again may use it again while it lives */
  readonly launches: Map<string, { readonly context: LaunchContext; readonly expires: number }>;
  readonly codes: Map<string, IssuedCode>;
  /** Requests that wait for a person to pick a patient or to consent */
  readonly pending: Map<string, { readonly request: AuthorisationRequest; readonly context: LaunchContext }>;
}

export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  return {
    ...options,
    grants: createGrantStore(options.now),
    messagingHandles: new Set(),
    keys: await createSigningKeys(options.fhir, options.now),
    launches: new Map(),
    codes: new Map(),
    pending: new Map(),
  };
}

const launchLife = 5 * 60_000;
const codeLife = 60_000;

/** @returns the opaque `launch` parameter for this context */
export function openLaunch(authority: Authority, context: LaunchContext): string {
  const launch = opaque();
  authority.launches.set(launch, { context, expires: authority.now().getTime() + launchLife });
  return launch;
}

/** @returns the launch's context, or `undefined` when it is unknown or too old */
export function launchContext(authority: Authority, launch: string): LaunchContext | undefined {
  const found = authority.launches.get(launch);
  return found !== undefined && found.expires > authority.now().getTime() ? found.context : undefined;
}

/** Lets the request through. @returns the authorisation code */
export function grantCode(
  authority: Authority,
  request: AuthorisationRequest,
  context: LaunchContext,
): string {
  const code = opaque();
  const grant = grantFrom(authority, request, context);
  const expires = authority.now().getTime() + codeLife;
  authority.codes.set(code, { request, grant, expires, spent: false });
  return code;
}

function grantFrom(authority: Authority, request: AuthorisationRequest, context: LaunchContext): Grant {
  const { scenario } = context;
  const personId = scenario.launch?.noPatient ? undefined : context.personId;
  const { encounterOf, earlierStudyOf } = authority.directory;
  const named = scenario.launch?.landsOnEarlierStudy && personId ? earlierStudyOf(personId) : undefined;
  return {
    id: opaque(),
    clientId: request.clientId,
    scopes: request.scopes,
    scenario,
    personId,
    encounterId: personId === undefined ? undefined : encounterOf(personId),
    studyId: context.studyId ?? named,
  };
}
