import { readDocument } from './read-document';
import type { ReadAnswer, ReadRequest } from './read-messages';

/** Blocks that are handed over at a time: what a page takes in within a few milliseconds */
const BATCH = 500;

const post = (answer: ReadAnswer) => postMessage(answer);

self.addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  const result = readDocument(data.bytes, data.mediaType, data.where);
  if (!result.ok || result.value.kind !== 'document') return post({ kind: 'result', result });
  const { blocks } = result.value.document;
  for (let at = 0; at < blocks.length; at += BATCH)
    post({ kind: 'blocks', blocks: blocks.slice(at, at + BATCH) });
  post({ kind: 'end' });
});
