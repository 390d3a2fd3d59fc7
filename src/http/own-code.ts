import { OWN_SERVER } from '../domain/problem';
import { Failure } from './failure';

/** Code of this viewer that few launches need, fetched by the first that does. Throws a Failure where it does not come. */
export async function ownCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch {
    throw new Failure({ kind: 'unreachable', where: OWN_SERVER });
  }
}
