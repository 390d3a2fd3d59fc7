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
  const refused = (what: string): ReadConfiguration => ({ ok: false, complaints: [`${file} ${what}.`] });
  const bytes = await readFile(file).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
  if (bytes === undefined || typeof bytes === 'string')
    return refused(WHY_NOT[bytes ?? ''] ?? 'could not be read');
  if (bytes.length > MOST) return refused('is larger than 1 MB, which no config.json is');
  if (bytes.includes(0)) return refused('is not text in UTF-8; an editor may have saved it as UTF-16');
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(bytes), base);
  } catch (error) {
    if (error instanceof TypeError) return refused('is not text in UTF-8: save it as that');
    throw error;
  }
}

/** Octets: each key is told with its line, which takes long in what is no configuration */
const MOST = 1_000_000;

const WHY_NOT: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by who runs this',
};

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
