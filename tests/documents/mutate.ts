/** Cut, doubled, overwritten or swapped somewhere; sometimes several times. */
export function mutant(bytes: Uint8Array, random: () => number, words: readonly string[]): Uint8Array {
  let out = bytes;
  const times = 1 + Math.floor(random() * 6);
  for (let time = 0; time < times; time += 1) out = mutatedOnce(out, random, words);
  return out;
}

function mutatedOnce(bytes: Uint8Array, random: () => number, words: readonly string[]): Uint8Array {
  const at = Math.floor(random() * (bytes.length + 1));
  const length = Math.floor(random() * 40);
  const head = bytes.subarray(0, at);
  const tail = bytes.subarray(at);
  const choice = Math.floor(random() * 6);
  if (choice === 0) return head;
  if (choice === 1) return joined(head, tail.subarray(length));
  if (choice === 2) return joined(head, tail.subarray(0, length), tail);
  if (choice === 3) return joined(head, Uint8Array.of(Math.floor(random() * 256)), tail.subarray(1));
  const word = words[Math.floor(random() * words.length)] ?? '';
  const times = random() < 0.05 ? 500 : 1;
  return joined(head, new TextEncoder().encode(word.repeat(times)), tail);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
