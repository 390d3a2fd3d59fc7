import { nameWords } from '../../src/texts/en/patients';
import type { Catalogue } from '../catalogue';
import { encounterId } from '../fhir/encounter';
import { imagingStudyId } from '../fhir/imaging-study';
import type { Directory } from './authority';

/** What the authorisation server knows of the people. */
export function directoryOf({ people, studies }: Catalogue): Directory {
  return {
    people: people.map((person) => ({ id: person.id, label: nameWords(person), story: person.story })),
    encounterOf: (personId) => (people.some(({ id }) => id === personId) ? encounterId(personId) : undefined),
    earlierStudyOf(personId) {
      const [, second] = studies
        .filter((study) => study.personId === personId && study.inRecord !== false)
        .sort((a, b) => (b.started ?? '').localeCompare(a.started ?? ''));
      return second === undefined ? undefined : imagingStudyId(second);
    },
  };
}
