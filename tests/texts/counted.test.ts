import { expect, test } from 'vitest';
import { counted } from '../../src/texts/texts';

test.each([0, 1, 2, 21, 999, 1000, 1001, 12_034, 380_000, 1_000_001])(
  'a count of %i is written as British English writes it',
  (count) => {
    const forms = { one: 'study', other: 'studies' };
    const noun = new Intl.PluralRules('en-GB').select(count) === 'one' ? 'study' : 'studies';
    expect(counted(count, forms)).toBe(`${count.toLocaleString('en-GB')} ${noun}`);
  },
);
