import type { Catalogue, CatalogueStudy } from '../../sandbox/catalogue';

/** The Study Instance UID of one of a person's studies. @throws where there is none */
export function studyOf(
  { studies }: Catalogue,
  personId: string,
  is: (study: CatalogueStudy) => boolean,
): string {
  const study = studies.find((each) => each.personId === personId && is(each));
  if (study === undefined) throw new Error(`${personId} has no such study`);
  return study.studyInstanceUid;
}

export const isCt = ({ modalities }: CatalogueStudy): boolean => modalities.includes('CT');

/** Whether one of these modalities is among a study's: SR, DOC, KO stand beside the pictures. */
export const holds =
  (modality: string) =>
  ({ modalities }: CatalogueStudy): boolean =>
    modalities.includes(modality);
