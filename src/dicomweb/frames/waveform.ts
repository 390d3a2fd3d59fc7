import type { Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Instance } from '../../domain/study/study';
import type { Waveform } from '../../domain/waveform/waveform';
import type { BulkData } from '../../dicom/dataset';
import type { Part10 } from '../../dicom/part10/file';
import { hasSamples, waveformFrom, waveformUris } from '../../dicom/waveform/waveform';
import { settled } from '../../http/failure';
import { addressesOf } from '../requests/addresses';
import { octetsAt } from '../requests/octets';
import type { Requests } from '../requests/request';
import type { WholeStudies } from '../whole-studies/whole-studies';
import { checkIdentity, objectHere, wholeObject } from './whole-frames';

/** Bytes of one group: a day and night of three channels has half as many */
const LARGEST = 256 * 1024 * 1024;

const NOTHING: BulkData = new Map();

/**
 * The curves of an instance: out of an object that is here, out of its metadata with the samples that lie in them or at
 * the addresses they give, else out of the whole object. Rejects only with the signal's reason.
 */
export async function retrieveWaveform(
  requests: Requests,
  whole: WholeStudies,
  instance: Instance,
  signal: AbortSignal,
): Promise<Result<Waveform>> {
  const here = objectHere(whole, instance);
  if (here) return fromObject(here, instance, requests);
  const described = instance.waveform;
  const fetched = described ? await samplesOf(requests, instance, waveformUris(described), signal) : NOTHING;
  if (described && hasSamples(described, fetched)) return ok(waveformFrom(described, fetched));
  const object = await wholeObject(requests, whole, instance, signal);
  if (object.ok) return fromObject(object.value, instance, requests);
  // One group that does not come costs itself.
  const some = waveformFrom(described ?? {}, fetched);
  return some.groups.some(({ fault }) => fault === undefined) ? ok(some) : object;
}

function fromObject(object: Part10, instance: Instance, { archive }: Requests): Promise<Result<Waveform>> {
  return settled(async () => {
    checkIdentity(object, instance, archive);
    return waveformFrom(object.dataset, NOTHING);
  });
}

/** What does not come is left out: the whole object may have it. */
async function samplesOf(
  requests: Requests,
  { study, series, uid }: Instance,
  uris: readonly string[],
  signal: AbortSignal,
): Promise<BulkData> {
  // What stands in a series' metadata is relative to the series; some archives mean the instance.
  const ofSeries = ['studies', study, 'series', series];
  const bases = [
    [...ofSeries, ''],
    [...ofSeries, 'instances', uid, ''],
  ].map(requests.address);
  const found = new Map<string, Uint8Array>();
  for (const uri of new Set(uris)) {
    const named = bases.flatMap((base) => addressesOf(requests, uri, base, study));
    const addresses = named.filter(({ href }, at) => named.findIndex((one) => one.href === href) === at);
    const octets = await octetsAt(requests, addresses, LARGEST, signal);
    if (octets.ok) found.set(uri, octets.value);
  }
  return found;
}
