import { parentPort } from 'node:worker_threads';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import type { DecodeAnswer, DecodeJob, PrepareJob } from '../../src/rendering/decode/messages';
import { nodeCodecs } from '../rendering/node-codecs';

const codecs = nodeCodecs();

/** As the browser's decode worker, with the same decoders */
parentPort?.on('message', (data: DecodeJob | PrepareJob) => {
  if ('prepare' in data) return;
  void decodeFrame(data.encoded, codecs).then((result) => {
    const answer: DecodeAnswer = { id: data.id, result };
    parentPort?.postMessage(answer);
  });
});
