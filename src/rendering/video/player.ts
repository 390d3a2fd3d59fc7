/** A video element on a stream of its own. */
export interface Player {
  readonly element: HTMLVideoElement;
  /** To a time in seconds. Of many in short succession only the newest is gone to. */
  seek(time: number): void;
  /** @param speed 1 is its own */
  play(speed: number): void;
  pause(): void;
  /** Stops, and lets the bytes go. */
  dispose(): void;
}

export interface PlayerEvents {
  /** Its length is known: it can be gone to */
  ready(): void;
  /** A picture is on the screen. @param time its own, in seconds */
  pictured(time: number): void;
  playing(playing: boolean): void;
  /** Played to its end: which picture that left on the screen, a browser need not have said */
  ended(): void;
  /** @param isDecoding it began and cannot go on; else it was never understood */
  failed(isDecoding: boolean, message: string): void;
}

/** Browsers refuse to play slower or faster */
const SPEEDS = [0.0625, 16] as const;

/** @param stream its type is for the browser to choose its decoder by */
export function player(stream: Blob, events: PlayerEvents): Player {
  const element = document.createElement('video');
  const address = URL.createObjectURL(stream);
  const listening = new AbortController();
  const on = (type: keyof HTMLMediaElementEventMap, listener: () => void) =>
    element.addEventListener(type, listener, { signal: listening.signal });
  let requested: number | undefined;

  element.muted = true;
  element.playsInline = true;
  element.preload = 'auto';
  element.disablePictureInPicture = true;
  // What it shows is said by the element around it.
  element.setAttribute('aria-hidden', 'true');
  element.tabIndex = -1;

  const seekOn = () => {
    if (requested === undefined || element.seeking) return;
    const to = requested;
    requested = undefined;
    element.currentTime = to;
  };
  on('loadedmetadata', events.ready);
  on('seeked', seekOn);
  on('play', () => events.playing(true));
  on('pause', () => events.playing(false));
  on('ended', events.ended);
  on('error', () => {
    const { code, message } = element.error ?? { code: 0, message: '' };
    events.failed(code === MediaError.MEDIA_ERR_DECODE, message);
  });
  // Where a browser does not say which picture it shows, the clock does.
  if (typeof element.requestVideoFrameCallback === 'function') {
    const next = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      if (listening.signal.aborted) return;
      events.pictured(mediaTime);
      element.requestVideoFrameCallback(next);
    };
    element.requestVideoFrameCallback(next);
  } else {
    on('timeupdate', () => element.seeking || events.pictured(element.currentTime));
    on('seeked', () => events.pictured(element.currentTime));
  }
  element.src = address;

  return {
    element,
    seek(time) {
      requested = time;
      seekOn();
    },
    play(speed) {
      element.playbackRate = Math.min(SPEEDS[1], Math.max(SPEEDS[0], speed));
      // Refused where it was paused again at once, which its own event tells.
      element.play().catch(() => undefined);
    },
    pause: () => element.pause(),
    dispose() {
      listening.abort();
      element.pause();
      element.removeAttribute('src');
      element.load();
      element.remove();
      URL.revokeObjectURL(address);
    },
  };
}
