import type { CatalogueStudy, Hospital, Person } from '../catalogue';
import { fhirId, reference, ukInstant, ukMoment } from './resource';
import type { Resource } from './resource';
import { signedInUser } from './practitioner';
import { plannedRequestId, serviceRequestId } from './service-request';

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
          {
            ...appointment(person, {
              name: 'imaging',
              status: 'fulfilled',
              description: newest.description,
              start: ukInstant(newest.started),
              minutes: 20,
              actor: { display: hospitalName ?? newest.hospital },
            }),
            ...(newest.reason !== undefined && {
              basedOn: [reference('ServiceRequest', serviceRequestId(newest))],
            }),
          },
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

/** The bookings of imaging that was asked for, where it has any. */
export function plannedAppointments(
  person: Person,
  hospitals: readonly Hospital[],
  now: Date,
): readonly Resource[] {
  return (person.planned ?? []).flatMap(({ what, hospital, bookings = [] }, request) =>
    bookings.map(({ inDays, status = 'booked', whyNot }, at) => {
      const day = ukMoment(new Date(now.getTime() + inDays * 86_400_000)).slice(0, 10);
      const name = ['planned', request, at].filter((part) => part !== 0).join('-');
      const booking = appointment(person, {
        name,
        status,
        description: what,
        start: ukInstant(`${day}T10:20:00`),
        minutes: 30,
        actor: { display: hospitals.find(({ id }) => id === hospital)?.name ?? hospital },
      });
      return {
        ...booking,
        basedOn: [reference('ServiceRequest', plannedRequestId(person, request))],
        ...(whyNot !== undefined && { cancelationReason: { text: whyNot } }),
      };
    }),
  );
}

interface Slot {
  readonly name: string;
  readonly status: 'booked' | 'fulfilled' | 'cancelled' | 'noshow' | 'waitlist';
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
