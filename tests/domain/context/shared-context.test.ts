import { describe, expect, it } from 'vitest';
import {
  announcing,
  judged,
  nothingShared,
  type OwnKnowledge,
  type SharedContext,
  type SharedEvent,
} from '../../../src/domain/context/shared-context';
import { studyUid } from '../../../src/domain/ids';
import type { Patient } from '../../../src/domain/patient/patient';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const patient: Patient = {
  id: 'pt-anwen',
  name: { family: 'PRYCE', given: ['Anwen'] },
  birthDate: '1961-04-17',
  identifiers: [
    { system: NHS, value: '9990101019' },
    { system: 'urn:oid:2.999.1.10', value: 'Q100417' },
  ],
};
const [first, second] = [studyUid('2.999.7.201'), studyUid('2.999.7.202')];
const own: OwnKnowledge = {
  patient,
  unsaved: false,
  now: 1_000_000,
  hasStudy: (uid) => uid === first || uid === second,
  isListing: false,
};
const anwen = {
  id: 'pt-anwen',
  person: { otherIds: patient.identifiers, name: patient.name, birthDate: '1961-04-17' },
};
const bertil = {
  id: 'pt-bertil',
  person: {
    otherIds: [{ system: NHS, value: '9990202028' }],
    name: { family: 'HOLMQVIST', given: ['Bertil'] },
    birthDate: '1948-11-02',
  },
};
let count = 0;
const event = (more: Partial<SharedEvent>): SharedEvent => ({
  id: `e-${(count += 1)}`,
  name: 'x',
  at: 900_000,
  kind: 'open',
  anchor: 'patient',
  ...more,
});
const act = (more: Partial<SharedEvent>, known: Partial<OwnKnowledge> = {}, context = nothingShared) =>
  judged(context, event(more), { ...own, ...known }).act;
const after = (...events: readonly Partial<SharedEvent>[]): SharedContext =>
  events.reduce((context, one) => judged(context, event(one), own).next, nothingShared);
const study = (uid = first, more: object = {}) => ({ id: `st-${uid}`, uid, patientId: 'pt-anwen', ...more });

describe('a patient that is opened elsewhere', () => {
  it.each<[string, SharedEvent['patient'], string]>([
    ['is ours, as the record has it', anwen, 'none'],
    ['is ours by number, under another id', { ...anwen, id: 'elsewhere-7' }, 'none'],
    ['has our id and another’s number', { id: 'pt-anwen', person: bertil.person }, 'refuse contradiction'],
    [
      'has our id and number, and another’s name and birth date',
      { id: 'pt-anwen', person: { ...bertil.person, otherIds: patient.identifiers } },
      'refuse contradiction',
    ],
    [
      'has our id and one number of two',
      {
        id: 'pt-anwen',
        person: {
          otherIds: [
            { system: NHS, value: '9990101019' },
            { system: 'urn:oid:2.999.1.10', value: 'Q9' },
          ],
        },
      },
      'refuse contradiction',
    ],
    [
      'has our number under another id, and another’s birth date',
      { id: 'x', person: { ...anwen.person, birthDate: '1948-11-02' } },
      'refuse contradiction',
    ],
    ['has our id and nothing else', { id: 'pt-anwen', person: { otherIds: [] } }, 'refuse unknown-patient'],
    ['is another', bertil, 'ask'],
    ['is another who says nothing but an id', { id: 'pt-bertil', person: { otherIds: [] } }, 'ask'],
    ['is nobody', undefined, 'refuse unknown-patient'],
  ])('who %s', (_, named, expected) => {
    const done = act({ patient: named });
    expect(done.kind === 'refuse' ? `refuse ${done.why}` : done.kind).toBe(expected);
  });

  it('is not followed while something is unsaved, unless it is ours', () => {
    expect(act({ patient: bertil }, { unsaved: true })).toEqual({ kind: 'refuse', why: 'unsaved' });
    expect(act({ patient: anwen }, { unsaved: true })).toEqual({ kind: 'none' });
  });
});

describe('a study that is opened elsewhere', () => {
  it.each<[string, Partial<SharedEvent>, string]>([
    ['of ours is shown', { patient: anwen, study: study() }, 'show'],
    ['of ours that says nothing of whose it is is shown', { study: { uid: first } }, 'show'],
    ['of ours that is given to another', { patient: bertil, study: study() }, 'refuse contradiction'],
    [
      'of ours whose subject is another',
      { patient: anwen, study: study(first, { patientId: 'pt-bertil' }) },
      'refuse contradiction',
    ],
    [
      'of ours, of another, with no patient beside it',
      { study: study(first, { patientId: 'pt-bertil' }) },
      'refuse contradiction',
    ],
    [
      'of another is asked about',
      { patient: bertil, study: { uid: studyUid('2.9'), patientId: 'pt-bertil' } },
      'ask',
    ],
    ['that nobody here knows', { patient: anwen, study: study(studyUid('2.9')) }, 'refuse unknown-study'],
    ['without a UID', { patient: anwen, study: { id: 's' } }, 'refuse unknown-study'],
  ])('%s', (_, more, expected) => {
    const done = act({ anchor: 'study', ...more });
    expect(done.kind === 'refuse' ? `refuse ${done.why}` : done.kind).toBe(expected);
  });

  it('is waited for while more studies may come', () => {
    const more = { anchor: 'study', patient: anwen, study: study(studyUid('2.9')) } as const;
    expect(act(more, { isListing: true })).toEqual({ kind: 'wait' });
  });

  it('may be opened while a measurement is unsaved: it is of the same patient', () => {
    expect(act({ anchor: 'study', patient: anwen, study: study() }, { unsaved: true }).kind).toBe('show');
  });
});

