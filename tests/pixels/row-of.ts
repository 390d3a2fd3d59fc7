import type { ServedFile } from './archive';
import type { PipelineInBrowser } from './browser';
import { comparedWith } from './compare';
import { referenceOf } from './raw';
import type { Row } from './row';
import { SETTLED } from './settled';
import { verdictOf } from './verdict';

/** One file through the pipeline and the reference tools. Never throws: what goes wrong is the row's remark. */
export async function rowOf(
  browser: PipelineInBrowser,
  root: string,
  { file, place, refused, dataset }: ServedFile,
  folder: string,
): Promise<Row> {
  const { name, sha256, transferSyntax, photometric } = file;
  const settled = SETTLED[name];
  const why = settled ? `; settled: ${settled.why}` : '';
  const isPicture = file.size !== '';
  const row = (result: Row['result'], remark: string, compared: Partial<Row> = {}): Row => ({
    file: name,
    sha256,
    transferSyntax,
    photometric,
    reference: '',
    frames: '',
    stored: '',
    screen: '',
    ...compared,
    result,
    // Where the tools worked is another folder each time.
    remark: `${remark.replaceAll(`${folder}/`, '')}${why}`,
  });
  const refusal = (remark: string) =>
    row(!isPicture ? 'no picture' : settled?.what === 'refused' ? 'refused' : 'wrong', remark);
  if (!place) return refusal(`the archive does not take it: ${refused ?? ''}`);
  try {
    const opened = await browser.open({ root, place });
    const referred = referenceOf(file, dataset, folder);
    const isEmpty = referred.ok && referred.reference.frames === 0;
    if (opened.kind === 'refused' && isEmpty) return row('no picture', opened.why);
    if (opened.kind === 'refused') return refusal(opened.why);
    if (!referred.ok || isEmpty) {
      const { answer } = await browser.decoded(1);
      const no = referred.ok ? 'there are no pixel data' : `no tool decodes it (${referred.why})`;
      const shown = answer.kind === 'refused' ? JSON.stringify(answer.problem) : 'a picture';
      return row(answer.kind === 'refused' ? 'refused' : 'wrong', `${no}; shown is ${shown}`);
    }
    const outcomes = await comparedWith(browser, referred.reference, dataset, opened.frames);
    const { isRight, remark, ...verdict } = verdictOf(
      outcomes,
      file,
      new Set(settled && settled.what !== 'refused' ? [settled.what] : []),
    );
    return row(isRight ? 'right' : 'wrong', remark, { ...verdict, reference: referred.reference.by });
  } catch (error) {
    return row('wrong', error instanceof Error ? error.message : String(error));
  }
}
