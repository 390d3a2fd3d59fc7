import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../src/config/schema';

/** The JSON Schema that is published beside config.json. Rules that JSON Schema cannot say (safe addresses) are left out. */
export function configJsonSchema(): object {
  return {
    title: 'Plainfilm config.json',
    ...toJsonSchema(configSchema, {
      errorMode: 'ignore',
      ignoreActions: ['trim', 'check'],
      typeMode: 'input',
    }),
  };
}
