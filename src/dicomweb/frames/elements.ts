import type { Result } from '../../domain/problem';
import { ok } from '../../domain/problem';
import type { Instance } from '../../domain/study/study';
import type { Dataset } from '../../dicom/dataset';
import { Failure, settled } from '../../http/failure';
import { accepting } from '../requests/accepting';
import { datasetsOf } from '../requests/json-answer';
import type { Requests } from '../requests/request';
import type { WholeStudies } from '../whole-studies/whole-studies';
import { objectHere, wholeObject } from './whole-frames';

/**
 * What an object says of itself, without its bulk: out of the object where that is here, or where its archive gives nothing
 * less. Rejects only with the signal's reason.
 */
export async function retrieveElements(
  requests: Requests,
  whole: WholeStudies,
  instance: Instance,
  signal: AbortSignal,
): Promise<Result<Dataset>> {
  const here = objectHere(whole, instance);
  if (here) return ok(here.dataset);
  const { study, series, uid } = instance;
  const path = ['studies', study, 'series', series, 'instances', uid, 'metadata'];
  const answer = await accepting(
    requests,
    'metadata',
    requests.address(path),
    ['application/dicom+json', '*/*'],
    signal,
  );
  if (answer.ok)
    return settled(async () => {
      const { datasets } = await datasetsOf(answer.value);
      const [dataset] = datasets;
      if (!dataset) throw new Failure({ kind: 'not-found', where: answer.value.where });
      return dataset;
    });
  if (!whole.offersOf(instance.archive).mayLack('metadata', answer.problem)) return answer;
  const object = await wholeObject(requests, whole, instance, signal);
  return object.ok ? ok(object.value.dataset) : answer;
}
