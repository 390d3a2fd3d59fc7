import type { DecodePool } from './pool';
import { wasmCodecOf, type WasmCodec } from './wasm-codec';

/** Which codecs this device used last, from launch to launch, by the names of transfer syntaxes. Nothing of a patient. */
export interface UsedCodecs {
  /** The last first */
  last(): readonly WasmCodec[];
  used(transferSyntax: string): void;
}

type Notes = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'plainfilm:codecs';
/** A CT's and a radiograph's: more would be made ready for nothing. */
const MOST = 2;

/** @param notes may throw, and what it gives may: storage is blocked in some frames, and full on some devices */
export function usedCodecs(notes: () => Notes | undefined = () => localStorage): UsedCodecs {
  /** Those of this page: each is written once. */
  const noted = new Set<WasmCodec>();

  function remembered(): readonly string[] {
    try {
      return distinct(notes()?.getItem(KEY)?.split(' ') ?? []);
    } catch {
      return [];
    }
  }

  return {
    last: () => remembered().flatMap((syntax) => wasmCodecOf(syntax) ?? []),
    used(transferSyntax) {
      const codec = wasmCodecOf(transferSyntax);
      if (codec === undefined || noted.has(codec)) return;
      noted.add(codec);
      const before = remembered();
      const now = distinct([transferSyntax, ...before]);
      if (now.join() === before.join()) return;
      try {
        notes()?.setItem(KEY, now.join(' '));
      } catch {
        // Then the next launch finds out for itself.
      }
    },
  };
}

/** The same pool, which notes the codec of every picture that came of it. */
export function notingPool(pool: DecodePool, codecs: UsedCodecs): DecodePool {
  return {
    ...pool,
    decode(encoded, urgency, signal) {
      const result = pool.decode(encoded, urgency, signal);
      result.then(
        ({ ok }) => {
          if (ok) codecs.used(encoded.transferSyntax);
        },
        () => undefined,
      );
      return result;
    },
  };
}

/** One syntax for each codec, no names that say nothing, and not many. */
function distinct(syntaxes: readonly string[]): readonly string[] {
  const byCodec = new Map<WasmCodec, string>();
  for (const syntax of syntaxes) {
    const codec = wasmCodecOf(syntax);
    if (codec !== undefined && !byCodec.has(codec)) byCodec.set(codec, syntax);
  }
  return [...byCodec.values()].slice(0, MOST);
}
