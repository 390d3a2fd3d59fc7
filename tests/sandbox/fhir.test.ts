import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/start';
import { aCatalogue, aStudy } from './a-catalogue';
import { ask, aSandbox, launched } from './a-sandbox';

interface Bundle {
  readonly resourceType: string;
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly {
    readonly search: { readonly mode: string };
    readonly resource: Readonly<Record<string, unknown>>;
  }[];
}

let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  const { studies } = aCatalogue();
  const many = Array.from({ length: 120 }, (_, number) => aStudy(1000 + number, { personId: 'ben' }));
  sandbox = await aSandbox({ catalogue: aCatalogue({ studies: [...studies, ...many] }) });
  token = (await launched(sandbox)).access_token;
});
afterAll(() => sandbox.stop());

async function bundle(query: string, as = token): Promise<Bundle> {
  const response = await ask(query.startsWith('http') ? query : `${sandbox.fhir}/${query}`, as);
  return (await response.json()) as Bundle;
}

const resources = (answer: Bundle, mode = 'match') =>
  answer.entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource);

const statusOf = async (path: string, as = token) => (await ask(`${sandbox.fhir}/${path}`, as)).status;

describe('an ImagingStudy', () => {
  it('says which study it is, where it is kept, why it was asked for, and how much there is', async () => {
    const [study] = resources(await bundle('ImagingStudy?patient=aria&identifier=A1'));
    expect(study).toMatchObject({
      identifier: [
        { system: 'urn:dicom:uid', value: 'urn:oid:1.2.826.0.1.3680043.8.498.1' },
        { system: 'https://salford.example/patients/accession', value: 'A1' },
      ],
      subject: { reference: 'Patient/aria' },
      endpoint: [{ reference: 'Endpoint/archive-salford' }],
      started: '2026-02-18T09:12:00+00:00',
      numberOfSeries: 1,
      numberOfInstances: 1,
    });
    const request = (study?.['basedOn'] as { reference: string }[])[0]?.reference ?? '';
    const asked = await ask(`${sandbox.fhir}/${request}`, token);
    expect(await asked.json()).toMatchObject({ reasonCode: [{ text: 'Cough for three weeks' }] });
  });

  it('gives summer times their own offset', async () => {
    const [study] = resources(await bundle('ImagingStudy?identifier=A5'));
    expect(study?.['started']).toBe('2026-06-18T09:12:00+01:00');
  });

  it('carries its Endpoint inside itself where the hospital is the last one', async () => {
    const [study] = resources(await bundle('ImagingStudy?identifier=A9'));
    expect(study).toMatchObject({
      contained: [{ id: 'archive-wigan', address: `${sandbox.archives['wigan']}/dicom-web` }],
      endpoint: [{ reference: '#archive-wigan' }],
    });
  });

  it('is missing where only the archive knows the study, and its report names the study by identifier', async () => {
    const studies = [
      aStudy(7, { inRecord: false, report: { text: 'Normal.', issued: '2026-08-18', author: 'Dr A B' } }),
    ];
    const other = await aSandbox({ catalogue: aCatalogue({ studies }) });
    try {
      const { access_token: theirs } = await launched(other);
      const none = (await (await ask(`${other.fhir}/ImagingStudy?patient=aria`, theirs)).json()) as Bundle;
      expect(none).toMatchObject({ total: 0, entry: [] });
      const report = (await (await ask(`${other.fhir}/DiagnosticReport`, theirs)).json()) as Bundle;
      expect(resources(report)[0]?.['imagingStudy']).toEqual([
        {
          type: 'ImagingStudy',
          identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.826.0.1.3680043.8.498.7' },
        },
      ]);
    } finally {
      await other.stop();
    }
  });
});

