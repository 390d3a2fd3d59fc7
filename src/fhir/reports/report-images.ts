import { instanceUid, isUid, seriesUid, studyUid } from '../../domain/ids';
import type { ImageReference } from '../../domain/report/report-document';
import { identifiersOf, words } from '../resource/coded';
import { list, object, objects, present, text, type Json } from '../resource/json';
import { ownershipOfPart, type Owner } from '../resource/subject';
import { resolved, type Surroundings } from './report-surroundings';
import { isPrefixed, plainUid } from '../resource/reference';

/**
 * The pictures that a report chose: `media` (Media, DocumentReference), and ImagingSelection by R5 or IHE IMR. Not those of
 * somebody else; of whom a picture is, it says itself once it is here.
 */
export function keyImagesOf(report: Json, around: Surroundings, owner: Owner): readonly ImageReference[] {
  const links = [
    ...objects(report['media']).map(({ link }) => link),
    ...objects(report['supportingInfo']).map((each) => each['reference'] ?? each),
    ...objects(report['extension']).map(({ valueReference }) => valueReference),
  ];
  const named = links
    .map((link) => resolved(link, report, around, owner.base))
    .filter((each): each is Json => each !== undefined);
  const selections = objects(report['contained']).filter(
    ({ resourceType }) => resourceType === 'ImagingSelection',
  );
  const own = [...named, ...selections].filter(
    (each) => ownershipOfPart(each, report, owner) !== 'somebody-elses',
  );
  return unique(own.flatMap(imagesFrom));
}

function imagesFrom(resource: Json): readonly ImageReference[] {
  if (resource['resourceType'] === 'ImagingSelection') return selected(resource);
  const content = [
    object(resource['content']),
    ...objects(resource['content']).map(({ attachment }) => object(attachment)),
  ];
  const addressed = content.flatMap((each) => addressedImage(text(each?.['url'])) ?? []);
  const identified = resource['resourceType'] === 'Media' ? identifiedImage(resource) : undefined;
  return identified ? [{ ...addressed[0], ...identified }] : addressed;
}

const uidOf = (value: unknown) => {
  const plain = plainUid(value);
  return plain !== undefined && isUid(plain) ? plain : undefined;
};

/** R5 ImagingSelection: instances of a series, with frames. */
function selected(selection: Json): readonly ImageReference[] {
  const study = uidOf(selection['studyUid']);
  const series = uidOf(selection['seriesUid']);
  const whole = present<ImageReference>({
    study: study === undefined ? undefined : studyUid(study),
    series: series === undefined ? undefined : seriesUid(series),
  });
  const instances = objects(selection['instance']).flatMap((each) => {
    const uid = uidOf(each['uid']);
    const frames = list(each['subset'])
      .map(Number)
      .filter((frame) => Number.isSafeInteger(frame) && frame > 0);
    return uid === undefined
      ? []
      : [{ ...whole, instance: instanceUid(uid), ...(frames.length > 0 && { frames }) }];
  });
  return instances.length > 0 ? instances : whole.series ? [whole] : [];
}

/** Media's DICOM identifiers, told apart by the words of their types as HL7's own example does. */
function identifiedImage(media: Json): ImageReference | undefined {
  const all = identifiersOf(media).flatMap(({ json, value }) => {
    const uid = json['system'] === 'urn:dicom:uid' || isPrefixed(value) ? uidOf(value) : undefined;
    return uid === undefined ? [] : [{ uid, of: words(json['type'])?.toLowerCase() ?? '' }];
  });
  const typed = (pattern: RegExp) => all.find(({ of }) => pattern.test(of))?.uid;
  const study = typed(/study/);
  const series = typed(/series/);
  const instance = typed(/instance|sop/) ?? all.find(({ of }) => of === '')?.uid;
  if (instance === undefined && series === undefined) return undefined;
  return present<ImageReference>({
    study: study === undefined ? undefined : studyUid(study),
    series: series === undefined ? undefined : seriesUid(series),
    instance: instance === undefined ? undefined : instanceUid(instance),
  });
}

/** WADO-URI (PS3.18 9) or DICOMweb (10): the address is read, never asked. */
function addressedImage(url: string | undefined): ImageReference | undefined {
  if (url === undefined || !URL.canParse(url, 'https://relative.invalid/')) return undefined;
  const { pathname, searchParams } = new URL(url, 'https://relative.invalid/');
  const lowered = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const step = (name: string) => new RegExp(`/${name}/([\\d.]+)`).exec(pathname)?.[1];
  const study = uidOf(lowered.get('studyuid')) ?? uidOf(step('studies'));
  const series = uidOf(lowered.get('seriesuid')) ?? uidOf(step('series'));
  const instance = uidOf(lowered.get('objectuid')) ?? uidOf(step('instances'));
  if (study === undefined || (series === undefined && instance === undefined)) return undefined;
  const frames = /\/frames\/([\d,]+)/.exec(pathname)?.[1]?.split(',').map(Number);
  return present<ImageReference>({
    study: studyUid(study),
    series: series === undefined ? undefined : seriesUid(series),
    instance: instance === undefined ? undefined : instanceUid(instance),
    frames: frames?.every((frame) => Number.isSafeInteger(frame) && frame > 0) ? frames : undefined,
  });
}

const unique = (references: readonly ImageReference[]): readonly ImageReference[] => [
  ...new Map(references.map((each) => [JSON.stringify(each), each])).values(),
];
