import { discover } from './discovery';
import type { KeyValueStore } from './page';
import { readSmartConfiguration, type SmartConfiguration } from './smart-configuration';

/*
 * A site may write its record's smart-configuration into config.json: a launch then asks nobody before it authorises.
 * What was written may go out of date, so it is held against the record's own behind every launch. Until that has been
 * done, and as long as the two differ, the next launch asks the record first.
 */

interface Provisioned {
  readonly iss: string;
  readonly smartConfiguration?: Readonly<Record<string, unknown>>;
}

const keyOf = (iss: string) => `plainfilm.unproven.${iss}`;

/** What the site wrote, where nothing speaks against it. The launch that uses it has to prove it. */
export function provisioned(
  { iss, smartConfiguration }: Provisioned,
  notes: KeyValueStore | undefined,
): SmartConfiguration | undefined {
  if (smartConfiguration === undefined || notes === undefined) return undefined;
  if (notes.getItem(keyOf(iss)) !== null) return undefined;
  const written = readSmartConfiguration(smartConfiguration);
  if (written) notes.setItem(keyOf(iss), '1');
  return written;
}

/** Asks the record for its own, and trusts what the site wrote again where they agree. Never rejects. */
export async function prove(
  { iss, smartConfiguration }: Provisioned,
  notes: KeyValueStore | undefined,
  signal: AbortSignal,
): Promise<void> {
  const written = smartConfiguration && readSmartConfiguration(smartConfiguration);
  if (written === undefined || notes === undefined) return;
  const own = await discover(iss, '', signal).catch(() => undefined);
  if (own?.ok && isSame(own.value, written)) notes.removeItem(keyOf(iss));
}

const isSame = (one: SmartConfiguration, other: SmartConfiguration) => textOf(one) === textOf(other);

const textOf = ({ authorizationEndpoint, tokenEndpoint, ...rest }: SmartConfiguration) =>
  JSON.stringify([
    authorizationEndpoint.href,
    tokenEndpoint.href,
    rest.issuer,
    rest.jwksUri,
    rest.revocationEndpoint,
    rest.issPromised,
    [...rest.capabilities].sort(),
  ]);
