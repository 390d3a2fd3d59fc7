import type { Catalogue, CatalogueStudy } from '../../sandbox/catalogue';
import type { Case } from '../journey';
import type { Question } from './peer';

/** The study that a case opens: the person's newest of the modality. */
export function studyOf({ studies }: Catalogue, { personId, study }: Case): CatalogueStudy | undefined {
  const [newest] = studies
    .filter((each) => each.personId === personId && study && each.modalities.includes(study.modality))
    .sort((one, other) => (other.started ?? '').localeCompare(one.started ?? ''));
  return newest;
}

/** What a peer is asked for in a case. @throws RangeError when the catalogue does not have it */
export function questionOf(catalogue: Catalogue, one: Case): Question {
  const study = studyOf(catalogue, one);
  const [series] = study?.series ?? [];
  if (study && series)
    return {
      kind: 'study',
      study: study.studyInstanceUid,
      series: series.seriesInstanceUid,
      instances: series.instances.length,
    };
  const person = catalogue.people.find(({ id }) => id === one.personId);
  if (person === undefined) throw new RangeError(`there is no ${one.personId}`);
  return { kind: 'list', patientName: person.family };
}