describe('a search', () => {
  it.each(['patient=aria', 'patient=Patient/aria', 'patient:Patient=aria', 'subject=Patient/aria', ''])(
    'by “%s” finds the patient’s three studies',
    async (query) => {
      expect(await bundle(`ImagingStudy?${query}`)).toMatchObject({ resourceType: 'Bundle', total: 3 });
    },
  );

  it.each([
    ['ImagingStudy?status=available', 3],
    ['ImagingStudy?status=cancelled', 0],
    ['ImagingStudy?identifier=urn:dicom:uid|urn:oid:1.2.826.0.1.3680043.8.498.5', 1],
    ['ImagingStudy?identifier=https://bolton.example/patients/accession|A1', 0],
    ['ImagingStudy?modality=CR&started=ge2026-06', 2],
    ['ImagingStudy?started=lt2026-06-01', 1],
    ['DiagnosticReport?patient=aria', 1],
    ['ServiceRequest?patient=aria', 1],
    ['Appointment?patient=aria', 2],
    ['Encounter?patient=aria&status=in-progress', 1],
    ['Patient?_id=aria', 1],
    ['Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9990123456', 1],
    ['Endpoint', 3],
    ['Practitioner', 2],
  ])('%s finds %i', async (query, total) => {
    expect((await bundle(query)).total).toBe(total);
  });

  it('sorts newest first when asked', async () => {
    const newest = resources(await bundle('ImagingStudy?_sort=-started')).map((study) => study['started']);
    expect(newest).toEqual([...newest].sort().reverse());
    expect(new Set(newest).size).toBe(3);
  });

  it('includes the endpoints of its studies, each once', async () => {
    const answer = await bundle('ImagingStudy?patient=aria&_include=ImagingStudy:endpoint');
    const ids = resources(answer, 'include').map(({ id }) => id);
    expect(ids.sort()).toEqual(['archive-bolton', 'archive-salford']);
    expect(answer.total).toBe(3);
  });

  it('includes nothing that the token may not read', async () => {
    const narrow = await launched(sandbox, { scope: 'launch patient/ImagingStudy.rs' });
    const answer = await bundle('ImagingStudy?_include=ImagingStudy:endpoint', narrow.access_token);
    expect(resources(answer, 'include')).toEqual([]);
  });

  it('is paged by links that say nothing, until every study was seen once', async () => {
    const ben = (await launched(sandbox, { personId: 'ben' })).access_token;
    const seen: unknown[] = [];
    let next: string | undefined = 'ImagingStudy?patient=ben&_count=40&_sort=-started';
    let pages = 0;
    while (next !== undefined) {
      const answer: Bundle = await bundle(next, ben);
      seen.push(...resources(answer).map(({ id }) => id));
      next = answer.link.find(({ relation }) => relation === 'next')?.url;
      if (next !== undefined) expect(next).not.toMatch(/ben|ImagingStudy/);
      pages += 1;
    }
    expect(pages).toBe(4);
    expect(new Set(seen).size).toBe(121);
    expect(seen).toHaveLength(121);
  });

  it('gives a page to nobody but the launch that was led to it', async () => {
    const ben = (await launched(sandbox, { personId: 'ben' })).access_token;
    const next = (await bundle('ImagingStudy', ben)).link.find(({ relation }) => relation === 'next');
    expect((await ask(next?.url ?? '', ben)).status).toBe(200);
    expect((await ask(next?.url ?? '', token)).status).toBe(404);
  });

  it('answers with the asked elements alone, and says so', async () => {
    const [study] = resources(await bundle('ImagingStudy?identifier=A1&_elements=started'));
    expect(Object.keys(study ?? {}).sort()).toEqual(
      ['id', 'meta', 'resourceType', 'started', 'status', 'subject'].sort(),
    );
  });

  it('passes over a parameter it does not know, and refuses it when asked to be strict', async () => {
    const address = `${sandbox.fhir}/ImagingStudy?shoe-size=43`;
    const lenient = (await (await ask(address, token)).json()) as Bundle;
    expect(lenient.total).toBe(3);
    expect(lenient.link[0]?.url).not.toContain('shoe-size');
    expect((await ask(address, token, { Prefer: 'handling=strict' })).status).toBe(400);
  });

  it('may come as a form', async () => {
    const response = await fetch(`${sandbox.fhir}/ImagingStudy/_search`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: new URLSearchParams({ identifier: 'A5' }),
    });
    expect(((await response.json()) as Bundle).total).toBe(1);
  });
});

