/** Stands for Node's hash where the phantoms are drawn in a browser: seeds only have to differ, not to resist anything. */
export function createHash(_name: string) {
  let text = '';
  const hash = {
    update: (more: string) => {
      text += more;
      return hash;
    },
    digest: () => ({ readInt32LE: (at: number) => fnv1a(`${at} ${text}`) }),
  };
  return hash;
}

function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) | 0;
}
