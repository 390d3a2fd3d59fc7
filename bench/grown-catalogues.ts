import { fileURLToPath } from 'node:url';
import type { Catalogue, CatalogueStudy, Hospital, Person } from '../sandbox/catalogue';
import { createByteStore } from '../sandbox/imaging/byte-store';
import { createCodecs } from '../sandbox/imaging/codecs/codecs';
import { transferSyntaxes } from '../sandbox/imaging/dicom/transfer-syntaxes';
import { hospitals } from '../sandbox/imaging/hospitals';
import { peopleOf, personOf } from '../sandbox/imaging/people';
import { sharing, type Region } from '../sandbox/imaging/region';
import { chestBuilds } from '../sandbox/imaging/studies/builds';
import { ctSeries, decimal } from '../sandbox/imaging/studies/ct';
import { longHistory } from '../sandbox/imaging/studies/long-history';
import { studyOf } from '../sandbox/imaging/study-plan';

/** A catalogue of one person, and the study that a launch of it names. */
export interface Grown {
  readonly catalogue: Catalogue;
  readonly personId: string;
  readonly study: string;
  /** Rows that the list has when it is whole */
  readonly listed: number;
}

const personId = 'bram-oakfield';
const seed = 'plainfilm';
/** Encoded pictures of the demonstration in full size, made once */
export const framesFolder = fileURLToPath(new URL(`../.cache/imaging/1-${seed}-full`, import.meta.url));

/** All of them draw on the demonstration's own pictures: what grows is the lists and the metadata. */
function region(today: string): Region {
  return {
    seed,
    scale: 'full',
    today,
    codecs: createCodecs(),
    store: createByteStore(framesFolder),
    shared: sharing(),
  };
}

/** A history of so many studies over three archives; the newest chest X-ray is the same in all lengths. */
export function longHistoryOf(count: number, today: string): Grown {
  const own = region(today);
  const people = peopleOf(seed, today);
  const histories = Array.from({ length: Math.ceil(count / 400) }, (_, index) => ({
    ...own,
    // UIDs follow from the seed: another history of the same man
    seed: index === 0 ? seed : `${seed} ${index}`,
  }));
  const studies = histories
    .flatMap((each) => longHistory(each, people).map((plan) => studyOf(each, plan)))
    .slice(0, count);
  return grown(people, hospitals, studies);
}

/**
 * One chest CT of so many slices beside nothing else. Its 300 pictures come again and again, each time with a window of
 * their own: every slice looks different from every other.
 */
export function longSeriesOf(slices: number, today: string): Grown {
  const own = region(today);
  const people = peopleOf(seed, today);
  const pictures = 300;
  const plan = ctSeries(own, chestBuilds.ariaNow, {
    size: 512,
    slices: pictures,
    interval: 1,
    top: 136,
    fieldOfView: 368.64,
    voxel: 1,
    transferSyntaxUid: transferSyntaxes.htj2kLosslessRpcl,
    description: 'Thorax',
    bodyPart: 'CHEST',
    frameOfReference: 'a long series',
  });
  const images = Array.from({ length: slices }, (_, index) => {
    const image = plan.images[index % pictures];
    if (image === undefined) throw new RangeError('a series of no pictures');
    const corner = (image.elements['ImagePositionPatient'] as readonly string[])[0] ?? '0';
    const z = decimal(136 - index);
    return {
      ...image,
      elements: {
        ...image.elements,
        ImagePositionPatient: [corner, corner, z],
        SliceLocation: z,
        WindowCenter: [String(40 + 25 * Math.floor(index / pictures)), '-600'],
      },
    };
  });
  const study = studyOf(own, {
    name: `a series of ${slices}`,
    person: personOf(people, personId),
    hospital: 'salford',
    started: `${today}T08:30:00`,
    description: 'CT Thorax',
    bodyPart: 'CHEST',
    series: [{ ...plan, images }],
  });
  return grown(people, hospitals, [study]);
}

/**
 * A long history over so many archives, the last of which holds nothing: whether it answers changes no row. All studies
 * but the one that is opened are known to the archives only.
 */
export function manyArchivesOf(count: number, today: string): Grown {
  const { catalogue, study, listed } = longHistoryOf(400, today);
  const more = Array.from({ length: count - hospitals.length }, (_, index): Hospital => {
    const like = hospitals[index % hospitals.length];
    if (like === undefined) throw new RangeError('there is no hospital to be like');
    return { ...like, id: `${like.id}-${index}`, name: `${like.name} ${index + 2}` };
  });
  const idOf = (studied: CatalogueStudy, index: number) => {
    // Numbers belong to an authority: a study moves only to a hospital that uses the same.
    const alike = [
      studied.hospital,
      ...more.slice(0, -1).flatMap(({ id }) => (id.startsWith(studied.hospital) ? [id] : [])),
    ];
    return alike[index % alike.length] ?? studied.hospital;
  };
  const studies = catalogue.studies.map((each, index) =>
    each.studyInstanceUid === study ? each : { ...each, hospital: idOf(each, index), inRecord: false },
  );
  const people = catalogue.people.map((person): Person => {
    const own = person.hospitalNumbers;
    const others = more.map(({ id }) => [id, own[id.replace(/-\d+$/, '')] ?? ''] as const);
    return { ...person, hospitalNumbers: { ...own, ...Object.fromEntries(others) } };
  });
  return { catalogue: { hospitals: [...hospitals, ...more], people, studies }, personId, study, listed };
}

function grown(
  people: readonly Person[],
  at: readonly Hospital[],
  studies: readonly CatalogueStudy[],
): Grown {
  const [opened] = studies
    .filter(({ modalities }) => modalities.includes('DX') || studies.length === 1)
    .sort((one, other) => (other.started ?? '').localeCompare(one.started ?? ''));
  if (opened === undefined) throw new Error('there is nothing to open');
  const catalogue = { hospitals: at, people, studies };
  return { catalogue, personId, study: opened.studyInstanceUid, listed: studies.length };
}

/** Builds every data set, as an archive's database has them: an archive is not what is measured. */
export async function datasetsOf({ catalogue }: Grown): Promise<void> {
  for (const { series } of catalogue.studies)
    for (const { instances } of series) for (const instance of instances) await instance.dataset();
}
