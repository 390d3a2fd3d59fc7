import type { CatalogueStudy, Hospital, Person } from '../catalogue';
import { fhirId, reference, ukInstant, ukMoment } from './resource';
import type { Resource } from './resource';
import { signedInUser } from './practitioner';
import { plannedRequestId } from './service-request';

/** The visit at which the newest study was made, and a follow-up in two weeks. */
export function appointments(
  person: Person,
  newest: CatalogueStudy | undefined,
  hospitalName: string | undefined,
  now: Date,
): readonly Resource[] {
  const visit =
    newest?.started === undefined
      ? []
      : [
          appointment(person, {
            name: 'imaging',
            status: 'fulfilled',
            description: newest.description,
            start: ukInstant(newest.started),
            minutes: 20,
            actor: { display: hospitalName ?? newest.hospital },
          }),
        ];
  if (person.deceased !== undefined) return visit;
  const followUp = appointment(person, {
    name: 'follow-up',
    status: 'booked',
    description: 'Follow-up',
    start: ukInstant(`${ukMoment(new Date(now.getTime() + 14 * 86_400_000)).slice(0, 10)}T10:30:00`),
    minutes: 10,
    actor: reference('Practitioner', signedInUser.id),
  });
  return [...visit, followUp];
}

/** The booking of imaging that was asked for, where it has one. */
export function plannedAppointment(
  person: Person,
  hospitals: readonly Hospital[],
  now: Date,
): readonly Resource[] {
  const { planned } = person;
  if (planned?.bookedInDays === undefined) return [];
  const day = ukMoment(new Date(now.getTime() + planned.bookedInDays * 86_400_000)).slice(0, 10);
  const booking = appointment(person, {
    name: 'planned',
    status: 'booked',
    description: planned.what,
    start: ukInstant(`${day}T10:20:00`),
    minutes: 30,
    actor: { display: hospitals.find(({ id }) => id === planned.hospital)?.name ?? planned.hospital },
  });
  return [{ ...booking, basedOn: [reference('ServiceRequest', plannedRequestId(person))] }];
}

interface Slot {
  readonly name: string;
  readonly status: 'booked' | 'fulfilled';
  readonly description: string;
  /** FHIR instant */
  readonly start: string;
  readonly minutes: number;
  readonly actor: Readonly<Record<string, string>>;
}

function appointment({ id }: Person, { name, status, description, start, minutes, actor }: Slot): Resource {
  const end = ukMoment(new Date(Date.parse(start) + minutes * 60_000));
  return {
    resourceType: 'Appointment',
    id: fhirId('appointment', id.slice(0, 36), name),
    status,
    description,
    start,
    end,
    minutesDuration: minutes,
    participant: [
      { actor: reference('Patient', id), status: 'accepted' },
      { actor, status: 'accepted' },
    ],
  };
}
