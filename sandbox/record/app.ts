import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { imagingPage } from './imaging-page';
import { patientPage } from './patient-page';
import { patientsPage } from './patients-page';
import type { Catalogue } from '../catalogue';
import { imagingStudyId } from '../fhir/imaging-study';
import type { ResourcesByType } from '../fhir/resources';
import type { Scenario } from '../scenario';
import type { LaunchContext } from '../smart/authority';

export interface RecordOptions {
  readonly catalogue: Catalogue;
  readonly resources: ResourcesByType;
  readonly scenarios: readonly Scenario[];
  /** The viewer's launch address without a launch: it starts standalone */
  readonly standalone: string;
  /** @returns the viewer's launch address with a fresh `launch` parameter for this context */
  readonly launch: (context: LaunchContext) => string;
  /** Whether it was given to a viewer that one of its windows opened */
  readonly isMessagingHandle: (handle: string) => boolean;
  readonly now: () => Date;
  /** Its windows share what they have open, and a page stands for the others */
  readonly hasWindows?: boolean;
}

/** The care record's own pages. */
export function recordApp(options: RecordOptions): Hono {
  const { catalogue, scenarios, now, hasWindows = false } = options;
  const app = new Hono();
  const personOf = (id: string) => catalogue.people.find((person) => person.id === id);

  app.get('/', (c) => c.html(patientsPage(catalogue, options.standalone)));
  app.get('/patients/:id', (c) => {
    const person = personOf(c.req.param('id'));
    if (person === undefined) return c.notFound();
    const of = (type: 'Appointment' | 'Encounter') =>
      (options.resources.get(type) ?? [])
        .filter(({ personId }) => personId === person.id)
        .map(({ resource }) => resource);
    const [encounter] = of('Encounter');
    const appointments = of('Appointment');
    return c.html(
      patientPage({ person, catalogue, appointments, encounter, scenarios, now: now(), hasWindows }),
    );
  });
  app.get('/patients/:id/imaging', (c) => {
    const person = personOf(c.req.param('id'));
    if (person === undefined) return c.notFound();
    const launch = `/patients/${encodeURIComponent(person.id)}/launch${new URL(c.req.url).search}`;
    return c.html(imagingPage(person, launch, new URL(options.standalone).origin, now()));
  });
  app.get('/patients/:id/launch', (c) => {
    const person = personOf(c.req.param('id'));
    const wanted = c.req.query('scenario');
    const scenario = wanted === undefined ? scenarios[0] : scenarios.find(({ id }) => id === wanted);
    if (person === undefined || scenario === undefined) return c.notFound();
    const study = catalogue.studies.find(
      (each) => each.personId === person.id && each.studyInstanceUid === c.req.query('study'),
    );
    const studyId = study === undefined ? undefined : imagingStudyId(study);
    return c.redirect(options.launch({ scenario, personId: person.id, studyId }), 303);
  });
  // SMART Web Messaging: the page that a message reaches asks whether its handle is one of ours.
  app.get('/messaging/:handle', (c) =>
    c.body(null, options.isMessagingHandle(c.req.param('handle')) ? 204 : 404),
  );
  app.get('/record.css', async (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8');
    c.header('Cache-Control', 'max-age=60');
    return c.body(await readFile(new URL('./record.css', import.meta.url), 'utf8'));
  });
  app.get('/record.js', async (c) => {
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    c.header('Cache-Control', 'max-age=60');
    return c.body(await readFile(new URL('./record.js', import.meta.url), 'utf8'));
  });
  return app;
}
