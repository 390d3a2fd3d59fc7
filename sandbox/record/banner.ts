import { html } from 'hono/html';
import { ageWords } from '../../src/domain/patient/age';
import { dateWords } from '../../src/domain/dates';
import { genderWords, nameWords } from '../../src/texts/en/patients';
import type { Person } from '../catalogue';
import type { Html } from './page';
import { nhsNumberOrNone } from './words';

/** Who this page is about, in the order name, born, gender, NHS number (PAB-0016). */
export function banner(person: Person, now: Date): Html {
  const { birthDate, deceased, gender, nhsNumber } = person;
  const age = ageWords(birthDate, deceased === undefined ? now : new Date(deceased));
  const isAlive = deceased === undefined;
  return html`<section class="banner${isAlive ? '' : ' deceased'}" aria-label="Patient">
    <h1>${nameWords(person)}</h1>
    <dl>
      ${fact('Born', `${dateWords(birthDate)}${isAlive && age !== undefined ? ` (${age})` : ''}`)}
      ${isAlive ? '' : fact('Died', dateWords(deceased))}
      ${isAlive || age === undefined ? '' : fact('Age at death', age)} ${fact('Gender', genderWords(gender))}
      ${fact('NHS No.', nhsNumberOrNone(nhsNumber))}
    </dl>
  </section>`;
}

const fact = (name: string, value: string) =>
  html`<div>
    <dt>${name}</dt>
    <dd class="number">${value}</dd>
  </div>`;
