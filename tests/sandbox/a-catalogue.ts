import type { Catalogue, CatalogueInstance, CatalogueStudy, Hospital, Person } from '../../sandbox/catalogue';

export const hospitals: readonly Hospital[] = ['salford', 'bolton', 'wigan'].map((id) => ({
  id,
  name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Hospital`,
  numberSystem: `https://${id}.example/patients`,
}));

export function aPerson(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    family: 'Smith',
    given: ['Aria'],
    prefix: 'Ms',
    gender: 'female',
    birthDate: '1985-07-14',
    nhsNumber: '9990123456',
    hospitalNumbers: { salford: 'S-1' },
    story: 'A cough.',
    ...more,
  };
}

export function aStudy(number: number, more: Partial<CatalogueStudy> = {}): CatalogueStudy {
  const uid = `1.2.826.0.1.3680043.8.498.${number}`;
  return {
    studyInstanceUid: uid,
    personId: 'aria',
    hospital: 'salford',
    accessionNumber: `A${number}`,
    started: `2026-${String((number % 12) + 1).padStart(2, '0')}-18T09:12:00`,
    description: `Study ${number}`,
    modalities: ['CR'],
    bodyPart: 'CHEST',
    series: [
      {
        seriesInstanceUid: `${uid}.1`,
        seriesNumber: 1,
        modality: 'CR',
        description: 'PA',
        instances: [anInstance(`${uid}.1.1`)],
      },
    ],
    ...more,
  };
}

function anInstance(uid: string): CatalogueInstance {
  return {
    sopInstanceUid: uid,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.1',
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    numberOfFrames: 1,
    dataset: () => Promise.resolve({}),
    frame: () => Promise.resolve(new Uint8Array(4)),
    part10: () => Promise.resolve(new Uint8Array(4)),
  };
}

/** Aria with three studies, one of them reported and asked for; Ben with one. */
export function aCatalogue(more: Partial<Catalogue> = {}): Catalogue {
  return {
    hospitals,
    people: [aPerson('aria'), aPerson('ben', { family: 'Jones', given: ['Ben'], prefix: undefined })],
    studies: [
      aStudy(1, {
        reason: 'Cough for three weeks',
        report: {
          text: 'Findings: clear lungs.\n\nConclusion: normal chest.',
          issued: '2026-02-18T16:40:00',
          author: 'Dr Wren Ashby, Consultant Radiologist',
        },
      }),
      aStudy(5, { hospital: 'bolton' }),
      aStudy(9, { hospital: 'wigan' }),
      aStudy(11, { personId: 'ben' }),
    ],
    ...more,
  };
}
