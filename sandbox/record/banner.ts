import { html } from 'hono/html';
import type { Person } from '../catalogue';
import type { Html } from './page';
import { ageInYears, dateText, genderText, nameText, nhsNumberText } from './words';

/** Who this page is about, in the order name, born, gender, NHS number (PAB-0016). */
export function banner(person: Person, now: Date): Html {
  const { birthDate, deceased, gender, nhsNumber } = person;
  const years = ageInYears(birthDate, (deceased ?? now.toISOString()).slice(0, 10));
  const age = years === undefined || deceased !== undefined ? '' : ` (${years}y)`;
  const died =
    deceased === undefined
      ? ''
      : html`<div>
          <dt>Died</dt>
          <dd>${dateText(deceased)}${years === undefined ? '' : `, age at death ${years}y`}</dd>
        </div>`;
  return html`<section class="banner${deceased === undefined ? '' : ' deceased'}" aria-label="Patient">
    <h1>${nameText(person)}</h1>
    <dl>
      <div>
        <dt>Born</dt>
        <dd>${dateText(birthDate)}${age}</dd>
      </div>
      ${died}
      <div>
        <dt>Gender</dt>
        <dd>${genderText(gender)}</dd>
      </div>
      <div>
        <dt>NHS No.</dt>
        <dd class="number">${nhsNumberText(nhsNumber)}</dd>
      </div>
    </dl>
  </section>`;
}
