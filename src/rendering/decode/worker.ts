import { isCached } from './cached-codecs';
import { lazyCodecs, prepare } from './codecs';
import { decodeFrame } from './decode-frame';
import { compileFetched } from './emscripten';
import type { DecodeAnswer, DecodeJob, PrepareJob } from './messages';

const codecs = lazyCodecs(compileFetched);

addEventListener('message', ({ data }: MessageEvent<DecodeJob | PrepareJob>) => {
  // One that cannot be loaded is tried again by the first frame, which says what is wrong.
  if ('prepare' in data) return void prepare(data, codecs, isCached).catch(() => undefined);
  void decodeFrame(data.encoded, codecs).then((result) => {
    const answer: DecodeAnswer = { id: data.id, result };
    const transfer = result.ok ? [result.value.pixels.buffer] : [];
    self.postMessage(answer, { transfer });
  });
});
