import { raced } from '../../http/abort';

/**
 * The picture that a launch names goes before the further pages of long lists and before what is planned: on a surgery's
 * line a thousand studies would come in its way, and nobody reads them before it.
 */
export interface FirstPictureGate {
  /** A picture is to come. It is waited for until `end`, and for so many milliseconds where that never comes. */
  begin(most: number): void;
  end(): void;
  /** Settles when nothing goes before; at once where nothing does. Rejects with the signal's reason. */
  over(signal: AbortSignal): Promise<void>;
}

export function firstPictureGate(): FirstPictureGate {
  let first: Promise<void> = Promise.resolve();
  let end: () => void = () => undefined;
  return {
    begin(most) {
      first = new Promise<void>((resolve) => {
        const late = setTimeout(resolve, most);
        end = () => {
          clearTimeout(late);
          resolve();
        };
      });
    },
    end: () => end(),
    over: (signal) => raced(first, signal),
  };
}
