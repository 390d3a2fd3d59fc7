import workerAddress from './worker?worker&url';
import type { DecodeWorker } from './pool';

interface TrustedScriptPolicy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): TrustedScriptPolicy;
}

/** How decode workers are started. */
export const workerStarter = (): (() => DecodeWorker) => () => startWorker(workerAddress, 'decode');

/** A worker of this origin, also under `require-trusted-types-for 'script'`: a page may make a policy of one name once. */
export function startWorker(address: string, name: string): Worker {
  policy ??= workerPolicy();
  return new Worker(policy.createScriptURL(address), { type: 'module', name });
}

let policy: TrustedScriptPolicy | undefined;

function workerPolicy(): TrustedScriptPolicy {
  const rules = { createScriptURL: ownScript };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('plainfilm-worker', rules) ?? rules;
}

/** @throws TypeError for a script of another origin */
export function ownScript(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError('a worker of another origin');
  return url.href;
}
