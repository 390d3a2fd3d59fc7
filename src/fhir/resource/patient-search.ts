import { err, ok, type Problem, type Result } from '../../domain/problem';
import { ofList } from '../../http/failure';
import { askInForms } from '../../http/question-forms';
import { searched, type Found } from './bundle';
import type { FhirServer } from './request';

/** A search for what is a patient's. */
export interface PatientSearch {
  readonly type: string;
  /** The Patient's id */
  readonly patient: string;
  /** What may come with it, `ImagingStudy:endpoint`: left out where the server will not */
  readonly include?: readonly string[];
  /** How many are wanted at a time: left out where the server will not */
  readonly pageSize: number;
  /** A parameter that only narrows, `format=…`: left out at last where the server will not, and what came is gone through */
  readonly those?: string;
  /** Parameter by which such a resource names its patient besides `patient`: `subject` for most */
  readonly also?: string;
  /** Settles when a page after the first may be asked for */
  readonly beforeNext?: (signal: AbortSignal) => Promise<void>;
}

/** Milliseconds within which a refused question is put more plainly: a slow server is not asked five times */
const PLAINER_WITHIN = 10_000;

/**
 * Searches in the fullest form that the server takes, and in ever plainer ones while it may be the form that it refuses:
 * without `_include`, without `_count`, and with the patient named in other ways. The form is remembered for the session.
 * What the sign-in does not allow is not asked; where it allows a part, an answer is not all there is.
 * @throws the signal's reason when it aborts
 */
export async function searchOfPatient(
  server: FhirServer,
  wanted: PatientSearch,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const { type, beforeNext } = wanted;
  if (!server.grants(type, 's')) return err({ kind: 'not-asked', where: server.where, why: 'no-scope' });
  const began = performance.now();
  let ofForm = false;
  const ask = async (query: string): Promise<Result<Found>> => {
    const found = await searched(server, query, signal, beforeNext);
    if (found.ok) return found;
    ofForm = found.problem.ofForm;
    return err<Problem>(found.problem.problem);
  };
  const mayGoOn = () => ofForm && performance.now() - began < PLAINER_WITHIN;
  const answer = ofList(
    await askInForms(server.capabilities, `search ${type}`, formsOf(wanted), ask, mayGoOn),
  );
  return answer.ok && server.grantsPart?.(type)
    ? ok({ ...answer.value, shortfalls: [...answer.value.shortfalls, { kind: 'granted-in-part' }] })
    : answer;
}

/** The fullest first, each once: what is remembered of one question holds for the others of its type. */
function formsOf(wanted: PatientSearch): readonly [string, ...string[]] {
  const { type, patient, include = [], pageSize, those, also = 'subject' } = wanted;
  const id = encodeURIComponent(patient);
  const query = (...parameters: readonly (string | undefined)[]) =>
    `${type}?${parameters.filter(Boolean).join('&')}`;
  const included = include.map((each) => `_include=${each}`);
  const forms = [
    query(`patient=${id}`, `_count=${pageSize}`, those, ...included),
    query(`patient=${id}`, `_count=${pageSize}`, those),
    query(`patient=${id}`, those),
    query(`patient=Patient/${id}`, those),
    query(`${also}=Patient/${id}`, those),
    query(`patient=${id}`),
  ];
  const [fullest = '', ...plainer] = new Set(forms);
  return [fullest, ...plainer];
}
