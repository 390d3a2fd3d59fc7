import type { Hospital, Person } from '../catalogue';
import { systems } from './resource';
import type { Resource } from './resource';

/** A person as FHIR Patient, with the NHS number and each hospital's own number. */
export function patient(person: Person, hospitals: readonly Hospital[]): Resource {
  const { id, family, given, prefix, gender, birthDate, deceased, nhsNumber } = person;
  const nhs =
    nhsNumber === undefined
      ? []
      : [{ use: 'official', system: systems.nhsNumber, value: nhsNumber, extension: [nhsNumberVerified] }];
  return {
    resourceType: 'Patient',
    id,
    active: true,
    identifier: [...nhs, ...hospitalNumbers(person, hospitals)],
    name: [{ use: 'official', family, given, ...(prefix !== undefined && { prefix: [prefix] }) }],
    gender,
    ...(birthDate !== '' && { birthDate }),
    ...(deceased !== undefined && { deceasedDateTime: deceased }),
  };
}

function hospitalNumbers({ hospitalNumbers: numbers }: Person, hospitals: readonly Hospital[]) {
  return hospitals.flatMap(({ id, name, numberSystem }) => {
    const value = numbers[id];
    if (value === undefined || value === '') return [];
    const type = { coding: [{ system: systems.identifierType, code: 'MR' }] };
    return [{ use: 'usual', type, system: numberSystem, value, assigner: { display: name } }];
  });
}

/** UK Core: the number was traced to this person. */
const nhsNumberVerified = {
  url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
  valueCodeableConcept: {
    coding: [
      {
        system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland',
        code: 'number-present-and-verified',
        display: 'Number present and verified',
      },
    ],
  },
};
