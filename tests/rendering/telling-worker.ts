/* The decode worker, which says what it fetches before it asks for it. */
const { fetch } = globalThis;

globalThis.fetch = (...asked) => {
  const [input] = asked;
  self.postMessage({ id: 0, fetched: input instanceof Request ? input.url : input.toString() });
  return fetch(...asked);
};

// What is posted while the worker itself is loading waits for it: the first message is held back until then.
const early: MessageEvent[] = [];
const keep = (event: MessageEvent) => void early.push(event);
addEventListener('message', keep);
await import('../../src/rendering/decode/worker');
removeEventListener('message', keep);
for (const { data } of early) dispatchEvent(new MessageEvent('message', { data }));

export {};
