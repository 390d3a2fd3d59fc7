import { lazyCodecs, prepare } from './codecs';
import { decodeFrame } from './decode-frame';
import { compileFetched } from './emscripten';
import type { DecodeAnswer, DecodeJob, PrepareJob } from './messages';

const codecs = lazyCodecs(compileFetched);

addEventListener('message', ({ data }: MessageEvent<DecodeJob | PrepareJob>) => {
  if ('prepare' in data) return void prepare(data.prepare, codecs).catch(() => undefined);
  void decodeFrame(data.encoded, codecs).then((result) => {
    const answer: DecodeAnswer = { id: data.id, result };
    const transfer = result.ok ? [result.value.pixels.buffer] : [];
    self.postMessage(answer, { transfer });
  });
});
