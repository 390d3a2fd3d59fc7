/*
 * Every sentence that a person reads, behind typed keys: `texts.list.complete(time)`. Domain and adapters give codes and
 * values; only the screen and the launch page make sentences of them. A file of `en/` holds one room's sentences; another
 * language is another folder of the same shape.
 */

/** "A", "A and B", "A, B and C" */
export function listed(words: readonly string[], last: 'and' | 'or' | 'nor' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** "1 study", "2 studies": the form that the language wants for a whole number. */
export function counted(count: number, forms: { readonly one: string; readonly other: string }): string {
  return `${grouped(count)} ${count === 1 ? forms.one : forms.other}`;
}

/** "5,000". Made here, since the browser's own formatter takes 26 ms of a processor when it is first asked, in every launch. */
function grouped(count: number): string {
  if (count < 1000) return String(count);
  return `${grouped(Math.floor(count / 1000))},${String(count % 1000).padStart(3, '0')}`;
}
