import { noMeeting, readMeetingFile, meetingFile, type Meeting } from '../../domain/colleagues/meeting';
import { MEETING_KEY } from './kept';

/**
 * The list of this tab. It outlasts a launch, because a meeting goes from one patient to the next and a launch is one patient:
 * what is kept of it are codes that name nobody, until the tab is closed or somebody signs out.
 */
export interface OwnMeeting {
  meeting: Meeting;
  /** Which of all views is the one that was shown last, from 0; -1 before the first */
  at: number;
  forget(): void;
}

export function ownMeeting(storage: Storage | undefined, now: Date): OwnMeeting {
  const [place = '', ...file] = (storage?.getItem(MEETING_KEY) ?? '').split('\n');
  let meeting = $state.raw<Meeting>(readMeetingFile(file.join('\n'), now)?.meeting ?? noMeeting);
  let at = $state(/^-?\d{1,4}$/.test(place) ? Number(place) : -1);
  const keep = () => {
    if (meeting.cases.length === 0) storage?.removeItem(MEETING_KEY);
    else storage?.setItem(MEETING_KEY, `${at}\n${meetingFile(meeting)}`);
  };
  return {
    get meeting() {
      return meeting;
    },
    set meeting(next) {
      meeting = next;
      keep();
    },
    get at() {
      return at;
    },
    set at(next) {
      at = next;
      keep();
    },
    forget() {
      [meeting, at] = [noMeeting, -1];
      keep();
    },
  };
}
