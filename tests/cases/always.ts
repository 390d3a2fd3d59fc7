import type { Launched } from './launched';
import { expect } from './patience';

/** What holds whatever the servers do: a token goes only where configuration says, and nothing throws. */
export function always({ addresses, asked, complaints, info }: Launched): void {
  const own = [info.record, ...Object.values(info.archives)];
  const strayed = addresses.filter(
    ({ url, withToken }) => withToken && !own.some((origin) => url.startsWith(`${origin}/`)),
  );
  expect(strayed, 'a token left for another origin').toEqual([]);
  expect(asked.filter(({ where }) => where === 'trap')).toEqual([]);
  expect(complaints, 'the browser complained').toEqual([]);
}
