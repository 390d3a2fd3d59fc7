interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

/** A page may make a policy of one name once, and opens many documents: it is made with this module. */
const policy = scriptPolicy();

function scriptPolicy(): ScriptPolicy {
  const rules = { createScriptURL: ownScript };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('plainfilm-pdf', rules) ?? rules;
}

/** A worker that reads documents, also under `require-trusted-types-for 'script'`: from this origin, or not at all. */
export const startWorker = (address: string, name: string): Worker =>
  new Worker(policy.createScriptURL(address), { type: 'module', name });

/** @throws TypeError for a script of another origin */
function ownScript(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError('a worker of another origin');
  return url.href;
}
