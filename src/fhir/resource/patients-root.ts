import { raced } from '../../http/abort';
import { object, objects, text } from './json';
import { innerAddress } from './own-names';
import { getAnswer, type FhirServer } from './request';

/**
 * The root by which a record behind a proxy calls itself, by what it says of the launched patient alone: a search for that
 * id is answered with one Patient, of that id, and what the entry is called by (`fullUrl`, R4 2.36.4) is an inner address.
 * Whose anything else is it says nothing of.
 * @returns `undefined` where it says no such thing, or may not be asked; `null` where it did not answer
 * @throws the signal's reason when it aborts
 */
export async function rootOfPatient(
  server: FhirServer,
  id: string,
  signal: AbortSignal,
): Promise<string | undefined | null> {
  if (!server.grants('Patient', 's')) return undefined;
  const answer = await getAnswer(
    server,
    new URL(`Patient?_id=${encodeURIComponent(id)}`, server.base),
    signal,
  );
  if (!answer.ok) return null;
  const bundle = object(answer.value.json);
  if (bundle?.['resourceType'] !== 'Bundle') return undefined;
  const patients = objects(bundle['entry']).filter(
    ({ resource }) => object(resource)?.['resourceType'] === 'Patient',
  );
  const [only, ...others] = patients;
  if (only === undefined || others.length > 0 || object(only['resource'])?.['id'] !== id) return undefined;
  const address = innerAddress(text(only['fullUrl']) ?? '', server.base);
  const end = `/Patient/${id}`;
  return address?.search === '' && address.hash === '' && address.pathname.endsWith(end)
    ? address.origin + address.pathname.slice(0, -end.length)
    : undefined;
}

/**
 * The same, asked once for the session; what did not come is asked for again.
 * @param life ends the question, which may be several's
 */
export function rootOnce(id: string, life: AbortSignal): NonNullable<FhirServer['launched']> {
  let known: ReturnType<typeof rootOfPatient> | undefined;
  return {
    id,
    root: async (server, signal) => {
      known ??= rootOfPatient(server, id, life);
      const root = await raced(known, signal);
      if (root === null) known = undefined;
      return root ?? undefined;
    },
  };
}
