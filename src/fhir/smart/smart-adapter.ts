import * as security from 'fhirclient/lib/security/browser';
import type { fhirclient } from 'fhirclient/lib/types';
import { bareAddress } from './page';

/**
 * fhirclient's view of the world. It takes `clientId`, `patientId`, `fhirServiceUrl` and others from the address before
 * it looks at its configuration, and keeps whole token responses in session storage; so it is given an address that has
 * no parameters, and a storage that ends with the call.
 * @param address whatever it is, its query and fragment are not passed on
 * @param kept state that fhirclient finds again, by key
 */
export function smartAdapter(address: URL, kept: Map<string, unknown>): fhirclient.Adapter {
  const bare = bareAddress(address);
  const notOffered = (): never => {
    throw new Error('Not offered to fhirclient');
  };
  return {
    options: {
      replaceBrowserHistory: false,
      fullSessionStorageSupport: false,
      refreshTokenWithCredentials: 'omit',
    },
    security,
    getUrl: () => new URL(bare),
    getStorage: () => ({
      get: (key) => Promise.resolve(kept.get(key)),
      set: (key, value: unknown) => Promise.resolve(kept.set(key, value) && value),
      unset: (key) => Promise.resolve(kept.delete(key)),
    }),
    relative: (path) => new URL(path, bare).href,
    redirect: notOffered,
    btoa: (text) => btoa(text),
    atob: (text) => atob(text),
    base64urlencode: notOffered,
    base64urldecode: notOffered,
    getAbortController: () => AbortController,
    getSmartApi: notOffered,
  };
}
