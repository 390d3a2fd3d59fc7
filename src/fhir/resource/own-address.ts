import { isInner } from '../../http/inner-host';
import { isWithin } from './addresses';

/**
 * Where a literal address of one of the record's own resources is asked for. Below the base it is taken as it is. A record
 * behind a proxy names itself by another scheme, port or inner name: the same path is then asked below the base that we
 * know, never at the other address, which must not see the token. What lies at anybody else's is `undefined`: our base may
 * hold something quite different under the same path.
 */
export function ownAddress(url: string, base: URL): URL | undefined {
  if (!URL.canParse(url, base.href)) return undefined;
  const named = new URL(url, base);
  if (isWithin(named, base)) return named;
  const path = base.pathname.replace(/\/$/, '');
  if (!/^https?:$/.test(named.protocol) || named.username !== '' || named.password !== '') return undefined;
  if (!isOneServer(named.hostname, base.hostname) || !named.pathname.startsWith(`${path}/`)) return undefined;
  if (!RESOURCE.test(named.pathname.slice(path.length))) return undefined;
  const address = new URL(base);
  address.pathname = named.pathname;
  address.search = named.search;
  return isWithin(address, base) ? address : undefined;
}

/** `/Binary/1`, with a version or not */
const RESOURCE = /^\/[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[^/]+|\/\$[\w-]+)?$/;

const isOneServer = (named: string, own: string) => named === own || isInner(named);
