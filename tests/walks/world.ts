import { archiveId, type StudyUid } from '../../src/domain/ids';
import type { Archive } from '../../src/domain/ports/archive';
import type { OpenRecord } from '../../src/domain/ports/record';
import type { RenderingEngine } from '../../src/domain/ports/rendering';
import type { RenderingEvent } from '../../src/domain/ports/rendering-event';
import type { DisplaySet } from '../../src/domain/study/display-set';
import { aRecord, aSession, anArchive, type FakeSession } from '../fakes';
import { fakeEngine } from '../fake-engine';
import type { Line } from './line';
import { walkedPerson, type WalkedPerson } from './people';

export const people: readonly [WalkedPerson, WalkedPerson] = [
  walkedPerson('WOLFRAM', 1),
  walkedPerson('XANTHIPPE', 2),
];

export const other = (person: WalkedPerson): WalkedPerson => (person === people[0] ? people[1] : people[0]);

const ownerOf = (study: string): WalkedPerson | undefined =>
  people.find(({ studies }) => studies.some(({ uid }) => uid === study));

/** The line itself says when a question is given up. */
const neverAborted = new AbortController().signal;

/** What a fault of ours could be: planted by a test, which must find it. */
export type Planted =
  'reports of the launch before' | 'a viewport that stays' | 'instances without their person';

/** An archive of both people, whose answers wait on the line. */
export function walkedArchive(name: string, line: Line, planted?: Planted): Archive {
  const base = anArchive(name);
  const id = archiveId(base.id);
  const fake = (given: Parameters<typeof anArchive>[1]) => anArchive(name, given);
  const instances = (study: StudyUid, series: string, spoilt: boolean) => {
    const owner = ownerOf(study);
    if (owner === undefined) return {};
    const own = owner.instancesOf(study, series).map((each) => ({ ...each, archive: id }));
    const [first] = own;
    const [theirs] = other(owner).instancesOf(other(owner).studies[0]?.uid ?? '', '1');
    if (!spoilt || first === undefined || theirs === undefined) return { [series]: own };
    // Filed under this study and series, and somebody else's by what is in it
    const strange = { ...theirs, uid: theirs.uid, study: first.study, series: first.series, archive: id };
    const shown =
      planted === 'instances without their person' ? { ...strange, person: first.person } : strange;
    return { [series]: [...own, shown] };
  };
  return {
    ...base,
    studiesOf: (patient, signal) =>
      line.held(`${name} studies`, signal, (spoilt) => {
        const owner = people.find((each) => each.patient.id === patient.id) ?? people[0];
        const studies = owner.studies.map((study) => ({ ...study, heldBy: [id], inRecord: false }));
        const [theirs] = other(owner).studies;
        const [person] = other(owner)
          .instancesOf(theirs?.uid ?? '', '1')
          .map(({ person }) => person);
        const strange = spoilt && theirs && person ? [{ ...theirs, person, heldBy: [id] }] : [];
        return fake({ studies: [...studies, ...strange] }).studiesOf(patient, neverAborted);
      }),
    seriesOf: (study, signal) =>
      line.held(`${name} series`, signal, () =>
        fake({ series: ownerOf(study)?.seriesOf(study) ?? [] }).seriesOf(study, neverAborted),
      ),
    instancesOf: (study, series, signal) =>
      line.held(`${name} instances`, signal, (spoilt) =>
        fake({ instances: instances(study, series, spoilt) }).instancesOf(study, series, neverAborted),
      ),
    instanceOf: (study, series, which, signal) =>
      line.held(`${name} instance`, signal, (spoilt) =>
        fake({ instances: instances(study, series, spoilt) }).instanceOf(study, series, which, neverAborted),
      ),
    objectsOf: (study, series, signal) =>
      line.held(`${name} objects`, signal, (spoilt) => {
        const owner = ownerOf(study) ?? people[0];
        const own = owner.objectsOf(study);
        const strange = spoilt ? other(owner).objectsOf(study).reports : [];
        const objects = { ...own, reports: [...own.reports, ...strange] };
        return fake({ objects }).objectsOf(study, series, neverAborted);
      }),
  };
}

/** A record that launches for one person, whose answers wait on the line. */
export function walkedRecord(
  person: WalkedPerson,
  line: Line,
  session: FakeSession,
  reports: WalkedPerson['reports'],
): OpenRecord {
  const record = aRecord({ patient: person.patient, studies: person.studies, reports, session });
  const { mark } = person;
  return {
    ...record,
    studies: (signal) => line.held(`${mark} studies`, signal, () => record.studies(neverAborted)),
    named: (signal) => line.held(`${mark} named`, signal, () => record.named(neverAborted)),
    reports: (signal) => line.held(`${mark} reports`, signal, () => record.reports(neverAborted)),
    planned: (signal) => line.held(`${mark} planned`, signal, () => record.planned(neverAborted)),
  };
}

/** A session that lasts two minutes, and is renewed when the walk lets it. */
export function walkedSession(line: Line): FakeSession {
  let until = Date.now() + 120_000;
  const renewing = aSession();
  return aSession({
    remaining: () => until - Date.now(),
    renew: (signal) =>
      line.held('renewal', signal, async () => {
        until = Date.now() + 120_000;
        return renewing.renew(neverAborted);
      }),
  });
}

/** What stands in a viewport: the display set that the engine was told to show there, for as long as it lives. */
export interface Painter {
  readonly engine: RenderingEngine;
  readonly onScreen: () => readonly DisplaySet[];
  /** Says something of a viewport, as the engine would, living or not. */
  emit(pick: number, event: RenderingEvent): void;
}

export function walkedPainter(planted?: Planted): Painter {
  const fake = fakeEngine({ manner: 'silent' });
  const shown = new Map<object, DisplaySet>();
  return {
    onScreen: () => [...shown.values()],
    emit: (pick, event) => fake.mounted[pick % Math.max(1, fake.mounted.length)]?.emit(event),
    engine: {
      ...fake,
      mount: (element, kind, emit) => {
        const handle = fake.mount(element, kind, emit);
        return {
          ...handle,
          show: (displaySet, at, presentation) => {
            shown.set(handle, displaySet);
            handle.show(displaySet, at, presentation);
          },
          grow: (displaySet, at) => {
            shown.set(handle, displaySet);
            handle.grow(displaySet, at);
          },
          dispose: () => {
            if (planted !== 'a viewport that stays') shown.delete(handle);
            handle.dispose();
          },
        };
      },
    },
  };
}
