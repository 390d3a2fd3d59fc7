import { html } from 'hono/html';
import { dateWords } from '../../src/domain/dates';
import type { Catalogue, CatalogueStudy, Person } from '../catalogue';
import type { Resource } from '../fhir/resource';
import type { Scenario } from '../scenario';
import { banner } from './banner';
import { page } from './page';
import type { Html } from './page';
import { momentWords } from './words';

export interface PatientPage {
  readonly person: Person;
  readonly catalogue: Catalogue;
  readonly appointments: readonly Resource[];
  readonly encounter: Resource | undefined;
  readonly scenarios: readonly Scenario[];
  readonly now: Date;
  readonly hasWindows: boolean;
}

/** One patient: who, the imaging button, what was and what is coming. */
export function patientPage(options: PatientPage): Html {
  const { person, catalogue, now } = options;
  const reported = catalogue.studies
    .filter((study) => study.personId === person.id && study.report !== undefined)
    .sort((a, b) => (b.report?.issued ?? '').localeCompare(a.report?.issued ?? ''));
  const body = html`${banner(person, now)}
    <div class="columns">
      <div>
        ${imaging(person, options.scenarios)} ${options.hasWindows ? windows(person) : ''}
        ${reports(person, catalogue, reported)}
      </div>
      <div>${today(options.encounter)} ${visits(options.appointments)} ${numbers(person, catalogue)}</div>
    </div>`;
  return page({ title: 'Patient', body });
}

function imaging({ id }: Person, scenarios: readonly Scenario[]): Html {
  const address = `/patients/${encodeURIComponent(id)}`;
  return html`<section class="card imaging" aria-labelledby="imaging">
    <h2 id="imaging">Imaging</h2>
    <form method="get" action="${address}/launch">
      <div class="buttons">
        <button class="primary">Open imaging</button>
        <button formtarget="_blank">In a new tab</button>
        <button formaction="${address}/imaging">Inside this record</button>
      </div>
      <label for="scenario">How the hospitals and the record behave</label>
      <select id="scenario" name="scenario">
        ${scenarios.map((scenario) => html`<option value="${scenario.id}">${scenario.sentence}</option>`)}
      </select>
    </form>
  </section>`;
}

const windows = ({ id }: Person) =>
  html`<p>
    <a href="/patients/${encodeURIComponent(id)}/windows" target="_blank">Other windows of this record</a>
  </p>`;

const tag = (words: string) => html`<span class="tag">${words}</span>`;

/** A final report is the rule, and says nothing of it. */
const reportWords = { preliminary: tag('Preliminary'), final: '', amended: tag('Amended') } as const;

const shownReports = 8;

function reports({ id }: Person, { hospitals }: Catalogue, studies: readonly CatalogueStudy[]): Html {
  const nameOf = (study: CatalogueStudy) => hospitals.find((each) => each.id === study.hospital)?.name ?? '';
  const item = (study: CatalogueStudy) =>
    html`<details>
      <summary>
        <strong>${study.description}</strong>
        ${reportWords[study.report?.status ?? 'final']}
        <span>${dateWords(study.started)} · ${nameOf(study)}</span>
      </summary>
      <p class="report">${study.report?.text}</p>
      <p class="signed">${study.report?.author}, ${momentWords(study.report?.issued)}</p>
      <p>
        <a
          href="/patients/${encodeURIComponent(id)}/launch?study=${encodeURIComponent(study.studyInstanceUid)}"
          data-launch
          >See the images</a
        >
      </p>
    </details>`;
  const rest = studies.length - shownReports;
  return html`<section class="card" aria-labelledby="reports">
    <h2 id="reports">Imaging reports</h2>
    ${studies.length === 0 ? html`<p class="none">No report recorded.</p>` : studies.slice(0, shownReports).map(item)}
    ${rest > 0 ? html`<p class="none">and ${rest} earlier reports</p>` : ''}
  </section>`;
}

function today(encounter: Resource | undefined): Html {
  const period = encounter?.['period'] as { start?: string } | undefined;
  const goingOn = encounter?.['status'] === 'in-progress';
  return html`<section class="card" aria-labelledby="today">
    <h2 id="today">Today</h2>
    ${goingOn ? html`<p>Consultation since ${momentWords(period?.start)}</p>` : html`<p class="none">None.</p>`}
  </section>`;
}

const statusWords: Readonly<Record<string, string>> = { booked: 'Booked', fulfilled: 'Attended' };

function visits(appointments: readonly Resource[]): Html {
  const inOrder = [...appointments].sort((a, b) => String(b['start']).localeCompare(String(a['start'])));
  const item = (each: Resource) =>
    html`<li>
      <span class="number">${momentWords(String(each['start']))}</span>
      <span class="tag">${statusWords[String(each['status'])] ?? String(each['status'])}</span><br />
      ${String(each['description'])}
    </li>`;
  return html`<section class="card" aria-labelledby="visits">
    <h2 id="visits">Appointments</h2>
    ${
      appointments.length === 0
        ? html`<p class="none">None.</p>`
        : html`<ul>
            ${inOrder.map(item)}
          </ul>`
    }
  </section>`;
}

function numbers({ hospitalNumbers }: Person, { hospitals }: Catalogue): Html {
  const known = hospitals.filter(({ id }) => hospitalNumbers[id] !== undefined);
  return html`<section class="card" aria-labelledby="numbers">
    <h2 id="numbers">Hospital numbers</h2>
    ${known.length === 0 ? html`<p class="none">None.</p>` : ''}
    <ul>
      ${known.map(({ id, name }) => html`<li>${name} <span class="number">${hospitalNumbers[id]}</span></li>`)}
    </ul>
  </section>`;
}
