import { describe, expect, it, vi } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import { meetingLists, type MeetingListsSetting } from '../../../src/fhir/imaging/meeting-lists';
import { serverCapabilities } from '../../../src/http/question-forms';

const base = new URL('https://record.example/fhir/');
const never = new AbortController().signal;
const views = [
  { code: 'ABC', study: studyUid('1.2.3'), words: 'CT chest, 24-Oct-2026' },
  { code: 'DEF', study: studyUid('1.2.3'), words: 'CT chest, 24-Oct-2026' },
];

function recordOf(answer: () => Response | Error, more: Partial<MeetingListsSetting> = {}) {
  const asked: { method: string; address: string; body: unknown }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const text = await request.text();
    asked.push({ method: request.method, address: request.url, body: text && JSON.parse(text) });
    const given = answer();
    if (given instanceof Response) return given;
    throw given;
  };
  const audit = { record: vi.fn() };
  const server = {
    ...{ base, where: 'Care Record', fetch, now: () => Date.parse('2026-11-29T10:00:00Z') },
    tokens: { tokenFor: () => 'token', renew: () => Promise.resolve(undefined) } as never,
    wait: () => Promise.resolve(),
    capabilities: serverCapabilities(),
    grants: () => true,
  };
  const lists = meetingLists({
    ...{ server, audit, patientId: 'p1', scope: 'patient/List.crs' },
    patient: () => ({ id: 'p1', name: { given: [] }, identifiers: [] }),
    ...more,
  });
  return { lists, asked, audit };
}

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/fhir+json' } });
const bundle = (...resources: readonly object[]) =>
  json({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: resources.map((resource, at) => ({ resource: { ...resource, id: `l${at}` } })),
  });
const entry = (code: unknown, more: object = {}) => ({
  extension: [{ url: 'urn:plainfilm:view', valueString: code }],
  ...more,
});
const list = (more: object = {}) => ({
  resourceType: 'List',
  status: 'current',
  code: { coding: [{ system: 'urn:plainfilm', code: 'meeting' }] },
  subject: { reference: 'Patient/p1' },
  date: '2026-11-20T09:00:00Z',
  entry: [entry('ABC')],
  ...more,
});

describe('views for a meeting in the record', () => {
  it('are a List of the patient, each entry a study by its UID with its code, and are recorded once a study', async () => {
    const { lists, asked, audit } = recordOf(() => new Response(null, { status: 201 }));
    expect(lists.where).toBe('Care Record');
    expect((await lists.keep(views, never)).kind).toBe('sent');
    expect(asked[0]).toMatchObject({ method: 'POST', address: 'https://record.example/fhir/List' });
    expect(asked[0]?.body).toMatchObject({
      ...{ resourceType: 'List', status: 'current', mode: 'working', subject: { reference: 'Patient/p1' } },
      entry: [
        {
          extension: [{ url: 'urn:plainfilm:view', valueString: 'ABC' }],
          item: {
            type: 'ImagingStudy',
            identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' },
            display: 'CT chest, 24-Oct-2026',
          },
        },
        { extension: [{ url: 'urn:plainfilm:view', valueString: 'DEF' }] },
      ],
    });
    expect(audit.record).toHaveBeenCalledExactlyOnceWith({
      ...{ kind: 'disclosed', how: 'shared', study: '1.2.3', what: 'meeting list' },
    });
  });

  it('are read the oldest first, each once, of the lists that are surely this patient’s and stand', async () => {
    const { lists, asked } = recordOf(() =>
      bundle(
        list({ date: '2026-11-22', entry: [entry('DEF'), entry('ABC'), entry('GONE', { deleted: true })] }),
        list(),
        list({ status: 'entered-in-error', entry: [entry('ERR')] }),
        list({ subject: { reference: 'Patient/p2' }, entry: [entry('FOREIGN')] }),
        list({ subject: undefined, entry: [entry('NOBODY')] }),
        list({ code: { text: 'Medication' }, entry: [entry('OTHER')] }),
        list({ entry: [entry(7), {}, { extension: 'x' }] }),
      ),
    );
    expect(await lists.kept?.(never)).toEqual({ ok: true, value: ['ABC', 'DEF'] });
    expect(decodeURIComponent(asked[0]?.address ?? '')).toContain('code=urn:plainfilm|meeting');
  });

  it('whose answer was lost may be there', async () => {
    const { lists, audit } = recordOf(() => json({}, 502));
    expect(await lists.keep(views, never)).toMatchObject({ kind: 'failed', mayBeThere: true });
    expect(audit.record).not.toHaveBeenCalled();
  });

  it('that are refused are not recorded as kept, and the record’s words are told', async () => {
    const issue = [{ diagnostics: 'Lists are read-only' }];
    const { lists, audit } = recordOf(() => json({ resourceType: 'OperationOutcome', issue }, 422));
    expect(await lists.keep(views, never)).toEqual({
      kind: 'failed',
      problem: { kind: 'not-stored', where: 'Care Record', why: 'Lists are read-only' },
      mayBeThere: false,
    });
    expect(audit.record).not.toHaveBeenCalled();
  });

  it.each([
    ['patient/ImagingStudy.rs', undefined, false],
    ['patient/List.rs', undefined, true],
    ['patient/List.c', 'Care Record', false],
  ])('are offered as %s grants it', async (scope, where, isRead) => {
    const { lists, asked } = recordOf(() => new Response(null, { status: 201 }), { scope });
    expect(lists.where).toBe(where);
    expect(lists.kept !== undefined).toBe(isRead);
    if (where === undefined) expect((await lists.keep(views, never)).kind).toBe('failed');
    expect(asked).toEqual([]);
  });
});
