import { describe, expect, it, vi } from 'vitest';
import { instanceUid, studyUid } from '../../../src/domain/ids';
import { secondLooks, type SecondLooksSetting } from '../../../src/fhir/imaging/second-looks';
import { serverCapabilities } from '../../../src/http/question-forms';

const base = new URL('https://record.example/fhir/');
const user = 'https://record.example/fhir/Practitioner/7';
const look = {
  id: '0b9c1c36-3a7e-4c0e-9b8e-6f6b0a1d2c3d',
  study: studyUid('1.2.3'),
  image: instanceUid('1.2.3.4'),
  imageWords: 'image 5 of 30',
  summary: 'Second look asked: CT chest, image 5 of 30',
  words: 'What worries me: a shadow',
};
const never = new AbortController().signal;

interface Asked {
  readonly method: string;
  readonly address: string;
  readonly body?: Record<string, unknown>;
}

/** A record whose answers are given one after the other. */
function recordOf(
  answers: readonly ((asked: Asked) => Response | Error)[],
  more: Partial<SecondLooksSetting> = {},
) {
  const asked: Asked[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const text = await request.text();
    const one = {
      method: request.method,
      address: request.url,
      ...(text && { body: JSON.parse(text) as Record<string, unknown> }),
    };
    asked.push(one);
    const answer = answers[asked.length - 1]?.(one);
    if (answer instanceof Response) return answer;
    throw answer ?? new TypeError('nobody is there');
  };
  const audit = { record: vi.fn() };
  const sent = vi.fn();
  const server = {
    ...{ base, where: 'Care Record', fetch, now: () => Date.parse('2026-11-29T10:00:00Z') },
    tokens: { tokenFor: () => 'token', renew: () => Promise.resolve(undefined) } as never,
    wait: () => Promise.resolve(),
    capabilities: serverCapabilities(),
    grants: () => true,
  };
  const looks = secondLooks({
    ...{ server, user, audit, sent, send: true, patientId: 'p1' },
    patient: () => ({ id: 'p1', name: { given: [] }, identifiers: [] }),
    scope: 'patient/ServiceRequest.crs',
    department: 'Radiology',
    ...more,
  });
  return { looks, asked, audit, sent };
}

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/fhir+json' } });
const bundle =
  (...resources: readonly object[]) =>
  () =>
    json({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
const created = () => new Response(null, { status: 201 });
const request = (more: object = {}) => ({
  resourceType: 'ServiceRequest',
  id: 'r1',
  status: 'active',
  subject: { reference: 'Patient/p1' },
  requester: { reference: 'Practitioner/7' },
  authoredOn: '2026-11-20T09:00:00Z',
  supportingInfo: [{ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.4' } }],
  ...more,
});

describe('a second look that is sent', () => {
  it('is a proposal for the patient, by who is signed in, of this study and image, in their words', async () => {
    const { looks, asked, audit, sent } = recordOf([created]);
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked[0]?.method).toBe('POST');
    expect(asked[0]?.body).toEqual({
      resourceType: 'ServiceRequest',
      identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${look.id}` }],
      status: 'active',
      intent: 'proposal',
      category: [{ coding: [{ system: 'http://snomed.info/sct', code: '363679005', display: 'Imaging' }] }],
      code: { text: look.summary },
      subject: { reference: 'Patient/p1' },
      authoredOn: '2026-11-29T10:00:00.000Z',
      requester: { reference: 'Practitioner/7' },
      performer: [{ display: 'Radiology' }],
      supportingInfo: [
        { type: 'ImagingStudy', identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } },
        { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.4' }, display: 'image 5 of 30' },
      ],
      note: [{ text: look.words }],
    });
    expect(audit.record).toHaveBeenCalledExactlyOnceWith({
      kind: 'disclosed',
      how: 'shared',
      study: look.study,
      what: 'second look',
    });
    expect(sent).toHaveBeenCalledOnce();
  });

  it.each<[string, Partial<SecondLooksSetting>]>([
    ['the site did not ask for it', { send: undefined }],
    ['the sign-in does not grant it', { scope: 'patient/ServiceRequest.rs patient/AuditEvent.c' }],
  ])('is offered and sent by nobody where %s', async (_why, more) => {
    const { looks, asked } = recordOf([created], more);
    expect(looks.where).toBeUndefined();
    expect((await looks.send(look, never)).kind).toBe('failed');
    expect(asked).toEqual([]);
  });

  it('says why it was refused, in the record’s words, and is sent anew when asked again', async () => {
    const refusal = { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'no performer' }] };
    const { looks, asked, audit } = recordOf([() => json(refusal, 422), created]);
    expect(await looks.send(look, never)).toEqual({
      kind: 'failed',
      problem: { kind: 'not-stored', where: 'Care Record', why: 'no performer' },
      mayBeThere: false,
    });
    expect(audit.record).not.toHaveBeenCalled();
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('that broke off half-way is looked for before it is sent again', async () => {
    const there = request({ identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${look.id}` }] });
    const { looks, asked, audit } = recordOf([() => new TypeError('reset'), bundle(there)]);
    expect((await looks.send(look, never)).kind).toBe('failed');
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(audit.record).toHaveBeenCalledOnce();
  });

  it.each<[string, () => Response | Error]>([
    ['a line that broke', () => new TypeError('reset')],
    ['a fault of its own', () => json({}, 500)],
    ['a gateway without an answer', () => new Response('', { status: 504 })],
    [
      'a page of a sign-in',
      () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    ],
  ])('and answered by %s may be there, and is looked for before it is sent again', async (_, answer) => {
    const { looks, asked, audit } = recordOf([answer, bundle(), created]);
    expect(await looks.send(look, never)).toMatchObject({ kind: 'failed', mayBeThere: true });
    expect(audit.record).not.toHaveBeenCalled();
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  it.each<[string, () => Response, string]>([
    ['400', () => json({}, 400), 'not-stored'],
    ['403', () => json({}, 403), 'not-stored'],
    ['409', () => json({}, 409), 'not-stored'],
    ['412', () => json({}, 412), 'not-stored'],
    ['429', () => json({}, 429), 'busy'],
    ['503', () => json({}, 503), 'busy'],
  ])('and refused with %s is not there', async (_, answer, kind) => {
    const { looks } = recordOf([answer]);
    expect(await looks.send(look, never)).toMatchObject({ problem: { kind }, mayBeThere: false });
  });

  it('is there without an address of its own', async () => {
    const { looks } = recordOf([() => new Response('', { status: 201 })]);
    expect(await looks.send(look, never)).toEqual({ kind: 'sent' });
  });

  it.each<[string, () => Response]>([
    ['could not be read', () => json({}, 500)],
    ['may not be read', () => json({}, 403)],
    ['is not all there', () => json({ resourceType: 'Bundle', type: 'searchset', total: 3, entry: [] })],
  ])('and broke off is not sent again while what the record has %s', async (_, answer) => {
    const { looks, asked } = recordOf([
      () => new TypeError('reset'),
      answer,
      answer,
      answer,
      answer,
      answer,
      answer,
    ]);
    await looks.send(look, never);
    expect(await looks.send(look, never)).toMatchObject({ kind: 'failed', mayBeThere: true });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('that broke off and did not arrive is sent again', async () => {
    const { looks, asked } = recordOf([() => new TypeError('reset'), bundle(), created]);
    await looks.send(look, never);
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });
});

describe('a second look where the sign-in grants messages alone', () => {
  const scope = 'patient/Communication.crs patient/ServiceRequest.rs';
  const message = (more: object = {}) => ({
    resourceType: 'Communication',
    id: 'c1',
    status: 'in-progress',
    subject: { reference: 'Patient/p1' },
    sender: { reference: 'Practitioner/7' },
    sent: '2026-11-21T09:00:00Z',
    about: [{ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.4' } }],
    ...more,
  });

  it('is a message to the department, by who is signed in, about this study and image', async () => {
    const { looks, asked, audit, sent } = recordOf([created], { scope });
    expect(looks.where).toBe('Care Record');
    expect((await looks.send({ ...look, request: 'ServiceRequest/3' }, never)).kind).toBe('sent');
    expect(asked[0]?.address).toBe('https://record.example/fhir/Communication');
    expect(asked[0]?.body).toEqual({
      resourceType: 'Communication',
      identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${look.id}` }],
      basedOn: [{ reference: 'ServiceRequest/3' }],
      status: 'in-progress',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/communication-category',
              code: 'notification',
              display: 'Notification',
            },
          ],
          text: 'Second look asked',
        },
      ],
      subject: { reference: 'Patient/p1' },
      topic: { text: look.summary },
      about: [
        { type: 'ImagingStudy', identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } },
        { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.4' }, display: 'image 5 of 30' },
      ],
      sent: '2026-11-29T10:00:00.000Z',
      recipient: [{ display: 'Radiology' }],
      sender: { reference: 'Practitioner/7' },
      payload: [{ contentString: look.words }],
    });
    expect(audit.record).toHaveBeenCalledOnce();
    expect(sent).toHaveBeenCalledOnce();
  });

  it('stays a request where both are granted', async () => {
    const { looks, asked } = recordOf([created], { scope: `${scope} patient/ServiceRequest.c` });
    await looks.send(look, never);
    expect(asked[0]?.address).toBe('https://record.example/fhir/ServiceRequest');
  });

  it('that was refused is said, and sent anew when asked again', async () => {
    const refusal = { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'no recipient' }] };
    const { looks, asked } = recordOf([() => json(refusal, 422), created], { scope });
    expect(await looks.send(look, never)).toMatchObject({ kind: 'failed', problem: { why: 'no recipient' } });
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('that broke off half-way is looked for among messages before it is sent again', async () => {
    const there = message({ identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${look.id}` }] });
    const { looks, asked } = recordOf([() => new TypeError('reset'), bundle(there)], { scope });
    expect((await looks.send(look, never)).kind).toBe('failed');
    expect((await looks.send(look, never)).kind).toBe('sent');
    expect(asked.map(({ method, address }) => `${method} ${new URL(address).pathname}`)).toEqual([
      'POST /fhir/Communication',
      'GET /fhir/Communication',
    ]);
  });

  it.each<[string, object, readonly boolean[]]>([
    ['as a message by who is signed in', {}, [true]],
    ['as a message by somebody else', { sender: { reference: 'Practitioner/8' } }, [false]],
    ['as a message about another picture is not it', { about: [] }, []],
    ['as a message that was stopped is not it', { status: 'stopped' }, []],
    ['as a message that was a mistake, in capitals, is not it', { status: 'Entered-In-Error' }, []],
    ['as a message about another person is not told', { subject: { reference: 'Patient/p2' } }, []],
  ])('is known to have been asked before %s', async (_what, more, own) => {
    const { looks } = recordOf([bundle(), bundle(message(more))], { scope });
    const answer = await looks.askedBefore(look.image, never);
    expect(answer.ok && answer.value.map(({ isOwn }) => isOwn)).toEqual(own);
  });

  it('is known to have been asked as a request by somebody whose sign-in grants that', async () => {
    const { looks } = recordOf([bundle(request()), bundle()], { scope });
    const answer = await looks.askedBefore(look.image, never);
    expect(answer.ok && answer.value).toHaveLength(1);
  });

  it('is not told to be the first where one of the two could not be read', async () => {
    const { looks } = recordOf([bundle(request()), () => json({}, 403)], { scope });
    expect((await looks.askedBefore(look.image, never)).ok).toBe(false);
  });
});

describe('what was asked of a picture before', () => {
  it('is not told to be nothing where the record gave a part', async () => {
    const { looks } = recordOf([
      () => json({ resourceType: 'Bundle', type: 'searchset', total: 3, entry: [] }),
    ]);
    expect((await looks.askedBefore(look.image, never)).ok).toBe(false);
  });

  it.each<[string, object, readonly boolean[]]>([
    ['by who is signed in', {}, [true]],
    ['by somebody else', { requester: { reference: 'Practitioner/8' } }, [false]],
    ['by nobody who is named', { requester: undefined }, [false]],
    ['of another picture is not it', { supportingInfo: [] }, []],
    ['of another person is not told', { subject: { reference: 'Patient/p2' } }, []],
    ['of nobody who can be told is not told', { subject: undefined }, []],
    ['and revoked is not it', { status: 'revoked' }, []],
    ['and entered in error is not it', { status: 'entered-in-error' }, []],
  ])('%s', async (_what, more, own) => {
    const { looks } = recordOf([bundle(request(more))]);
    const answer = await looks.askedBefore(look.image, never);
    expect(answer.ok && answer.value.map(({ isOwn }) => isOwn)).toEqual(own);
  });
});
