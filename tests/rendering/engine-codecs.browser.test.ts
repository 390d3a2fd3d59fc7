import { describe, expect, it, vi } from 'vitest';
import type { DecodePool } from '../../src/rendering/decode/pool';
import { renderingEngine } from '../../src/rendering/engine';
import { NATIVE, sourceOf } from './pictures';

const JPEG_LS = '1.2.840.10008.1.2.4.80';

function anEngine() {
  const pool = { decode: vi.fn(), warm: vi.fn(), prepare: vi.fn(), dispose: vi.fn() } satisfies DecodePool;
  const onSyntax = vi.fn<(told: (transferSyntax: string) => void, signal: AbortSignal) => void>();
  const frames = { ...sourceOf(() => ({ bytes: new Uint8Array(2), transferSyntax: NATIVE })), onSyntax };
  const codecs = { last: () => ['jpegLs'] as const, used: vi.fn() };
  return { engine: renderingEngine({ frames, pool, codecs, backend: 'software' }), pool, onSyntax };
}

describe('the codecs of an engine', () => {
  it('are made ready while frames of theirs are on their way, for as long as the engine lives', () => {
    const { engine, pool, onSyntax } = anEngine();
    const [told, signal] = onSyntax.mock.lastCall ?? [];
    told?.(JPEG_LS);
    expect(pool.prepare).toHaveBeenCalledExactlyOnceWith(JPEG_LS);
    expect(signal?.aborted).toBe(false);
    engine.dispose();
    expect(signal?.aborted).toBe(true);
  });

  it('are those that the device used last when the engine is warmed', () => {
    const { engine, pool } = anEngine();
    engine.warm();
    expect(pool.warm).toHaveBeenCalledExactlyOnceWith(['jpegLs']);
    engine.dispose();
  });
});
