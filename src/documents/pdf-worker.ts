import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker&url';

interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

/** A page may make a policy of one name once, and opens many documents: it is made with this module, which a PDF loads. */
const policy = scriptPolicy();

function scriptPolicy(): ScriptPolicy {
  const rules = { createScriptURL: ownScript };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('plainfilm-pdf', rules) ?? rules;
}

/** pdf.js' worker, also under `require-trusted-types-for 'script'`: from this origin, or not at all. */
export function startPdfWorker(): Worker {
  return new Worker(policy.createScriptURL(workerAddress), { type: 'module', name: 'pdf' });
}

/** @throws TypeError for a script of another origin */
function ownScript(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError('a worker of another origin');
  return url.href;
}
