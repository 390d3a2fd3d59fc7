import { failed, found, type LaunchProblem, type Result } from '../domain/problem';
import { checkConfig } from './check';

/** A record that may launch the viewer: one exact `iss`, or a URLPattern for sandboxes. */
export interface Issuer {
  readonly iss?: string;
  readonly issPattern?: string;
  readonly name: string;
  readonly clientId: string;
  readonly scope?: string;
}

export interface ConfiguredArchive {
  readonly id: string;
  readonly name: string;
  /** The DICOMweb root, absolute, without a slash at the end */
  readonly root: string;
  readonly credentials: 'ehr-token' | 'none';
  readonly identifierSystem?: string;
}

/** config.json, checked, with its defaults filled in and its addresses absolute. */
export interface Config {
  readonly site: { readonly name: string };
  readonly issuers: readonly Issuer[];
  readonly archives: readonly ConfiguredArchive[];
  /** Origins whose FHIR Endpoints become archives, with the token where they require it */
  readonly endpointOrigins: readonly string[];
  readonly rendering: 'auto' | 'gpu' | 'software';
}

/**
 * Reads config.json.
 * @param address where it lies: beside index.html
 * @returns `configuration-missing` where there is none, `configuration-invalid` naming the key and what is wrong with it
 */
export async function readConfig(
  address: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Result<Config, LaunchProblem>> {
  const text = await textAt(address, fetch, signal);
  if (text === undefined) return failed({ kind: 'configuration-missing' });
  const json = parsed(text);
  if (json === undefined)
    return failed({ kind: 'configuration-invalid', what: 'config.json is not valid JSON.' });
  const checked = checkConfig(json, address);
  return checked.ok ? found(checked.value) : failed({ kind: 'configuration-invalid', what: checked.problem });
}

async function textAt(address: URL, fetch: typeof globalThis.fetch, signal: AbortSignal) {
  try {
    const answer = await fetch(address, { signal, credentials: 'same-origin' });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
