import { SESSION_HEADER } from '../../src/fhir/smart/gateway-header';

/** Pixels as they are stored */
export const FRAMES = 'multipart/related; type=application/octet-stream; transfer-syntax=*';

/** Where a load run's visitors go. */
export interface Place {
  readonly site: string;
  readonly record: string;
  readonly fhir: string;
  /** DICOMweb root as config.json has it */
  readonly archive: string;
  readonly person: string;
}

export interface Session {
  ask(address: string, accept?: string): Promise<Response>;
}

const read = async (answer: Response): Promise<Response> => {
  if (answer.status >= 400)
    throw new Error(`${answer.status} at ${new URL(answer.url).pathname.split('/')[1] ?? ''}`);
  return answer;
};
const emptied = async (answer: Response) => void (await (await read(answer)).arrayBuffer());

/** One launch as a browser makes it that was here before: pages, sign-in at the record, session. */
export async function signIn({ site, record, person }: Place): Promise<Session> {
  let cookie = '';
  const go = (address: string | URL) =>
    fetch(address, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  const at = new URL((await go(`${record}/patients/${person}/launch`)).headers.get('location') ?? '');
  await emptied(await go(at));
  await emptied(await go(`${site}/config.json`));
  let next: string | null = `${site}/gateway/launch${at.search}`;
  let key: string | undefined;
  for (let step = 0; next !== null && key === undefined && step < 5; step += 1) {
    const answer = await go(next);
    [cookie = cookie] = (answer.headers.get('set-cookie') ?? '').split(';').filter(Boolean);
    await answer.arrayBuffer();
    next = answer.headers.get('location');
    key = /#launch=([\w-]+)$/.exec(next ?? '')?.[1];
  }
  if (key === undefined) throw new Error('no session');
  const headers = { cookie, [SESSION_HEADER]: key };
  await emptied(await go(`${site}/index.html`));
  await emptied(await fetch(`${site}/gateway/session`, { headers }));
  return {
    ask: async (address, accept = 'application/json') => {
      const to = new URL(address);
      const through = `${site}/gateway/at/${to.protocol.slice(0, -1)}/${to.host}${to.pathname}${to.search}`;
      return read(await fetch(through, { headers: { ...headers, accept } }));
    },
  };
}

/** What a launch asks until its first picture is there, of the record and of an archive. */
export async function launch(place: Place): Promise<void> {
  const { fhir, archive, person } = place;
  const { ask } = await signIn(place);
  const asked = [
    `${fhir}/Patient/${person}`,
    ...['ImagingStudy', 'DiagnosticReport', 'ServiceRequest', 'Appointment'].map(
      (type) => `${fhir}/${type}?patient=${person}`,
    ),
    `${archive}/studies?limit=100`,
  ];
  await Promise.all(asked.map(async (address) => emptied(await ask(address))));
  await emptied(await ask(`${archive}/studies?limit=1&includefield=00081190`));
}

/** Addresses of the first frames of all pictures in the archive: not every object has one. */
export async function framesOf(archive: string): Promise<readonly string[]> {
  const json = async (address: string) =>
    (await (await fetch(address, { headers: { accept: 'application/dicom+json' } })).json()) as Record<
      string,
      { Value?: readonly string[] }
    >[];
  const instances = await json(`${archive}/instances?limit=400`);
  const all = instances.flatMap((each) => {
    const [study, series, instance] = ['0020000D', '0020000E', '00080018'].map(
      (tag) => each[tag]?.Value?.[0],
    );
    return study && series && instance
      ? [`${archive}/studies/${study}/series/${series}/instances/${instance}/frames/1`]
      : [];
  });
  const answers = await Promise.all(
    all.map(async (address) => {
      const answer = await fetch(address, { headers: { accept: FRAMES } });
      await answer.arrayBuffer();
      return answer.ok;
    }),
  );
  return all.filter((_, at) => answers[at]);
}
