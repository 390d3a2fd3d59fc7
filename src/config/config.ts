import { err, ok, type LaunchProblem, type Result } from '../domain/problem';
import { checkConfig } from './check';
import type { Config } from './site-config';

export type { Config };

/**
 * Reads config.json.
 * @param address where it lies: beside index.html
 * @param cache how the browser's own copy may be used
 * @returns `configuration-missing` where there is none, `configuration-invalid` naming the key and what is wrong with it
 */
export async function readConfig(
  address: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  cache: RequestCache = 'default',
): Promise<Result<Config, LaunchProblem>> {
  const text = await textAt(address, fetch, signal, cache);
  if (text === undefined) return err({ kind: 'configuration-missing' });
  const json = parsed(text);
  if (json === undefined)
    return err({ kind: 'configuration-invalid', what: 'config.json is not valid JSON.' });
  const checked = checkConfig(json, address);
  return checked.ok ? ok(checked.value) : err({ kind: 'configuration-invalid', what: checked.problem });
}

async function textAt(
  address: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  cache: RequestCache,
) {
  try {
    const answer = await fetch(address, { signal, cache, credentials: 'same-origin' });
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
