import { ok } from '../../src/domain/problem';
import { aDot } from './pictures';

/* A decoder that never comes to an end on a frame that begins with 1, as CharLS may on bad input. */
addEventListener('message', ({ data }: MessageEvent<{ id: number; encoded: { bytes: Uint8Array } }>) => {
  const loops = () => data.encoded.bytes[0] === 1;
  while (loops());
  self.postMessage({ id: data.id, result: ok(aDot) });
});
