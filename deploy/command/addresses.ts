import type { Json } from './json-text';
import { configSchema } from '../../src/config/schema';

/*
 * Which addresses config.json makes a browser ask, read off the schema: a key that must hold a full https:// address is one
 * that is asked. A key that is added to the schema comes through without a word here.
 */

/** An address that stands in config.json, with the key that it stands under. */
export interface Addressed {
  /** `archives[0].root` */
  readonly key: string;
  readonly address: URL;
}

/** What of valibot's schemas has to be known to walk along them. */
interface Walked {
  readonly type?: string;
  readonly kind?: string;
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, Walked>>;
  readonly item?: Walked;
  readonly wrapped?: Walked;
  readonly options?: readonly unknown[];
  readonly value?: unknown;
  readonly pipe?: readonly Walked[];
}

/** Pages of the record that a browser goes to; nothing of the viewer fetches them */
const NAVIGATED = /(^|\.)authorization_endpoint$|^framedBy\b/;
/** Word for word the record's, and so not named by the schema */
const OF_THE_RECORD = ['jwks_uri', 'revocation_endpoint'];

/**
 * Every absolute address that the viewer may fetch by this configuration.
 * @param config config.json as it was read, in a shape that the schema allows
 * @param base where the file lies; an archive's root may be relative to it
 */
export function addressesAsked(config: Json, base: URL): readonly Addressed[] {
  return found(configSchema as unknown as Walked, config, '', base).filter(({ key }) => !NAVIGATED.test(key));
}

function found(schema: Walked, value: Json | undefined, key: string, base: URL): readonly Addressed[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return isAddress(schema, key, value) ? addressed(value, key, base) : [];
  if (Array.isArray(value)) {
    const item = part(schema, 'item');
    return item ? value.flatMap((each, at) => found(item, each, `${key}[${at}]`, base)) : [];
  }
  if (typeof value !== 'object') return [];
  const shapes = (part(schema, 'options') as readonly Walked[] | undefined) ?? [schema];
  return Object.entries(value).flatMap(([name, each]) => {
    const below = key === '' ? name : `${key}.${name}`;
    const known = shapes.map((shape) => part(shape, 'entries')?.[name]).find((entry) => entry !== undefined);
    if (known) return found(known, each, below, base);
    return OF_THE_RECORD.includes(name) && typeof each === 'string' ? addressed(each, below, base) : [];
  });
}

/** A part of a schema, whatever is wrapped around it. */
function part<Name extends 'item' | 'entries' | 'options'>(schema: Walked, name: Name): Walked[Name] {
  if (schema[name] !== undefined) return schema[name];
  const within = schema.wrapped ?? schema.pipe?.find((each) => each.kind === 'schema');
  return within && part(within, name);
}

function isAddress(schema: Walked, key: string, value: string): boolean {
  return /^archives\[\d+\]\.root$/.test(key) || /^wss?:\/\//.test(value) || wantsAddress(schema);
}

/** The schema's own rules for addresses name the scheme in what they complain of. */
function wantsAddress({ message, wrapped, pipe }: Walked): boolean {
  if (typeof message === 'string' && message.includes('https://')) return true;
  return [wrapped, ...(pipe ?? [])].some((each) => each !== undefined && wantsAddress(each));
}

function addressed(value: string, key: string, base: URL): readonly Addressed[] {
  return URL.canParse(value, base) ? [{ key, address: new URL(value, base) }] : [];
}

/** A URLPattern spells out scheme and host; its path may be anything. */
export function patternOrigins(config: Json): readonly string[] {
  const issuers =
    (config as { readonly issuers?: readonly { readonly issPattern?: unknown }[] }).issuers ?? [];
  return issuers.flatMap(({ issPattern }) => {
    const [origin] = /^https?:\/\/[^/]+/.exec(typeof issPattern === 'string' ? issPattern : '') ?? [];
    return origin === undefined ? [] : [origin];
  });
}
