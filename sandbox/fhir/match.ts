import type { Parameter } from './parameters';
import { valuesAt } from './parameters';
import type { Resource } from './resource';

/** True when the resource has one of the parameter's comma-separated values (R4 3.1.1.4). */
export function matches(resource: Resource, parameter: Parameter, wanted: string): boolean {
  const found = valuesAt(resource, parameter.path);
  return wanted.split(',').some((one) => found.some((value) => compare[parameter.kind](value, one)));
}

const compare: Record<Parameter['kind'], (value: unknown, wanted: string) => boolean> = {
  token: matchesToken,
  reference: matchesReference,
  date: matchesDate,
  string: (value, wanted) => String(value).toLowerCase().startsWith(wanted.toLowerCase()),
};

/** `code`, `system|code`, `|code` or `system|`. Identifier, Coding, CodeableConcept, code or boolean. */
function matchesToken(value: unknown, wanted: string): boolean {
  const bar = wanted.indexOf('|');
  const [system, code] = bar < 0 ? [undefined, wanted] : [wanted.slice(0, bar), wanted.slice(bar + 1)];
  return codings(value).some(
    (coding) =>
      (code === '' || coding.code === code) && (system === undefined || (coding.system ?? '') === system),
  );
}

interface Coding {
  readonly system?: string;
  readonly code?: string;
}

function codings(value: unknown): readonly Coding[] {
  if (typeof value !== 'object' || value === null) return [{ code: String(value) }];
  const { coding, system, code, value: identifier } = value as Record<string, unknown>;
  if (Array.isArray(coding)) return coding.flatMap(codings);
  return [{ system: text(system), code: text(code) ?? text(identifier) }];
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** `Type/id` or `id`; an absolute reference matches by its last two steps. */
function matchesReference(value: unknown, wanted: string): boolean {
  const found =
    typeof value === 'object' && value !== null
      ? text((value as { reference?: unknown }).reference)
      : undefined;
  if (found === undefined) return false;
  const target = wanted.split('/').slice(-2).join('/');
  return target.includes('/') ? found === target : found.split('/').at(-1) === target;
}

type Comparison = (found: string, wanted: string) => boolean;

const comparisons: Record<string, Comparison> = {
  eq: (found, wanted) => found.startsWith(wanted),
  ne: (found, wanted) => !found.startsWith(wanted),
  ge: (found, wanted) => found.startsWith(wanted) || found > wanted,
  gt: (found, wanted) => !found.startsWith(wanted) && found > wanted,
  le: (found, wanted) => found.startsWith(wanted) || found < wanted,
  lt: (found, wanted) => !found.startsWith(wanted) && found < wanted,
};

/** `ge2024`, `lt2025-03-01`, `2026-11`. Compared as text, which is right while everything is one country's time. */
function matchesDate(value: unknown, wanted: string): boolean {
  const [, prefix = 'eq', moment = ''] = /^(eq|ne|ge|gt|le|lt)?(\d.*)$/.exec(wanted) ?? [];
  return comparisons[prefix]?.(String(value), moment) ?? false;
}
