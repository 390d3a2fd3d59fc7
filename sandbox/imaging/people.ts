import type { Person } from '../catalogue';
import { bornOn, daysBefore } from './dates';
import { hospitals } from './hospitals';
import { testNhsNumber } from './identifiers';
import { seededRandom } from './random';

type Draft = Omit<Person, 'hospitalNumbers' | 'nhsNumber'> & { readonly hasNhsNumber?: false };

/** The region's invented people, the one a newcomer should open first at the head. */
export function peopleOf(seed: string, today: string): Person[] {
  return drafts(today).map(({ hasNhsNumber, ...draft }) => ({
    ...draft,
    ...(hasNhsNumber === false ? {} : { nhsNumber: testNhsNumber(`${seed} ${draft.id}`) }),
    hospitalNumbers: Object.fromEntries(hospitals.map(({ id }) => [id, hospitalNumber(seed, draft.id, id)])),
  }));
}

/** The person with this id. @throws RangeError when there is none */
export function personOf(people: readonly Person[], id: string): Person {
  const person = people.find((each) => each.id === id);
  if (!person) throw new RangeError(`Nobody is called ${id}`);
  return person;
}

function hospitalNumber(seed: string, id: string, hospital: string): string {
  const random = seededRandom(`${seed} ${id} ${hospital}`);
  return `${hospital.slice(0, 1).toUpperCase()}${String(Math.floor(random() * 9e6) + 1e6)}`;
}

