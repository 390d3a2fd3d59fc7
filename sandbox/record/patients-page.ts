import { html } from 'hono/html';
import { dateWords } from '../../src/domain/dates';
import { nameWords } from '../../src/texts/en/patients';
import type { Catalogue, CatalogueStudy, Person } from '../catalogue';
import { guide } from './guide';
import { page } from './page';
import type { Html } from './page';
import { nhsNumberOrNone } from './words';

/** The list of patients, each with a sentence about what it shows. */
export function patientsPage(catalogue: Catalogue, standalone: string): Html {
  const { people, studies } = catalogue;
  const body = html`<h1>Patients</h1>
    <p class="lead">
      Open a patient, then open Imaging. To start without a record,
      <a href="${standalone}">open the viewer by itself</a>: it will ask here who the patient is.
    </p>
    <table class="patients">
      <thead>
        <tr>
          <th>Name</th>
          <th>Born</th>
          <th>NHS No.</th>
          <th>Studies</th>
          <th>What this patient shows</th>
        </tr>
      </thead>
      <tbody>
        ${people.map((person) => row(person, studies))}
      </tbody>
    </table>
    ${guide(catalogue)}`;
  return page({ title: 'Patients', body });
}

function row(person: Person, studies: readonly CatalogueStudy[]): Html {
  const count = studies.filter(({ personId }) => personId === person.id).length;
  return html`<tr>
    <td><a href="/patients/${encodeURIComponent(person.id)}">${nameWords(person)}</a></td>
    <td class="number">${dateWords(person.birthDate)}</td>
    <td class="number">${nhsNumberOrNone(person.nhsNumber)}</td>
    <td class="number">${count}<span class="unit"> studies</span></td>
    <td>${person.story}</td>
  </tr>`;
}
