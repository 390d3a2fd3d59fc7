import { ask, isAnswered, json as jsonOf, type Asker } from './ask';
import { contradictions } from './contradictions';
import { about, type Finding } from './finding';
import { probeArchive, type Credentials } from './probe-archive';
import { probeBeside } from './probe-beside';
import { probeIssuer } from './probe-issuer';
import type { ReadConfiguration } from './configuration';
import { fhirBase } from '../../src/fhir/resource/addresses';
import { readSmartConfiguration } from '../../src/fhir/smart/smart-configuration';

export interface CheckSetting extends Credentials {
  /** config.json's path on this machine, and where it will be served */
  readonly file: string;
  readonly base: URL;
  readonly asker: Asker;
  /** Whether nothing is asked of anybody */
  readonly offline: boolean;
}

const FILE = 'config.json';

/** Everything that can be said of a configuration before somebody launches with it. */
export async function check(read: ReadConfiguration, setting: CheckSetting): Promise<readonly Finding[]> {
  if (!read.ok)
    return about(
      FILE,
      read.complaints.map((what) => ({ level: 'unusable', what })),
    );
  const { json, config } = read;
  const { file, base, asker, offline } = setting;
  const isGateway = config.gateway !== undefined;
  const own = about(FILE, [
    { level: 'well', what: 'is what its schema wants' },
    ...contradictions(json, config, file, base),
  ]);
  if (offline) return own;
  // Each at its own pace: one that is silent keeps nobody waiting.
  const asked = await Promise.all([
    ...config.issuers.map(async (issuer) => about(issuer.name, await probeIssuer(issuer, asker, isGateway))),
    ...config.archives.map(async (archive) =>
      about(archive.name, await probeArchive(archive, asker, setting, isGateway)),
    ),
    probeBeside(config, asker),
  ]);
  return [...own, ...asked.flat()];
}

/** Origins of the sign-in that a launch will ask and config.json does not name: the record says them. */
export async function signInOrigins(read: Extract<ReadConfiguration, { ok: true }>, asker: Asker) {
  const found = await Promise.all(
    read.config.issuers.map(async ({ iss, name }) => {
      if (iss === undefined) return { name, origins: [] };
      const reply = await ask(asker, new URL('.well-known/smart-configuration', fhirBase(iss)));
      const said = isAnswered(reply) ? readSmartConfiguration(jsonOf(reply)) : undefined;
      if (said === undefined) return { name, origins: undefined };
      const asked = [said.tokenEndpoint.href, said.jwksUri, said.revocationEndpoint];
      return { name, origins: asked.flatMap((each) => (each === undefined ? [] : [new URL(each).origin])) };
    }),
  );
  return {
    origins: found.flatMap(({ origins = [] }) => origins),
    silent: found.filter(({ origins }) => origins === undefined).map(({ name }) => name),
  };
}
