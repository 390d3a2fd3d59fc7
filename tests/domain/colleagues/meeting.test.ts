import { describe, expect, it } from 'vitest';
import {
  meetingFile,
  noMeeting,
  readMeetingFile,
  viewsIn,
  withoutView,
  withView,
} from '../../../src/domain/colleagues/meeting';
import { dayOf } from '../../../src/domain/colleagues/seal';
import { encodeView } from '../../../src/domain/colleagues/view-code';

const now = new Date('2026-11-30T09:00:00Z');
const codeOf = (salt: number, days = 14) =>
  encodeView({
    ...{ expires: dayOf(now) + days, salt, study: '0011aabbcc', keyImages: false, linked: false },
    ...{ layout: '1x1', active: 0 },
    pictures: [
      {
        ...{ ofPrior: false, series: '0a1b', image: '00ff12ab', frame: 1, invert: false, rotation: 0 },
        ...{ flipHorizontal: false, flipVertical: false },
      },
    ],
  });
const [a, b, c] = [codeOf(1), codeOf(2), codeOf(3)];

describe('a list for a meeting', () => {
  it('has a case for each patient, each view once, and no case without views', () => {
    const two = withView(withView(withView(noMeeting, a, undefined), b, undefined), c, 0);
    expect(two.cases).toEqual([[a, c], [b]]);
    expect(withView(two, c, 1)).toBe(two);
    expect(withoutView(two, b).cases).toEqual([[a, c]]);
  });

  it('is a file, and the same list when it is read', () => {
    const meeting = withView(withView(noMeeting, a, undefined), b, 0);
    expect(readMeetingFile(meetingFile(meeting), now)).toEqual({ meeting, unread: 0, expired: 0 });
    expect(readMeetingFile(`\uFEFF${meetingFile(meeting)}`, now)?.meeting).toEqual(meeting);
  });

  it('loses no view by one that cannot be read or has expired, and counts those', () => {
    const cases = [
      { views: ['1.2.3', a] },
      { views: [codeOf(9, -1)] },
      null,
      { views: 'x' },
      { views: [7, b] },
    ];
    const read = readMeetingFile(JSON.stringify({ plainfilm: 'meeting', version: 1, cases }), now);
    expect(read).toEqual({ meeting: { cases: [[a], [b]] }, unread: 4, expired: 1 });
  });

  it.each(['', 'null', '[]', '{}', '{"plainfilm":"meeting"}', '{"plainfilm":"meeting","cases":{}}', '{'])(
    'is not read of %s',
    (text) => expect(readMeetingFile(text, now)).toBeUndefined(),
  );

  it('holds five hundred views, whoever wrote the file', () => {
    const views = Array.from({ length: 600 }, (_, at) => codeOf(at));
    const file = JSON.stringify({ plainfilm: 'meeting', version: 1, cases: [{ views }] });
    expect(viewsIn(readMeetingFile(file, now)?.meeting ?? noMeeting)).toBe(500);
  });
});
