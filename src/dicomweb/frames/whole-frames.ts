import type { EncodedFrame } from '../../domain/ports/frames';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import { samePerson, worstMatch, type DicomPerson, type Patient } from '../../domain/patient/patient';
import type { Instance } from '../../domain/study/study';
import { checkedFrame } from './encoded-frame';
import { Failure, settled } from '../../http/failure';
import { requestFrames, type FrameRequest } from './frame-request';
import { textOf, type Dataset } from '../../dicom/dataset';
import { personFrom } from '../../dicom/person';
import type { Place } from '../whole-studies/object-request';
import { isNotOffered, type Resource } from '../whole-studies/capabilities';
import { Part10Error } from '../../dicom/part10/failure';
import type { Part10 } from '../../dicom/part10/file';
import type { Requests } from '../requests/request';
import type { WholeStudies } from '../whole-studies/whole-studies';
import * as Tag from '../../dicom/tags';

type Frames = Result<readonly EncodedFrame[]>;

/**
 * Frames in the best way that the archive offers: what was already sent whole, the frames alone, or out of the
 * instance, the series, the study. Rejects only with the signal's reason.
 */
export async function retrieveFrames(
  requests: Requests,
  whole: WholeStudies,
  request: FrameRequest,
  signal: AbortSignal,
  onBusy: () => void,
): Promise<Frames> {
  const offers = whole.offersOf(requests.archive.id);
  const here = objectHere(whole, request.instance);
  if (here) return framesOf(here, request, requests);
  if (offers.isAbsent('frames')) return wholeFrames(requests, whole, request, signal);
  const own = await requestFrames(requests, request, signal, onBusy);
  if (own.ok && own.value.kind === 'frames') {
    offers.seen('frames');
    return ok(own.value.frames);
  }
  if (own.ok && own.value.kind === 'object') {
    const { object } = own.value;
    const frames = await framesOf(object, request, requests);
    if (!frames.ok) return frames;
    // It sends whole objects: the rest of this one's frames is here, and others' come that way sooner.
    whole.keep(requests.archive.id, placeOf(request.instance), request.instance.uid, object);
    offers.absent('frames');
    return frames;
  }
  const more = 'more pictures than were asked for, and which is which cannot be told';
  // A list may be refused where frames by themselves are not: they are asked for by themselves first.
  if (request.numbers.length > 1)
    return own.ok ? err({ kind: 'malformed', where: requests.archive.name, what: more }) : own;
  if (!own.ok && !offers.mayLack('frames', own.problem)) return own;
  const other = await wholeFrames(requests, whole, request, signal);
  if (other.ok) offers.absent('frames');
  if (other.ok) return other;
  if (own.ok && own.value.kind === 'several' && own.value.frames) return ok(own.value.frames);
  if (!isNotOffered(other.problem)) return other;
  if (!own.ok) return own;
  return err({ kind: 'malformed', where: requests.archive.name, what: more });
}

/** Which object it is, and where */
type Named = Pick<Instance, 'archive' | 'study' | 'series' | 'uid'>;

const placeOf = ({ study, series, uid }: Omit<Named, 'archive'>): Place => [study, series, uid];

/** The smallest first: a level that the archive does not have leads to the next. */
function placesOf({ study, series, uid }: Named) {
  const places: readonly (readonly [Resource | 'study', Place])[] = [
    ['instance', placeOf({ study, series, uid })],
    ['series', [study, series]],
    ['study', [study]],
  ];
  return places;
}

/** The whole object, where it was sent already. */
export function objectHere(whole: WholeStudies, instance: Named): Part10 | undefined {
  for (const [, place] of placesOf(instance)) {
    const object = whole.known(instance.archive, place)?.received.objects.get(instance.uid);
    if (object) return object;
  }
  return undefined;
}

/** The whole object, out of the least that the archive sends. Rejects only with the signal's reason. */
export async function wholeObject(
  requests: Requests,
  whole: WholeStudies,
  instance: Named,
  signal: AbortSignal,
): Promise<Result<Part10>> {
  const { archive, uid } = instance;
  const offers = whole.offersOf(archive);
  const refused: Resource[] = [];
  for (const [level, place] of placesOf(instance)) {
    if (level !== 'study' && offers.isAbsent(level)) continue;
    const result = await whole.retrieve(requests, place, signal, ({ objects }) => objects.has(uid));
    if (result.ok) {
      if (level !== 'study') offers.seen(level);
      const object = result.value.objects.get(uid);
      if (!object) break;
      refused.forEach(offers.absent);
      return ok(object);
    }
    if (level === 'study' || !offers.mayLack(level, result.problem)) return result;
    refused.push(level);
  }
  return err<Problem>({ kind: 'not-found', where: requests.archive.name });
}

async function wholeFrames(
  requests: Requests,
  whole: WholeStudies,
  request: FrameRequest,
  signal: AbortSignal,
): Promise<Frames> {
  const object = await wholeObject(requests, whole, request.instance, signal);
  return object.ok ? framesOf(object.value, request, requests) : object;
}

function framesOf(
  object: Part10,
  { instance, image, numbers }: FrameRequest,
  { archive }: Requests,
): Promise<Frames> {
  const { name: where } = archive;
  const { transferSyntax } = object;
  return settled(async () => {
    checkObject(object, instance, archive);
    return numbers.map((number) => {
      try {
        return checkedFrame({ bytes: object.frame(number), transferSyntax }, image, where);
      } catch (error) {
        if (!(error instanceof Part10Error)) throw error;
        throw new Failure({ kind: 'malformed', where, what: `a DICOM object: ${error.message}` });
      }
    });
  });
}

/** Numbers that no authority is named for are of one authority here: one archive gave both. */
const SAME_ARCHIVE = 'urn:x-same-archive';

function oneArchives(known: DicomPerson, dataset: Dataset): [Patient, DicomPerson] {
  const id = known.patientId && { system: SAME_ARCHIVE, ...known.patientId };
  const identifiers = [...(id ? [id] : []), ...known.otherIds];
  const { name = { given: [] }, birthDate } = known;
  const system = id?.system ?? SAME_ARCHIVE;
  const read = personFrom(dataset, system);
  const own = { ...read, ...(read.patientId && { patientId: { system, ...read.patientId } }) };
  return [{ id: '', name, identifiers, ...(birthDate !== undefined && { birthDate }) }, own];
}

/** The metadata, which the person was checked by, and the object may come from different tables of an archive. */
export function checkObject(object: Part10, instance: Instance, archive: Requests['archive']): void {
  checkIdentity(object, instance, archive);
  if (object.frameCount === 0) throw new Failure({ kind: 'no-picture' });
}

/** The same of an object that need not have pictures. */
export function checkIdentity(
  { dataset }: Part10,
  instance: Instance,
  { name: where, identifierSystem, patient }: Requests['archive'],
): void {
  const asked = patient?.();
  const matches = [
    samePerson(...oneArchives(instance.person, dataset)),
    // Metadata that name nobody were checked against nothing.
    ...(asked ? [samePerson(asked, personFrom(dataset, identifierSystem))] : []),
  ];
  const match = worstMatch(matches);
  if (match.kind === 'different') throw new Failure({ kind: 'different-person', differs: match.differs });
  for (const [tag, own, name] of [
    [Tag.SOPInstanceUID, instance.uid, 'another object'],
    [Tag.SeriesInstanceUID, instance.series, 'an object of another series'],
    [Tag.StudyInstanceUID, instance.study, 'an object of another study'],
  ] as const)
    if (textOf(dataset, tag) !== own) throw new Failure({ kind: 'malformed', where, what: name });
}
