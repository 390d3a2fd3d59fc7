import type { Hospital, HospitalId } from './catalogue';
import { listen } from './listen';
import type { Listener } from './listen';

/** Every origin of a run. */
export interface Listeners {
  readonly viewer: Listener;
  readonly record: Listener;
  readonly trap: Listener;
  readonly archives: readonly (readonly [HospitalId, Listener])[];
}

/**
 * Opens the origins, each on its own port.
 * @param port the first of them, or 0 for any free ones
 * @throws when one of them is taken; the others are closed again
 */
export async function listenAll(
  hospitals: readonly Hospital[],
  port: number,
  publicHost: string,
): Promise<Listeners> {
  const opened: Listener[] = [];
  const open = async (offset: number) => {
    const listener = await listen(port === 0 ? 0 : port + offset, publicHost);
    opened.push(listener);
    return listener;
  };
  try {
    const [viewer, record, trap] = [await open(0), await open(1), await open(2)];
    const archives: (readonly [HospitalId, Listener])[] = [];
    for (const [index, { id }] of hospitals.entries()) archives.push([id, await open(3 + index)]);
    return { viewer, record, trap, archives };
  } catch (error) {
    await Promise.all(opened.map((each) => each.close()));
    throw error;
  }
}
