/** The text without so many of these letters at its end. A regular expression would begin again at each run of them within. */
export function withoutTrailing(text: string, isTrailing: (unit: number) => boolean): string {
  let end = text.length;
  while (end > 0 && isTrailing(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** White space of JavaScript's own `\s` and `trim` */
export const isWhite = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  (unit >= 0xa0 && WHITE.includes(String.fromCharCode(unit)));

const WHITE =
  '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
