import { describe, expect, it, vi } from 'vitest';
import { allowedExports, EXPORT_KINDS, type ExportPolicy } from '../../src/domain/exports/policy';
import { studyUid } from '../../src/domain/ids';
import type { PersonMatch } from '../../src/domain/patient/patient';
import { openExports } from '../../src/exports/exports';
import { isDownloadForbidden } from '../../src/exports/saving';

const staff = {
  user: 'https://record.example/fhir/Practitioner/7',
  scope: 'launch patient/Patient.r x/export',
};

describe('what a site’s policy allows', () => {
  it.each<[string, ExportPolicy, Parameters<typeof allowedExports>[1], readonly string[]]>([
    ['nothing by itself', {}, staff, []],
    ['what is for everyone', { pictures: 'everyone' }, staff, ['pictures']],
    ['to nobody by an empty list', { pictures: [] }, staff, []],
    ['by the type of who is signed in', { dicom: ['fhirUser:Practitioner'] }, staff, ['dicom']],
    ['not by another type', { dicom: ['fhirUser:Patient'] }, staff, []],
    ['by a granted scope', { film: ['scope:x/export'] }, staff, ['film']],
    ['not by a part of a scope', { film: ['scope:x/exp'] }, staff, []],
    ['by one of several', { film: ['fhirUser:Patient', 'scope:x/export'] }, staff, ['film']],
    ['not by type where nobody was verified', { dicom: ['fhirUser:Practitioner'] }, { scope: '' }, []],
    ['a relative fhirUser too', { dicom: ['fhirUser:Patient'] }, { user: 'Patient/1', scope: '' }, ['dicom']],
    ['not by an empty scope', { dicom: ['scope:'] }, { scope: '' }, []],
    [
      'not by a path that only looks like a type',
      { dicom: ['fhirUser:Practitioner'] },
      { user: 'https://record.example/Practitioner/7/x', scope: '' },
      [],
    ],
  ])('%s', (_rule, policy, exporter, allowed) => {
    expect([...allowedExports(policy, exporter)]).toEqual(allowed);
  });
});

describe('the way out', () => {
  const given = { study: studyUid('1.2.3'), match: { kind: 'same' } as PersonMatch };
  const made = () => vi.fn(() => Promise.resolve(new Blob(['x'])));
  const pictures = vi.fn(() => Promise.reject(new Error('nobody may')));
  const opened = (policy: ExportPolicy) => {
    const audit = { record: vi.fn() };
    return { audit, exports: openExports({ ...staff, policy, frames: {}, audit, pictures }) };
  };

  it('makes no teaching copy where it is not allowed, or not all is the patient’s', async () => {
    const wanted = { ...given, patient: {} as never, archives: [], known: [] };
    const never = new AbortController().signal;
    const others = opened({ dicom: 'everyone', pictures: 'everyone' }).exports;
    expect(await others?.openTeachingCopy(wanted, never)).toBeUndefined();
    const unsure = {
      ...wanted,
      match: { kind: 'unconfirmed', differs: [], absent: [], less: [] } as PersonMatch,
    };
    expect(await opened({ teaching: 'everyone' }).exports?.openTeachingCopy(unsure, never)).toBeUndefined();
    expect(pictures).not.toHaveBeenCalled();
  });

  it('lets nothing that bears the name out as a teaching copy', async () => {
    const { exports } = opened({ teaching: 'everyone' });
    const make = made();
    expect(await exports?.save({ ...given, kind: 'teaching', name: 'x.zip', made: make })).toEqual({
      kind: 'not-allowed',
    });
    expect(make).not.toHaveBeenCalled();
  });

  it('is not there where nothing is allowed', () => {
    expect(opened({ dicom: ['fhirUser:Patient'] }).exports).toBeUndefined();
  });

  it.each(EXPORT_KINDS)('refuses %s that is not allowed, makes nothing and records nothing', async (kind) => {
    const others = EXPORT_KINDS.filter((one) => one !== kind);
    const { audit, exports } = opened(Object.fromEntries(others.map((one) => [one, 'everyone'])));
    const make = made();
    const never = new AbortController().signal;
    const [, , ...answers] = [
      kind,
      exports?.allowed.has(kind),
      kind === 'clipboard'
        ? await exports?.copy({ ...given, kind, made: make })
        : await exports?.save({ ...given, kind, name: 'x.png', made: make }),
      kind === 'clipboard'
        ? { kind: 'not-allowed' }
        : await exports?.saveObjects(
            {
              ...given,
              kind,
              name: 'x.zip',
              patient: {} as never,
              archives: [],
              known: [],
              readme: () => '',
            },
            () => undefined,
            never,
          ),
    ];
    expect(answers).toEqual([{ kind: 'not-allowed' }, { kind: 'not-allowed' }]);
    expect(make).not.toHaveBeenCalled();
    expect(audit.record).not.toHaveBeenCalled();
  });

  it.each<PersonMatch>([
    { kind: 'unconfirmed', differs: [], absent: ['identifier'], less: [] },
    { kind: 'different', differs: ['identifier'] },
  ])('refuses what is $kind', async (match) => {
    const { audit, exports } = opened({ pictures: 'everyone', clipboard: 'everyone' });
    const make = made();
    expect(await exports?.save({ ...given, match, kind: 'pictures', name: 'x.png', made: make })).toEqual({
      kind: 'not-confirmed',
    });
    expect(await exports?.copy({ ...given, match, kind: 'clipboard', made: make })).toEqual({
      kind: 'not-confirmed',
    });
    expect(make).not.toHaveBeenCalled();
    expect(audit.record).not.toHaveBeenCalled();
  });
});

describe('the frame around the page', () => {
  const framed = (sandbox: string | null) => ({
    frameElement: sandbox === undefined ? null : ({ getAttribute: () => sandbox } as unknown as Element),
  });
  it.each([
    ['no sandbox', null, false],
    ['an empty sandbox', '', true],
    ['a sandbox without files', 'allow-scripts allow-same-origin', true],
    ['a sandbox that allows files', 'allow-scripts allow-downloads', false],
    ['a sandbox that allows them by navigation alone', 'allow-downloads-x', true],
  ])('with %s', (_what, sandbox, forbidden) => {
    expect(isDownloadForbidden(framed(sandbox))).toBe(forbidden);
  });
  it('that is not there forbids nothing', () => {
    expect(isDownloadForbidden({ frameElement: null })).toBe(false);
  });
});
