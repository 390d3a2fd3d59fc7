import { expectations } from './expectations';
import { known } from './known';
import { test, type Launched } from './launched';
import { expect } from './patience';
import { caseNames, readCase } from './server-case';

/** What holds whatever the servers do: a token goes only where configuration says, and nothing throws. */
function always({ addresses, asked, complaints, info }: Launched): void {
  const own = [info.record, ...Object.values(info.archives)];
  const strayed = addresses.filter(
    ({ url, withToken }) => withToken && !own.some((origin) => url.startsWith(`${origin}/`)),
  );
  expect(strayed, 'a token left for another origin').toEqual([]);
  expect(asked.filter(({ where }) => where === 'trap')).toEqual([]);
  expect(complaints, 'the browser complained').toEqual([]);
}

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
