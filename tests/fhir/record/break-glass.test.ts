import { describe, expect, it, vi } from 'vitest';
import { breakGlass } from '../../../src/fhir/record/break-glass';
import { serverCapabilities } from '../../../src/http/question-forms';

const base = new URL('https://record.example/fhir/');
const never = new AbortController().signal;
const REASON = 'A fall, on anticoagulants; her last CT';

const outcome = (status: number, diagnostics?: string) =>
  Response.json(
    { resourceType: 'OperationOutcome', issue: diagnostics ? [{ severity: 'error', diagnostics }] : [] },
    { status },
  );

function recordThat(answers: () => Response | Promise<Response>) {
  const asked: Request[] = [];
  const audit = { record: vi.fn() };
  const server = {
    ...{ base, where: 'Care Record', now: () => 0, wait: () => Promise.resolve(), grants: () => true },
    fetch: async (...given: Parameters<typeof fetch>) => {
      asked.push(new Request(...given));
      return answers();
    },
    tokens: { tokenFor: () => 'token', renewed: () => Promise.resolve(undefined) },
    capabilities: serverCapabilities(),
  };
  const open = breakGlass({ server, operation: '$break-glass', patientId: 'p1', audit, ended: never });
  return { asked, audit, open };
}

describe('what is withheld, opened in an emergency', () => {
  it('is asked of the record once, with the patient, the purpose and the reason', async () => {
    const { asked, audit, open } = recordThat(() => outcome(200));
    expect(await open(REASON)).toEqual({ kind: 'opened' });
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ['POST', 'https://record.example/fhir/$break-glass'],
    ]);
    expect(await asked[0]?.json()).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueReference: { reference: 'Patient/p1' } },
        { name: 'purpose', valueCoding: expect.objectContaining({ code: 'BTG' }) },
        { name: 'reason', valueString: REASON },
      ],
    });
    expect(audit.record.mock.calls).toEqual([[{ kind: 'broke-glass', reason: REASON, opened: true }]]);
  });

  it.each<[string, () => Response | Promise<Response>, object, boolean]>([
    [
      'refused with words',
      () => outcome(403, 'Not your ward.'),
      { kind: 'refused', why: 'Not your ward.' },
      false,
    ],
    [
      'refused without words',
      () => outcome(403),
      { kind: 'refused', why: expect.stringContaining('403') },
      false,
    ],
    [
      'by a record without the operation',
      () => outcome(404),
      { kind: 'refused', why: expect.stringContaining('404') },
      false,
    ],
    ['not answered', () => Promise.reject(new TypeError('down')), { kind: 'unknown' }, true],
    ['answered by a fault', () => outcome(500), { kind: 'unknown' }, true],
  ])('%s opens nothing by itself, and is recorded with its reason', async (_, answers, told, opened) => {
    const { asked, audit, open } = recordThat(answers);
    expect(await open(REASON)).toEqual(told);
    expect(asked).toHaveLength(1);
    expect(audit.record.mock.calls).toEqual([[{ kind: 'broke-glass', reason: REASON, opened }]]);
  });
});
