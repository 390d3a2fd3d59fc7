import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Catalogue, Person } from '../catalogue';
import { imagingStudyId } from '../fhir/imaging-study';
import { patient } from '../fhir/patient';
import { page, type Html } from '../record/page';
import type { ContextEntry, Hub } from './hub';

/** What the other windows of the record may do, by its name in an address: with the words of its button. */
const ACTS = {
  study: 'Open this patient’s newest study',
  close: 'Close that study',
  another: 'Open another patient',
  lie: 'Say that this patient is somebody else',
  flood: 'Send a thousand messages',
  drop: 'Lose every connection',
  logout: 'Sign out of the record',
} as const;

type ActName = keyof typeof ACTS;

/** A page of the record that stands for its other windows, and what its buttons do. */
export function windowsApp(hub: Hub, catalogue: Catalogue): Hono {
  const app = new Hono();
  app.get('/patients/:id/windows', (c) => {
    const person = catalogue.people.find(({ id }) => id === c.req.param('id'));
    return person === undefined ? c.notFound() : c.html(windowsPage(person));
  });
  app.post('/patients/:id/windows/:act', (c) => {
    const person = catalogue.people.find(({ id }) => id === c.req.param('id'));
    const act = c.req.param('act');
    if (person === undefined || !(act in ACTS)) return c.notFound();
    actIn(hub, catalogue, person, act as ActName);
    return c.redirect(`/patients/${encodeURIComponent(person.id)}/windows`, 303);
  });
  return app;
}

function windowsPage({ id }: Person): Html {
  const buttons = Object.entries(ACTS).map(
    ([name, words]) =>
      html`<p><button formaction="/patients/${encodeURIComponent(id)}/windows/${name}">${words}</button></p>`,
  );
  return page({
    title: 'Other windows',
    body: html`<h1>Other windows</h1>
      <p>What another window of this record does, and the viewer is told by the hub.</p>
      <form method="post">${buttons}</form>`,
  });
}

export const patientEntry = (catalogue: Catalogue, person: Person): ContextEntry => ({
  key: 'patient',
  resource: patient(person, catalogue.hospitals),
});

/** One act of another window. */
export function actIn(hub: Hub, catalogue: Catalogue, person: Person, act: ActName): void {
  const { people, studies } = catalogue;
  const another = people.find(({ id, nhsNumber }) => id !== person.id && nhsNumber !== undefined) ?? person;
  const newest = studies
    .filter(({ personId }) => personId === person.id)
    .sort((one, other) => (other.started ?? '').localeCompare(one.started ?? ''))[0];
  const its = patientEntry(catalogue, person);
  if (act === 'study' || act === 'close') {
    if (newest === undefined) return;
    const study = {
      resourceType: 'ImagingStudy',
      id: imagingStudyId(newest),
      identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${newest.studyInstanceUid}` }],
      subject: { reference: `Patient/${person.id}` },
      status: 'available',
    };
    hub.tell(act === 'study' ? 'ImagingStudy-open' : 'ImagingStudy-close', [
      { key: 'study', resource: study },
      its,
    ]);
  } else if (act === 'another') hub.tell('Patient-open', [patientEntry(catalogue, another)]);
  else if (act === 'lie')
    hub.tell('Patient-open', [
      { key: 'patient', resource: { ...patient(another, catalogue.hospitals), id: person.id } },
    ]);
  else if (act === 'flood') for (let count = 0; count < 1000; count++) hub.tell('Patient-open', [its]);
  else if (act === 'drop') hub.drop();
  else hub.tell('UserLogout', []);
}