describe('access', () => {
  it('without a token, with a wrong one or with an old one is 401 and says how to get in', async () => {
    for (const authorization of ['', 'Bearer made-up', 'Basic eDp5']) {
      const headers: Record<string, string> = authorization === '' ? {} : { Authorization: authorization };
      const response = await fetch(`${sandbox.fhir}/Patient/aria`, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
      expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });

  it.each(['Patient/ben', 'ImagingStudy?patient=ben', 'ImagingStudy?subject=Patient/ben', 'Patient?_id=ben'])(
    'to another patient’s %s is 403',
    async (path) => {
      expect(await statusOf(path)).toBe(403);
    },
  );

  it('never finds another patient’s study, even by its identifier', async () => {
    expect((await bundle('ImagingStudy?identifier=A11')).total).toBe(0);
    expect((await bundle('Patient')).total).toBe(1);
  });

  it('beyond the scopes is 403', async () => {
    const narrow = (await launched(sandbox, { scope: 'launch patient/Patient.r patient/ImagingStudy.read' }))
      .access_token;
    expect(await statusOf('Patient/aria', narrow)).toBe(200);
    expect(await statusOf('Patient?_id=aria', narrow)).toBe(403);
    expect(await statusOf('ImagingStudy', narrow)).toBe(200);
    expect(await statusOf('DiagnosticReport', narrow)).toBe(403);
    expect(await statusOf('Practitioner/robin-hale', narrow)).toBe(403);
  });

  it('lets the user’s own name be read with fhirUser alone', async () => {
    const own = (await launched(sandbox, { scope: 'launch openid fhirUser' })).access_token;
    expect(await statusOf('Practitioner/robin-hale', own)).toBe(200);
    expect(await statusOf('Practitioner/dr-wren-ashby', own)).toBe(403);
  });

  it('to what is not there is 404, as an OperationOutcome', async () => {
    for (const path of ['Patient/nobody/more', 'Shoe', 'ImagingStudy/nothing', '?_page=made-up']) {
      const response = await ask(`${sandbox.fhir}/${path}`, token);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
    expect(await statusOf('ImagingStudy?_count=many')).toBe(400);
  });

  it('from a page is the viewer’s alone', async () => {
    const preflight = (origin: string) =>
      fetch(`${sandbox.fhir}/ImagingStudy`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
      });
    const { headers } = await preflight(sandbox.viewer);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(sandbox.viewer);
    expect(headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    expect(Number(headers.get('Access-Control-Max-Age'))).toBeGreaterThan(0);
    const stranger = await preflight('https://stranger.example');
    expect(stranger.headers.get('Access-Control-Allow-Origin')).not.toBe('https://stranger.example');
    const answer = await ask(`${sandbox.fhir}/Patient/aria`, token, { Origin: sandbox.viewer });
    expect(answer.headers.get('Access-Control-Expose-Headers')).toMatch(/ETag.*Retry-After.*Location/);
    expect(answer.headers.get('ETag')).toBe('W/"1"');
  });
});

describe('an AuditEvent', () => {
  const event = {
    resourceType: 'AuditEvent',
    meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
    recorded: '2026-11-21T10:00:00Z',
    agent: [{ requestor: true, who: { reference: 'Practitioner/robin-hale' } }],
    source: { observer: { display: 'Plainfilm' } },
    entity: [{ what: { reference: 'Patient/aria' } }],
  };
  const write = (body: unknown, as = token, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.fhir}/AuditEvent`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/fhir+json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('is kept, and can be found again by its patient', async () => {
    const response = await write(event);
    expect(response.status).toBe(201);
    const location = response.headers.get('Location') ?? '';
    expect(location.startsWith(`${sandbox.fhir}/AuditEvent/`)).toBe(true);
    const read = await ask(location.replace(/\/_history\/1$/, ''), token);
    expect(await read.json()).toMatchObject(event);
    expect((await bundle('AuditEvent?patient=aria')).total).toBe(1);
    const ben = (await launched(sandbox, { personId: 'ben' })).access_token;
    expect((await bundle('AuditEvent', ben)).total).toBe(0);
    expect(sandbox.auditEvents()).toHaveLength(1);
  });

  it.each([
    ['is not JSON', '{', 400],
    ['is another resource', { ...event, resourceType: 'Patient' }, 422],
    ['has no agent', { ...event, agent: [] }, 422],
    ['has no time', { ...event, recorded: 'today' }, 422],
    ['has no observer', { ...event, source: {} }, 422],
    ['is about somebody else', { ...event, entity: [{ what: { reference: 'Patient/ben' } }] }, 403],
  ])('that %s is refused', async (_name, body, status) => {
    expect((await write(body)).status).toBe(status);
  });

  it('is not echoed when the writer wants no more than a yes', async () => {
    const response = await write(event, token, { Prefer: 'return=minimal' });
    expect(await response.text()).toBe('');
    expect(response.status).toBe(201);
  });

  it('needs the scope to write', async () => {
    const reader = (await launched(sandbox, { scope: 'launch patient/*.rs' })).access_token;
    expect((await write(event, reader)).status).toBe(403);
  });
});

it('the CapabilityStatement needs no token and names every type', async () => {
  const response = await fetch(`${sandbox.fhir}/metadata`);
  const statement = (await response.json()) as { rest: { resource: { type: string }[] }[] };
  const types = statement.rest[0]?.resource.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['Patient', 'ImagingStudy', 'Endpoint', 'AuditEvent']));
});