function drafts(today: string): Draft[] {
  return [
    {
      id: 'aria-smith',
      family: 'Smith',
      given: ['Aria'],
      prefix: 'Ms',
      gender: 'female',
      birthDate: bornOn(today, 41, '07-14'),
      planned: [
        {
          what: 'PET-CT Whole body',
          reason: 'Right upper lobe nodule, 15 mm. Staging.',
          hospital: 'bolton',
          requestedDaysAgo: 9,
          bookings: [{ inDays: 12 }],
        },
      ],
      story:
        'Chest X-rays, a CT with key images, presentation states and measurements, and a PET-CT that is booked.',
    },
    {
      id: 'bram-oakfield',
      family: 'Oakfield',
      given: ['Bram', 'Tobias'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 67, '02-03'),
      story: 'Fifteen years and 400 studies over three hospitals: the long list.',
    },
    {
      id: 'ines-quillfeather',
      family: 'Quillfeather',
      given: ['Ines'],
      prefix: 'Dr',
      gender: 'female',
      birthDate: bornOn(today, 34, '10-30'),
      planned: [
        {
          what: 'MR Angiogram head',
          reason: 'Family history of aneurysm.',
          hospital: 'salford',
          requestedDaysAgo: 5,
        },
      ],
      story:
        'A head MR in five series that cross, with an HTML report that names images; another MR is requested.',
    },
    {
      id: 'edmund-thistlewood',
      family: 'Thistlewood',
      given: ['Edmund'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 71, '09-04'),
      story: 'A CT thorax with a long report that names many images, one of which is not here.',
    },
    {
      id: 'tomas-fennimore',
      family: 'Fennimore-Bright',
      given: ['Tomas'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 58, '05-19'),
      story: 'An echocardiogram of 60 frames, reported as a PDF only.',
    },
    {
      id: 'wren-hollowell',
      family: 'Hollowell',
      given: ['Wren'],
      prefix: 'Mrs',
      gender: 'female',
      birthDate: bornOn(today, 52, '12-08'),
      story: 'Mammography in four views beside the round before, reported with a key image.',
    },
    {
      id: 'isla-fernsby',
      family: 'Fernsby',
      given: ['Isla'],
      prefix: 'Ms',
      gender: 'female',
      birthDate: bornOn(today, 63, '03-17'),
      story: 'A colonoscopy that was filmed: a video, played where a picture would be.',
    },
    {
      id: 'merrin-tolverne',
      family: 'Tolverne',
      given: ['Merrin'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 57, '10-19'),
      story: 'An ECG of twelve leads: curves in the place of a picture.',
    },
    {
      id: 'pascoe-trewin',
      family: 'Trewin',
      given: ['Pascoe'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 63, '04-02'),
      story: 'A PET-CT to be fused, and a heart that was gated.',
    },
    {
      id: 'wilmot-ashgrove',
      family: 'Ashgrove',
      given: ['Wilmot'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 63, '05-12'),
      story: 'A biopsy on glass: a whole slide of three resolutions, with its label.',
    },
    {
      id: 'wystan-harkaway',
      family: 'Harkaway',
      given: ['Wystan'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: bornOn(today, 68, '01-27'),
      story:
        'A CT that radiotherapy was planned on: a segmentation, contours and a dose to be laid over it, and the plan.',
    },
    {
      id: 'jory-pikestaff',
      family: 'Pikestaff',
      given: ['Jory'],
      gender: 'male',
      birthDate: bornOn(today, 29, '01-22'),
      hasNhsNumber: false,
      story: 'A knee X-ray with a preliminary report. A visitor without an NHS number.',
    },
    {
      id: 'baby-larkspur',
      family: 'Larkspur',
      given: ['Baby'],
      gender: 'female',
      birthDate: daysBefore(today, 12),
      story: 'Twelve days old, with one chest X-ray that nobody has reported: an age in days.',
    },
    {
      id: 'osric-vane',
      family: 'Vane',
      given: ['Osric'],
      prefix: 'Mr',
      gender: 'male',
      birthDate: `${Number(today.slice(0, 4)) - 92}-03`,
      deceased: daysBefore(today, 40),
      story:
        'Died 40 days ago. An amended report with what it replaced, and one that only the archive has (SR).',
    },
    {
      id: 'sable-winterbourne',
      family: 'Winterbourne',
      given: ['Sable'],
      prefix: 'Mx',
      gender: 'other',
      birthDate: bornOn(today, 23, '08-02'),
      story: 'No imaging anywhere.',
    },
    {
      id: 'lena-marshwiggle',
      family: 'Marshwiggle',
      given: ['Lena'],
      prefix: 'Miss',
      gender: 'female',
      birthDate: bornOn(today, 47, '04-11'),
      story: 'One study whose images carry somebody else’s name: nothing of it may be shown.',
    },
    {
      id: 'noor-ashgrove',
      family: 'Ashgrove',
      given: ['Noor'],
      prefix: 'Mrs',
      gender: 'female',
      birthDate: bornOn(today, 61, '06-25'),
      story: 'A study that only the record knows, one that only an archive knows, and one held twice.',
    },
    {
      id: 'tamsin-orrell',
      family: 'Orrell',
      given: ['Tamsin'],
      prefix: 'Mrs',
      gender: 'female',
      birthDate: bornOn(today, 58, '03-19'),
      planned: [
        {
          what: 'XR Chest',
          reason: 'Consolidation: has it resolved?',
          hospital: 'wigan',
          requestedDaysAgo: 39,
          becauseOfReport: true,
          bookings: [{ inDays: -6, status: 'cancelled', whyNot: 'Scanner out of order' }, { inDays: 9 }],
        },
        {
          what: 'US Abdomen',
          reason: 'Right upper quadrant pain.',
          hospital: 'salford',
          requestedDaysAgo: 30,
          wantedInDays: -8,
        },
        {
          what: 'MR Knee left',
          reason: 'Locking. Meniscus?',
          hospital: 'bolton',
          requestedDaysAgo: 50,
          bookings: [{ inDays: -12, status: 'noshow' }],
        },
        {
          what: 'DEXA',
          reason: 'Bone density before steroids.',
          hospital: 'bolton',
          requestedDaysAgo: 20,
          bookings: [{ inDays: 40, status: 'waitlist' }],
        },
        {
          what: 'CT Sinuses',
          reason: 'Chronic sinusitis.',
          hospital: 'salford',
          requestedDaysAgo: 60,
          status: 'revoked',
        },
      ],
      story:
        'Planning: what is booked, overdue, not attended, waited for, cancelled and reported, beside what a report recommends.',
    },
  ];
}
