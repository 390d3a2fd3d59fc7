import type { StudyUid } from '../ids';
import type { ListedInstance, Series, Study } from './study';

/* What both forms of a manifest have in common once they are read: a study with its series, and those with their instances. */

/** The modality of objects of a SOP class (PS3.4 B.5), where only one is meant and a manifest names none. */
const MODALITIES: readonly (readonly [classes: RegExp, modality: string])[] = [
  [/^(?:2|2\.1|2\.2)$/, 'CT'],
  [/^4(?:\.[1-4])?$/, 'MR'],
  [/^1$/, 'CR'],
  [/^1\.1(?:\.1)?$/, 'DX'],
  [/^1\.2(?:\.1)?$|^13\.1\.[3-5]$/, 'MG'],
  [/^1\.3(?:\.1)?$/, 'IO'],
  [/^(?:3\.1|6\.1|6\.2)$/, 'US'],
  [/^12\.1(?:\.1)?$/, 'XA'],
  [/^12\.2(?:\.1)?$/, 'RF'],
  [/^20$/, 'NM'],
  [/^(?:128|130)$/, 'PT'],
  [/^77\.1\.6$/, 'SM'],
  [/^9\.1\.[1-4]$/, 'ECG'],
  [/^88\.59$/, 'KO'],
  [/^88\./, 'SR'],
  [/^11\./, 'PR'],
  [/^66\.4$/, 'SEG'],
  [/^481\.3$/, 'RTSTRUCT'],
  [/^104\./, 'DOC'],
];
const STORAGE = '1.2.840.10008.5.1.4.1.1.';

const modalityOf = (sopClass: string | undefined): string =>
  sopClass?.startsWith(STORAGE)
    ? (MODALITIES.find(([classes]) => classes.test(sopClass.slice(STORAGE.length)))?.[1] ?? '')
    : '';

/**
 * A series with its instances in the order of their numbers; as they were listed where they have none. Each once. Where it
 * counts more than it lists, that is its count.
 */
export function listedInOrder(series: Series, instances: readonly ListedInstance[]): Series {
  const unique = [...new Map(instances.map((one) => [one.uid, one])).values()];
  const isNumbered = unique.every(({ number }) => number !== undefined);
  const listed = isNumbered ? unique.sort((a, b) => Number(a.number) - Number(b.number)) : unique;
  const [first, middle] = [listed[0], listed[Math.max(0, Math.ceil(listed.length / 2) - 1)]];
  return {
    ...series,
    modality: series.modality || modalityOf(first?.sopClass),
    instanceCount: Math.max(listed.length, series.instanceCount ?? 0),
    listed,
    ...(first && { firstInstance: first.uid }),
    ...(middle && { middleInstance: middle.uid }),
  };
}

/** Series that are listed in several places are one, with the instances of all of them. */
export function eachOnce(series: readonly Series[]): readonly Series[] {
  const byUid = new Map<string, Series[]>();
  for (const one of series) {
    const same = byUid.get(one.uid);
    if (same) same.push(one);
    else byUid.set(one.uid, [one]);
  }
  return [...byUid.values()].flatMap((same) =>
    same.length > 1
      ? listedInOrder(
          Object.assign({}, ...[...same].reverse()) as Series,
          same.flatMap(({ listed = [] }) => listed),
        )
      : same,
  );
}

interface Header {
  readonly uid: StudyUid;
  readonly started: string | undefined;
  readonly description: string | undefined;
  readonly accessions: readonly string[];
}

/** A study as a manifest that says no more than this has it. */
export function studyListed(header: Header, series: readonly Series[]): Study {
  const { uid, started, description } = header;
  const accessions = [...new Set(header.accessions)];
  return {
    uid,
    ...(started !== undefined && { started }),
    ...(description !== undefined && { description }),
    modalities: [...new Set(series.map(({ modality }) => modality).filter(Boolean))],
    ...(accessions[0] !== undefined && { accessionNumber: accessions[0] }),
    ...(accessions.length > 1 && { accessionNumbers: accessions }),
    ...counted(series),
    heldBy: [],
    inRecord: true,
  };
}

/** The series and their number, and that of all instances. */
export const counted = (series: readonly Series[]) => ({
  series,
  seriesCount: series.length,
  instanceCount: series.reduce((sum, { instanceCount = 0 }) => sum + instanceCount, 0),
});
