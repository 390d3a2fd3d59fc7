import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalogue } from '../../sandbox/catalogue';
import type { Sandbox } from '../../sandbox/start';
import type { Arriving, OwnAnswer, Passing } from './interception';

const CASES = resolve(import.meta.dirname, '../../../shared/cases/servers');

/** What a case may look at while it changes answers. */
export interface CaseInfo {
  readonly catalogue: Catalogue;
  readonly sandbox: Sandbox;
  readonly fhir: string;
  readonly record: string;
  readonly viewer: string;
  readonly archives: Sandbox['archives'];
  /** Its own, for one launch */
  readonly state: Record<string, unknown>;
}

/** A habit of a real server: what of the demonstration's answers is another. Its steps are not used: they wait by the clock. */
export interface ServerCase {
  readonly person?: string;
  readonly scenario?: string;
  readonly landing?: 'study' | 'list';
  study?(catalogue: Catalogue): string;
  before?(request: Arriving, info: CaseInfo): OwnAnswer | undefined;
  preflight?(request: Arriving, info: CaseInfo): OwnAnswer | undefined;
  after?(request: Arriving, answer: Passing, info: CaseInfo): void | Promise<void>;
}

/** Names of the shared cases; none where they do not lie beside this checkout, which is said. */
export function caseNames(): readonly string[] {
  if (existsSync(CASES))
    return readdirSync(CASES)
      .filter((name) => existsSync(join(CASES, name, 'case.mjs')))
      .sort();
  console.warn('Skipped: the cases of servers are not in ../shared/cases/servers.');
  return [];
}

export async function readCase(name: string): Promise<ServerCase> {
  const module = (await import(pathToFileURL(join(CASES, name, 'case.mjs')).href)) as {
    readonly default: ServerCase;
  };
  return module.default;
}
