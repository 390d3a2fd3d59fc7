/** An address, or a path, without the slashes at its end. A regular expression would begin again at each run of them within. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
