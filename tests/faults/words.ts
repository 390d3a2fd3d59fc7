import type { Told } from './faults';

/** The words by which each thing is told, whatever the sentence around them. */
const WORDS: Readonly<Record<Exclude<Told, 'right' | 'none'>, RegExp>> = {
  'refuses you': /does not allow|not allowed|withheld|refus|was not given/i,
  'refuses this sign-in': /no longer accepts|did not accept|refus|sign-in|session has ended/i,
  'does not have it': /does not have|not found|does not hold/i,
  busy: /busy|later/i,
  'at fault':
    /fault of its own|could not answer|could not start|could not finish|did not finish|not set up|error/i,
  unreadable:
    /cannot be read|could not be read|cannot be shown|could not be used|does not understand|another form/i,
  unreachable: /could not be reached|no connection|elsewhere|another address/i,
  silent: /did not answer|in time|broke off|stopped|could not be reached/i,
  offline: /no network/i,
};

/** Whether a text says one of these of somebody. */
export const says = (text: string, told: readonly Told[], who: RegExp): boolean =>
  told.some((each) => {
    if (each === 'right') return false;
    if (each === 'none') return /No imaging at|: 0 studies/.test(text) && who.test(text);
    // The device's own network is nobody's fault.
    return WORDS[each].test(text) && (each === 'offline' || who.test(text));
  });
