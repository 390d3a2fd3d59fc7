import type { ReportAuthor } from '../../domain/report/report';
import { identifiersOf, words } from '../resource/coded';
import { object, objects, present, text, texts, type Json } from '../resource/json';
import { resolved, type Surroundings } from './report-surroundings';

/** Registers of professionals by their identifier systems, as a reader knows them. */
const REGISTERS: readonly (readonly [system: RegExp, name: string])[] = [
  [/\/gmc-(?:number|reference-number)$/i, 'GMC'],
  [/\/gmp-number$/i, 'GMP'],
  [/\/hcpc-(?:number|registration-number)$/i, 'HCPC'],
  [/\/nmc-number$/i, 'NMC'],
  [/\/gphc-number$/i, 'GPhC'],
  [/\/gdc-number$/i, 'GDC'],
  [/\/us-npi$/i, 'NPI'],
];

/** Performers and those who answer for the report, each once; who does both, answers for it. */
export function authorsOf(report: Json, around: Surroundings, base: URL): readonly ReportAuthor[] {
  const author = (reference: Json, verifies: boolean) =>
    authorFrom(reference, report, around, base, verifies);
  const all = [
    ...objects(report['resultsInterpreter']).flatMap((each) => author(each, true) ?? []),
    ...objects(report['performer']).flatMap((each) => author(each, false) ?? []),
  ];
  const known = new Map<string, ReportAuthor>();
  for (const each of all) {
    const key = each.registration ?? each.name.toLowerCase().replace(/^(?:dr|mr|mrs|ms|miss|prof)\.?\s+/, '');
    const before = known.get(key);
    known.set(key, before ? { ...each, ...before, verifies: before.verifies || each.verifies } : each);
  }
  return [...known.values()];
}

/** A practitioner, a role or an organisation; by display or logical identifier alone where that is all. */
function authorFrom(
  reference: Json,
  report: Json,
  around: Surroundings,
  base: URL,
  verifies: boolean,
): ReportAuthor | undefined {
  const resource = resolved(reference, report, around, base);
  const isRole = resource?.['resourceType'] === 'PractitionerRole';
  const person = isRole ? resolved(resource['practitioner'], report, around, base) : resource;
  const organisation = isRole ? resolved(resource['organization'], report, around, base) : undefined;
  const practitioner = isRole ? object(resource['practitioner']) : undefined;
  const name = nameOf(person) ?? text(reference['display']) ?? text(practitioner?.['display']);
  if (name === undefined) return undefined;
  return present<ReportAuthor>({
    name,
    role:
      (isRole ? objects(resource['code']).map(words).find(Boolean) : undefined) ?? qualificationOf(person),
    organisation: text(organisation?.['name']) ?? text(object(resource?.['organization'])?.['display']),
    registration: registrationOf([
      ...identifiersOf(person ?? {}).map(({ json }) => json),
      ...objects([reference['identifier'], practitioner?.['identifier']]),
    ]),
    verifies,
  });
}

/** HumanName, or an organisation's own name */
function nameOf(resource: Json | undefined): string | undefined {
  const plain = text(resource?.['name']);
  if (resource === undefined || plain !== undefined) return plain;
  const names = objects(resource['name']).filter(({ use }) => use !== 'old' && use !== 'nickname');
  const best = names.find(({ use }) => use === 'official') ?? names[0];
  if (best === undefined) return undefined;
  const parts = [
    ...texts(best['prefix']),
    ...texts(best['given']),
    text(best['family']),
    ...texts(best['suffix']),
  ];
  return text(best['text']) ?? text(parts.filter(Boolean).join(' '));
}

const qualificationOf = (person: Json | undefined) =>
  objects(person?.['qualification'])
    .map(({ code }) => words(code))
    .find(Boolean);

/** "GMC 1234567"; a prefix that the number carries itself is not said twice. */
function registrationOf(identifiers: readonly Json[]): string | undefined {
  for (const [pattern, name] of REGISTERS) {
    const value = identifiers
      .filter(({ system }) => pattern.test(text(system) ?? ''))
      .map((identifier) => text(identifier['value']))
      .find(Boolean);
    if (value !== undefined)
      return value.toUpperCase().startsWith(name.toUpperCase()) ? value : `${name} ${value}`;
  }
  return undefined;
}
