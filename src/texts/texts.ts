/*
 * Every sentence that a person reads, behind typed keys: `texts.list.complete(time)`. Domain and adapters give codes and
 * values; only the screen and the launch page make sentences of them. A file of `en/` holds one room's sentences; another
 * language is another folder of the same shape.
 */

const plurals = new Intl.PluralRules('en-GB');

/** "A", "A and B", "A, B and C" */
export function listed(words: readonly string[], last: 'and' | 'or' | 'nor' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** "1 study", "2 studies": the form that the language wants for a number. */
export function counted(count: number, forms: { readonly one: string; readonly other: string }): string {
  return `${count.toLocaleString('en-GB')} ${plurals.select(count) === 'one' ? forms.one : forms.other}`;
}
