import type { Patient } from '../../src/domain/patient/patient';
import { serverCapabilities } from '../../src/http/question-forms';
import type { FhirServer } from '../../src/fhir/resource/request';
import { onlyId, type LaunchedPatient } from '../../src/fhir/resource/subject';

/** The launched patient, already read: of an id alone, or all that is known of them */
export const launchedFor = (patient: string | Patient): LaunchedPatient => {
  const read = typeof patient === 'string' ? onlyId(patient) : patient;
  return { id: read.id, read: Promise.resolve(read) };
};

/** A record that answers each path (relative to its base, with the query) as the test says, and notes what was asked. */
export interface AnsweringRecord extends FhirServer {
  readonly asked: {
    readonly url: string;
    readonly authorization: string | null;
    readonly accept: string | null;
  }[];
}

export type Answers = Readonly<Record<string, unknown>>;

/** @param answers by resource type, or by `Type/id`; a function gets the address. What is absent answers 404 */
export function recordWith(answers: Answers, more: Partial<FhirServer> = {}): AnsweringRecord {
  const base = new URL('https://record.example/fhir/');
  const asked: AnsweringRecord['asked'] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const address = new URL(String(input));
    const headers = new Headers(init?.headers);
    asked.push({
      url: address.href,
      authorization: headers.get('authorization'),
      accept: headers.get('accept'),
    });
    const path = address.pathname.slice(base.pathname.length);
    const answer = answers[path] ?? answers[path.split('/')[0] ?? ''];
    if (answer instanceof Response) return Promise.resolve(answer.clone());
    if (Array.isArray(answer)) return Promise.resolve(Response.json(searchset(answer, address)));
    if (answer !== undefined) return Promise.resolve(Response.json(answer));
    return Promise.resolve(Response.json({ resourceType: 'OperationOutcome' }, { status: 404 }));
  };
  return {
    base,
    where: 'Care Record',
    tokens: { tokenFor: () => 'token-1', renewed: () => Promise.resolve('token-2') },
    fetch,
    now: () => Date.parse('2026-11-21T12:00:00Z'),
    wait: () => Promise.resolve(),
    capabilities: serverCapabilities(),
    grants: () => true,
    asked,
    ...more,
  };
}

/** `_id` chooses, as a server does */
function searchset(resources: readonly unknown[], address: URL) {
  const ids = address.searchParams.get('_id')?.split(',');
  const chosen = resources.filter(
    (each) => ids === undefined || ids.includes(String((each as { id?: unknown }).id)),
  );
  return { resourceType: 'Bundle', type: 'searchset', entry: chosen.map((resource) => ({ resource })) };
}
