import { dayOf } from './seal';
import { codesIn } from './code-in';
import { decodeView } from './view-code';

/*
 * Views that were collected for a meeting, a case a patient. They are codes, which name nobody: whose a case is shows only in that
 * patient's own record.
 */

export interface Meeting {
  readonly cases: readonly (readonly string[])[];
}

export const noMeeting: Meeting = { cases: [] };

/** Most views that a list holds, and bytes that are read of a file */
const MOST_VIEWS = 500;
export const LONGEST_FILE = 1_000_000;

export const viewsIn = ({ cases }: Meeting): number => cases.flat().length;

/** Adds a view to a case, `undefined` to a new one. What is there already is not there twice. */
export function withView(meeting: Meeting, code: string, to: number | undefined): Meeting {
  if (meeting.cases.flat().includes(code) || viewsIn(meeting) >= MOST_VIEWS) return meeting;
  if (to === undefined) return { cases: [...meeting.cases, [code]] };
  return { cases: meeting.cases.map((views, at) => (at === to ? [...views, code] : views)) };
}

export const withoutView = (meeting: Meeting, code: string): Meeting => ({
  cases: meeting.cases
    .map((views) => views.filter((each) => each !== code))
    .filter((views) => views.length > 0),
});

/** As a file: nothing in it is of a patient. */
export const meetingFile = ({ cases }: Meeting): string =>
  `${JSON.stringify({ plainfilm: 'meeting', version: 1, cases: cases.map((views) => ({ views })) }, null, 2)}\n`;

export interface ReadMeeting {
  readonly meeting: Meeting;
  /** Entries that are no views */
  readonly unread: number;
  /** Entries that have expired, and are left out */
  readonly expired: number;
}

/** @returns `undefined` where it is not such a file; else what can be read of it, and how much cannot */
export function readMeetingFile(text: string, now: Date): ReadMeeting | undefined {
  const file = parsed(text.replace(/^\uFEFF/, ''));
  if (!isObject(file) || file['plainfilm'] !== 'meeting' || !Array.isArray(file['cases'])) return undefined;
  let meeting = noMeeting;
  let [unread, expired] = [0, 0];
  for (const one of file['cases'] as readonly unknown[]) {
    const views = isObject(one) && Array.isArray(one['views']) ? (one['views'] as readonly unknown[]) : [];
    if (views.length === 0) unread += 1;
    let to: number | undefined;
    for (const each of views) {
      const [code] = typeof each === 'string' ? codesIn(each) : [];
      const view = code && decodeView(code);
      if (!code || !view) unread += 1;
      else if (dayOf(now) > view.expires) expired += 1;
      else {
        const next = withView(meeting, code, to);
        if (next !== meeting) to ??= meeting.cases.length;
        meeting = next;
      }
    }
  }
  return { meeting, unread, expired };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
