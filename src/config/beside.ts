import { err, ok, type Result } from '../domain/problem';

/**
 * Reads another JSON file of the site.
 * @returns `undefined` where it cannot be had now; a sentence where it is not there, or holds no JSON
 */
export async function readBeside(
  address: string,
  fetch: typeof globalThis.fetch,
): Promise<Result<unknown, string> | undefined> {
  const name = address.split('/').at(-1) ?? '';
  const answer = await fetch(address, { credentials: 'same-origin' }).catch(() => undefined);
  if (answer?.status === 404) return err(`${name} is named in config.json and is not there.`);
  const text = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
  if (text === undefined) return undefined;
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(`${name} is not valid JSON.`);
  }
}
