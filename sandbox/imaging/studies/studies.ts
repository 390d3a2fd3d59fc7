import type { CatalogueStudy, Person } from '../../catalogue';
import type { Region } from '../region';
import { studyOf } from '../study-plan';
import type { StudyPlan } from '../study-plan';
import { ariaStudies } from './aria';
import { ecgStudies } from './ecg';
import { endoscopyStudies } from './endoscopy';
import { nuclearStudies } from './nuclear';
import { histologyStudies } from './histology';
import { longHistory } from './long-history';
import { awkwardStudies, singleStudies } from './others';
import { radiotherapyStudies } from './radiotherapy';
import { thistlewoodStudies } from './thistlewood';

/** Everybody's studies. */
export function studiesOf(region: Region, people: readonly Person[]): CatalogueStudy[] {
  const plans: StudyPlan[] = [
    ...ariaStudies(region, people),
    ...singleStudies(region, people),
    ...awkwardStudies(region, people),
    ...thistlewoodStudies(region, people),
    ...endoscopyStudies(region, people),
    ...ecgStudies(region, people),
    ...nuclearStudies(region, people),
    ...histologyStudies(region, people),
    ...radiotherapyStudies(region, people),
    ...longHistory(region, people),
  ];
  return plans.map((plan) => studyOf(region, plan));
}
