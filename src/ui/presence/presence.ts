/*
 * Who sits at this screen: whether anybody does, and whether another tab of this browser shows another patient. Told by
 * what the tabs say to one another; nothing of a patient is in it but the record's own number, and nothing is kept.
 */

/** What a tab says to the others of this browser. */
export type Said =
  /** What it shows, and by which launch */
  | { readonly kind: 'here'; readonly tab: string; readonly patient: string }
  | { readonly kind: 'gone'; readonly tab: string }
  /** Everybody who is here says so */
  | { readonly kind: 'who' }
  /** Somebody used a tab of this launch */
  | { readonly kind: 'used'; readonly launch: string; readonly at: number }
  /** The launch was left, in one of its tabs */
  | { readonly kind: 'left'; readonly launch: string };

export type Channel = Pick<BroadcastChannel, 'postMessage' | 'close'> & {
  onmessage: ((event: MessageEvent) => void) | null;
};

/** Where a browser keeps everything from a frame, it may refuse this too: then this tab watches for itself. */
export function openChannel(): Channel {
  try {
    return new BroadcastChannel('plainfilm');
  } catch {
    return { onmessage: null, postMessage: () => undefined, close: () => undefined };
  }
}

export interface PresenceSetting {
  /** Milliseconds without input after which nobody is here; absent where the site does not ask */
  readonly lockAfter?: number | undefined;
  readonly launch: string;
  /** The same for the same patient of the same record, and for no other */
  readonly patient: string;
  readonly now: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed: () => number;
  readonly channel: Channel;
  readonly window: Window;
}

export interface Presence {
  /** Nobody used it for long: the patient leaves the screen unless somebody does now */
  readonly isEnding: boolean;
  /** Another tab of this browser shows another patient */
  readonly isBesideAnother: boolean;
}

export interface Watch {
  /** The launch was left here: its other tabs are told. */
  left(): void;
  stop(): void;
}

/** Milliseconds before the end at which it is said, for half the time at most */
const WARNING = 60_000;
/** Milliseconds between two looks at the clock, and between two words to the other tabs */
const [LOOK, WORD] = [1_000, 5_000];
const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/**
 * Watches input in this tab and, by what they say, in the other tabs of the launch. The device's clock is asked, not a
 * timer: a computer that slept has been idle as well. A clock that is put back makes no time longer: the other goes on.
 * @param tell of each change
 * @param leave when nobody was here for so long, or when another tab of this launch left it
 */
export function watchPresence(
  { lockAfter, launch, patient, now, elapsed, channel, window }: PresenceSetting,
  tell: (presence: Presence) => void,
  leave: (why: 'idle' | 'signed-out') => void,
): Watch {
  const tab = crypto.randomUUID();
  const others = new Map<string, string>();
  const { document } = window;
  /** By the device's clock, and by the one that nobody can set */
  let used = { at: now(), steady: elapsed() };
  let spoken = -Infinity;
  let shown: Presence = { isEnding: false, isBesideAnother: false };

  const say = (said: Said) => channel.postMessage(said);
  const show = (change: Partial<Presence>) => {
    const next = { ...shown, ...change };
    if (next.isEnding === shown.isEnding && next.isBesideAnother === shown.isBesideAnother) return;
    shown = next;
    tell(shown);
  };
  const look = () => {
    if (lockAfter === undefined) return;
    const left = lockAfter - Math.max(now() - used.at, elapsed() - used.steady);
    if (left <= 0) leave('idle');
    else show({ isEnding: left <= Math.min(WARNING, lockAfter / 2) });
  };
  const oninput = () => {
    // Whoever comes back after the time is over does not bring the patient back with a key.
    look();
    used = { at: now(), steady: elapsed() };
    look();
    if (used.steady - spoken < WORD) return;
    spoken = used.steady;
    say({ kind: 'used', launch, at: used.at });
  };
  /** A word that lay about while a clock was set or a tab slept is as old as it says. */
  const usedElsewhere = (at: number) => {
    const ago = Math.max(0, now() - at);
    used = { at: Math.max(used.at, now() - ago), steady: Math.max(used.steady, elapsed() - ago) };
  };
  const compare = () => show({ isBesideAnother: [...others.values()].some((other) => other !== patient) });
  const onvisible = () => {
    look();
    if (document.visibilityState !== 'visible') return;
    // A tab that was killed has said nothing: who is still here says so.
    others.clear();
    say({ kind: 'who' });
    window.setTimeout(compare, LOOK);
  };

  channel.onmessage = ({ data }: MessageEvent) => {
    const said = data as Said;
    if (said.kind === 'who') say({ kind: 'here', tab, patient });
    else if (said.kind === 'here') others.set(said.tab, said.patient);
    else if (said.kind === 'gone') others.delete(said.tab);
    else if (said.launch !== launch) return;
    else if (said.kind === 'used') usedElsewhere(said.at);
    else if (said.kind === 'left') return leave('signed-out');
    if (said.kind === 'used') look();
    else compare();
  };

  const gone = () => say({ kind: 'gone', tab });
  for (const input of INPUTS) window.addEventListener(input, oninput, { capture: true, passive: true });
  document.addEventListener('visibilitychange', onvisible);
  window.addEventListener('pagehide', gone);
  const clock = window.setInterval(look, LOOK);
  say({ kind: 'here', tab, patient });
  say({ kind: 'who' });

  return {
    left: () => say({ kind: 'left', launch }),
    stop: () => {
      window.clearInterval(clock);
      for (const input of INPUTS) window.removeEventListener(input, oninput, { capture: true });
      document.removeEventListener('visibilitychange', onvisible);
      window.removeEventListener('pagehide', gone);
      gone();
      channel.close();
    },
  };
}
