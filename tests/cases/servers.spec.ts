import { expectations } from './expectations';
import { known } from './known';
import { always } from './always';
import { test } from './launched';
import { caseNames, readCase } from './server-case';

const names = caseNames();

test.describe('servers as they are', () => {
  test.skip(names.length === 0, 'The cases of servers are not in ../shared/cases/servers.');

  for (const name of names) {
    test(name, async ({ launched }) => {
      test.fail(known.includes(name), 'known');
      const expected = expectations[name];
      if (expected === undefined) throw new Error(`nothing is expected of ${name}`);
      const seen = await launched(await readCase(name));
      await expected(seen);
      always(seen);
    });
  }

  if (names.length === 0) test('lie beside the checkout', () => undefined);
});
