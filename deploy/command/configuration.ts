import { readFile } from 'node:fs/promises';
import { complaintsOf, checkConfig } from '../../src/config/check';
import type { Config } from '../../src/config/site-config';
import { NotJson, readJsonText, type Json } from './json-text';

/** config.json as somebody wrote it, checked. */
export type ReadConfiguration =
  | { readonly ok: true; readonly json: Json; readonly config: Config }
  /** A sentence for each thing that is wrong with it */
  | { readonly ok: false; readonly complaints: readonly string[] };

/**
 * Reads and checks a config.json.
 * @param base where it will be served, for relative archive roots
 */
export async function readConfiguration(file: string, base: URL): Promise<ReadConfiguration> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return new Error(missing ? `${file} is not there.` : `${file} could not be read.`);
  });
  return typeof text === 'string' ? checked(text, base) : { ok: false, complaints: [text.message] };
}

/** As `readConfiguration`, of the text itself. */
export function checked(text: string, base: URL): ReadConfiguration {
  try {
    const { value, doubled } = readJsonText(text);
    const result = checkConfig(value, base);
    const complaints = [...doubled, ...complaintsOf(value, base)];
    if (result.ok && complaints.length === 0) return { ok: true, json: value, config: result.value };
    return { ok: false, complaints: [...new Set(complaints)] };
  } catch (error) {
    if (error instanceof NotJson) return { ok: false, complaints: [`config.json ${error.message}.`] };
    throw error;
  }
}
