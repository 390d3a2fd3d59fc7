const plurals = new Intl.PluralRules('cy');

/** A noun after a number, as its mutations go: "2 ddelwedd", "3 delwedd". What is not given is as `other`. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** "1 astudiaeth", "2 ddelwedd" */
export const counted = (count: number, forms: Forms): string =>
  `${count.toLocaleString('cy')} ${forms[plurals.select(count)] ?? forms.other}`;

/** "A", "A a B", "A, B ac C" */
export function listed(words: readonly string[], last: 'and' | 'or' | 'nor' = 'and'): string {
  const end = words.at(-1) ?? '';
  if (words.length < 2) return end;
  return `${words.slice(0, -1).join(', ')} ${joining(last, /^[aeiouâêîôû]/i.test(end))} ${end}`;
}

function joining(last: 'and' | 'or' | 'nor', beforeVowel: boolean): string {
  if (last === 'or') return 'neu';
  return last === 'and' ? (beforeVowel ? 'ac' : 'a') : beforeVowel ? 'nac' : 'na';
}

export const STUDY: Forms = { other: 'astudiaeth' };
export const SERIES: Forms = { one: 'gyfres', two: 'gyfres', other: 'cyfres' };
export const REPORT: Forms = { other: 'adroddiad' };
export const IMAGE: Forms = { two: 'ddelwedd', other: 'delwedd' };
export const KEY_IMAGE: Forms = { two: 'ddelwedd allweddol', other: 'delwedd allweddol' };
export const ENTRY: Forms = { two: 'gofnod', few: 'chofnod', many: 'chofnod', other: 'cofnod' };
export const PAGE: Forms = { two: 'dudalen', other: 'tudalen' };
export const PIXEL: Forms = { two: 'bicsel', few: 'phicsel', many: 'phicsel', other: 'picsel' };
