export const MEETING_KEY = 'plainfilm.meeting';

/** The tab's own storage, which a frame may not have. */
export function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

/** Whether this tab has a list for a meeting from a launch before. */
export const isMeetingKept = (): boolean => Boolean(tabStorage()?.getItem(MEETING_KEY));