describe('time and repeats', () => {
  const opens = (uid: typeof first, at: number) =>
    ({ anchor: 'study', patient: anwen, study: study(uid), at }) as const;

  it('what is older than what made the context changes nothing', () => {
    const context = after(opens(second, 800_000));
    expect(act(opens(first, 799_999), {}, context)).toEqual({ kind: 'none' });
    expect(act({ kind: 'close', anchor: 'study', study: study(second), at: 700_000 }, {}, context)).toEqual({
      kind: 'none',
    });
    expect(act(opens(first, 800_000), {}, context).kind).toBe('show');
  });

  it('nor what is older than the study that a person opened here', () => {
    const context = announcing(nothingShared, 'mine', 850_000, second);
    expect(act(opens(first, 840_000), {}, context)).toEqual({ kind: 'none' });
    expect(judged(context, event({ ...opens(second, 850_000), id: 'mine' }), own)).toEqual({
      act: { kind: 'none' },
      next: context,
    });
  });

  it('a clock that is years ahead does not keep everything else out', () => {
    const context = after(opens(second, 9e15));
    expect(act(opens(first, 1_400_000), { now: 1_400_000 }, context).kind).toBe('show');
  });

  it('what was refused may be sent again, and then be followed', () => {
    const one = event({ patient: bertil });
    const refused = judged(nothingShared, one, { ...own, unsaved: true });
    expect(refused.act.kind).toBe('refuse');
    expect(judged(refused.next, one, own).act.kind).toBe('ask');
  });

  it('a thousand messages are not remembered for ever', () => {
    let context = nothingShared;
    for (let at = 0; at < 1500; at += 1) context = judged(context, event({ patient: anwen }), own).next;
    expect(context.settled.size).toBeLessThanOrEqual(500);
  });
});

describe('what is closed elsewhere', () => {
  const openFirst = { anchor: 'study', patient: anwen, study: study(first), at: 800_000 } as const;
  const closes = (uid: typeof first) => ({ kind: 'close', anchor: 'study', study: study(uid) }) as const;

  it('the current study: there is none then', () => {
    const context = after(openFirst);
    const verdict = judged(context, event(closes(first)), own);
    expect(verdict.act).toEqual({ kind: 'list' });
    expect(verdict.next.current).toBeUndefined();
  });

  it.each([
    ['another study', closes(second)],
    ['a report', { kind: 'close', anchor: 'report', report: { id: 'r' } } as const],
    ['another patient', { kind: 'close', anchor: 'patient', patient: bertil } as const],
  ])('%s: nothing here changes', (_, more) => {
    expect(act(more, {}, after(openFirst))).toEqual({ kind: 'none' });
  });

  it('our patient leaves the screen, unless something is unsaved or it is contradicted', () => {
    const closing = { kind: 'close', patient: { id: 'pt-anwen', person: { otherIds: [] } } } as const;
    expect(act(closing)).toEqual({ kind: 'leave', why: 'patient-closed' });
    expect(act(closing, { unsaved: true })).toEqual({ kind: 'refuse', why: 'unsaved' });
    const lie = { kind: 'close', patient: { id: 'pt-anwen', person: bertil.person } } as const;
    expect(act(lie)).toEqual({ kind: 'refuse', why: 'contradiction' });
  });
});

it.each([
  ['logout', 'record-signed-out'],
  ['hibernate', 'record-paused'],
] as const)('a %s takes the patient off the screen', (kind, why) => {
  expect(act({ kind })).toEqual({ kind: 'leave', why });
});

it.each([
  ['another window’s clock is a little behind the one that opened something', 800_000, 'leave'],
  ['it says no time', undefined, 'leave'],
  ['it is of long before', 600_000, 'none'],
])('a logout counts where %s: %s', (_, at, kind) => {
  const context = after({ anchor: 'study', patient: anwen, study: study() });
  expect(act({ kind: 'logout', at }, {}, context).kind).toBe(kind);
});

it.each(['open', 'close'] as const)('an event to %s that names two under one key is refused', (kind) => {
  const more = { kind, anchor: 'study', patient: anwen, study: study(), isAmbiguous: true } as const;
  expect(act(more)).toEqual({ kind: 'refuse', why: 'contradiction' });
});

it('a SyncError is told, but for those about what was not followed here', () => {
  const refused = judged(
    nothingShared,
    event({ id: 'lie', patient: { id: 'pt-anwen', person: bertil.person } }),
    own,
  ).next;
  expect(act({ kind: 'sync-error', about: 'lie' }, {}, refused)).toEqual({ kind: 'none' });
  expect(act({ kind: 'sync-error', about: 'theirs' })).toEqual({ kind: 'not-followed' });
  expect(act({ kind: 'sync-error', about: 'mine' }, { announced: 'mine' })).toEqual({
    kind: 'not-followed',
    again: true,
  });
});
