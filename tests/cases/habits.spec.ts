import { habits } from './habits';
import { always } from './always';
import { test } from './launched';

test.describe('habits that no handed case has', () => {
  for (const { name, expected, ...one } of habits) {
    test(name, async ({ launched }) => {
      const seen = await launched(one);
      await expected(seen);
      always(seen);
    });
  }
});
