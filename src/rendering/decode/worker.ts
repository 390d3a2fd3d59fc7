import { lazyCodecs } from './codecs';
import { decodeFrame } from './decode-frame';
import { compileFetched } from './emscripten';
import type { DecodeAnswer, DecodeJob } from './messages';

const codecs = lazyCodecs(compileFetched);

addEventListener('message', ({ data }: MessageEvent<DecodeJob>) => {
  void decodeFrame(data.encoded, codecs).then((result) => {
    const answer: DecodeAnswer = { id: data.id, result };
    const transfer = result.ok ? [result.value.pixels.buffer] : [];
    self.postMessage(answer, { transfer });
  });
});
