import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { checked as checkedConfiguration } from '../command/configuration';
import { NotJson, readJsonText } from '../command/json-text';
import type { Config } from '../../src/config/site-config';
import { isSafe } from '../../src/fhir/resource/addresses';

/*
 * What the gateway has to know beside config.json, which browsers read. Secrets stand in files of their own, so that these
 * settings may lie where settings lie.
 */

const words = v.pipe(v.string(), v.trim(), v.nonEmpty());
const address = v.pipe(
  words,
  v.check(
    (text) => URL.canParse(text) && isSafe(new URL(text)),
    'must be a full https:// address (http:// only on localhost)',
  ),
);
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60));

/** How the patient of a launch becomes known; see patient-source.ts */
const patientSource = v.picklist(['smart', 'emis-x', 'systmone', 'ihe-iid']);

const record = v.strictObject({
  /** A file with the client's secret; without one the client is public, as in a browser */
  secretFile: v.optional(words),
  patient: v.optional(patientSource, 'smart'),
  /** IHE IID: the system of a patientID without an assigner, and those of assigners by their OID */
  identifierSystem: v.optional(words, 'https://fhir.nhs.uk/Id/nhs-number'),
  assigners: v.optional(v.record(v.string(), v.string()), {}),
});

const schema = v.strictObject({
  /** Path of config.json */
  config: words,
  /** Where the viewer is served: the folder of config.json */
  viewer: address,
  listen: v.optional(v.pipe(words, v.regex(/^[\w.:[\]-]+:\d{1,5}$/, 'must be host:port')), '127.0.0.1:8450'),
  store: v.optional(
    v.union([
      v.literal('memory'),
      v.pipe(words, v.regex(/^redis:\/\//, 'must be "memory" or a redis:// address')),
    ]),
    'memory',
  ),
  /** A session ends after so long whatever is done, and after so long without any question */
  session: v.optional(
    v.strictObject({ minutes: v.optional(minutes, 60), idleMinutes: v.optional(minutes, 15) }),
    {},
  ),
  /** By the `iss` of config.json */
  records: v.optional(v.record(v.string(), record), {}),
  /** Where AuditEvents go instead of to the record, with credentials of the gateway's own */
  audit: v.optional(
    v.strictObject({
      endpoint: address,
      tokenEndpoint: v.optional(address),
      clientId: v.optional(words),
      secretFile: v.optional(words),
      scope: v.optional(words),
    }),
  ),
});

type File = v.InferOutput<typeof schema>;
export type PatientSourceName = v.InferOutput<typeof patientSource>;
export type RecordSettings = v.InferOutput<typeof record> & { readonly secret?: string };
export type AuditSettings = NonNullable<File['audit']> & { readonly secret?: string };

export interface Settings {
  readonly config: Config;
  readonly framedBy: readonly string[];
  /** The folder of config.json, with a slash at its end, and the gateway below it */
  readonly viewer: URL;
  readonly gateway: URL;
  readonly host: string;
  readonly port: number;
  readonly store: string;
  /** Milliseconds */
  readonly sessionLife: number;
  readonly idleLife: number;
  readonly record: (iss: string) => RecordSettings;
  /** The record that serves launches by IHE IID, where one does */
  readonly byImageDisplay?: string;
  readonly audit?: AuditSettings;
}

/** What is wrong with the settings, a sentence each. */
export class BadSettings extends Error {}

/** @throws BadSettings */
export async function readSettings(file: string): Promise<Settings> {
  const settings = shaped(await text(file));
  const beside = (name: string) => resolve(dirname(file), name);
  const viewer = new URL(settings.viewer.endsWith('/') ? settings.viewer : `${settings.viewer}/`);
  const read = checkedConfiguration(await text(beside(settings.config)), new URL('config.json', viewer));
  if (!read.ok) throw new BadSettings(read.complaints.join('\n'));
  const { config, json } = read;
  if (config.gateway === undefined)
    throw new BadSettings('config.json has no "gateway": the viewer would not ask it.');
  const unknown = Object.keys(settings.records).find(
    (iss) => !config.issuers.some((each) => each.iss === iss),
  );
  if (unknown !== undefined)
    throw new BadSettings(`"records" names ${unknown}, which is no iss of config.json, letter for letter.`);
  const records = new Map<string, RecordSettings>();
  for (const [iss, record] of Object.entries(settings.records))
    records.set(iss, { ...record, ...(await secretOf(record.secretFile, beside)) });
  const { framedBy = [] } = json as { readonly framedBy?: readonly string[] };
  const at = settings.listen.lastIndexOf(':');
  return {
    config,
    framedBy,
    viewer,
    gateway: new URL(config.gateway),
    host: settings.listen.slice(0, at),
    port: Number(settings.listen.slice(at + 1)),
    store: settings.store,
    sessionLife: (settings.session.minutes ?? 60) * 60_000,
    idleLife: (settings.session.idleMinutes ?? 15) * 60_000,
    record: (iss) => records.get(iss) ?? v.parse(record, {}),
    byImageDisplay: [...records].find(([, { patient }]) => patient === 'ihe-iid')?.[0],
    ...(settings.audit && {
      audit: { ...settings.audit, ...(await secretOf(settings.audit.secretFile, beside)) },
    }),
  };
}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new BadSettings(`${file} is not there, or may not be read.`);
  });
}

/** A line's end after a secret is no part of it. */
async function secretOf(file: string | undefined, beside: (name: string) => string) {
  return file === undefined ? {} : { secret: (await text(beside(file))).replace(/\r?\n$/, '') };
}

function shaped(written: string): File {
  let read;
  try {
    read = readJsonText(written);
  } catch (error) {
    if (error instanceof NotJson) throw new BadSettings(`The settings ${error.message}.`);
    throw error;
  }
  const result = v.safeParse(schema, read.value);
  const wrong = result.success
    ? []
    : result.issues.map((issue) => {
        const key = issue.path?.map(({ key: part }) => String(part)).join('.') ?? 'the settings';
        if (issue.expected === 'never') return `"${key}" is not a key that the settings know.`;
        if (issue.received === 'undefined') return `"${key}" is missing.`;
        return `"${key}": ${issue.message}.`;
      });
  const all = [...read.doubled, ...wrong];
  if (all.length > 0 || !result.success) throw new BadSettings(all.join('\n'));
  return result.output;
}
