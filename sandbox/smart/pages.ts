import { html } from 'hono/html';
import { page } from '../record/page';
import type { Html } from '../record/page';
import type { Scenario } from '../scenario';

/** Told to a person, because the application's address cannot be trusted. */
export function refusalPage(why: string): Html {
  const body = html`<section class="card narrow">
    <h1>This launch cannot go on</h1>
    <p>${why}</p>
    <p><a href="/">Back to the list of patients</a></p>
  </section>`;
  return page({ title: 'Launch refused', body, bare: true });
}

export interface PickerPage {
  readonly transaction: string;
  readonly people: readonly { readonly id: string; readonly label: string; readonly story: string }[];
  readonly scenarios: readonly Scenario[];
}

/** Standalone launch: whose imaging? */
export function pickerPage({ transaction, people, scenarios }: PickerPage): Html {
  const body = html`<form class="card narrow" method="post" action="/auth/decision">
    <h1>Whose imaging?</h1>
    <input type="hidden" name="transaction" value="${transaction}" />
    <fieldset class="people">
      <legend>Patient</legend>
      ${people.map(
        ({ id, label, story }, index) =>
          html`<label>
            <input type="radio" name="person" value="${id}" required ${index === 0 ? 'checked' : ''} />
            <span><strong>${label}</strong> ${story}</span>
          </label>`,
      )}
    </fieldset>
    <label for="scenario">How the hospitals and the record behave</label>
    <select id="scenario" name="scenario">
      ${scenarios.map(({ id, sentence }) => html`<option value="${id}">${sentence}</option>`)}
    </select>
    ${decisions('Open')}
  </form>`;
  return page({ title: 'Choose a patient', body, bare: true });
}

/** What the application may read, and the person's word on it. */
export function consentPage({
  transaction,
  scopes,
}: {
  transaction: string;
  scopes: readonly string[];
}): Html {
  const data = scopes.filter((scope) => scope.startsWith('patient/'));
  const body = html`<form class="card narrow" method="post" action="/auth/decision">
    <h1>Let Plainfilm read from this record?</h1>
    <input type="hidden" name="transaction" value="${transaction}" />
    <fieldset>
      <legend>For this patient only</legend>
      ${data.map(
        (scope) =>
          html`<label class="scope">
            <input type="checkbox" name="scope" value="${scope}" checked />
            <span>${scopeText(scope)}</span>
          </label>`,
      )}
    </fieldset>
    ${decisions('Allow')}
  </form>`;
  return page({ title: 'Consent', body, bare: true });
}

const decisions = (yes: string) =>
  html`<div class="buttons">
    <button class="primary" name="decision" value="allow">${yes}</button>
    <button name="decision" value="deny" formnovalidate>Cancel</button>
  </div>`;

const words: Readonly<Record<string, string>> = {
  '*': 'Everything in the record',
  Patient: 'Who the patient is',
  Encounter: 'Consultations',
  ImagingStudy: 'Imaging, and the images themselves',
  Endpoint: 'Where the images are kept',
  ServiceRequest: 'Requests for imaging',
  DiagnosticReport: 'Reports',
  Practitioner: 'Names of staff',
  Appointment: 'Appointments',
  AuditEvent: 'The log of who looked at what',
};

function scopeText(scope: string): string {
  const [, type = '', permission = ''] = /^patient\/([^.]+)\.(.+)$/.exec(scope) ?? [];
  const writes = permission === 'write' || permission.includes('c');
  return `${words[type] ?? type}${writes ? ' (write)' : ''}`;
}
