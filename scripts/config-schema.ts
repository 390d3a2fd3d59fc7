import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { configJsonSchema } from './config-json-schema';

/** Writes public/config.schema.json: `npx tsx scripts/config-schema.ts`. */
const text = await format(JSON.stringify(configJsonSchema()), { parser: 'json', printWidth: 110 });
await writeFile(new URL('../public/config.schema.json', import.meta.url), text);
