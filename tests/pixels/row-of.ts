import type { ServedFile } from './archive';
import type { PipelineInBrowser } from './browser';
import { comparedWith, Refusal } from './compare';
import { rawOf } from './raw';
import type { Row } from './row';

/** One file through the pipeline and the reference tools. Never throws: what goes wrong is the row's remark. */
export async function rowOf(
  browser: PipelineInBrowser,
  root: string,
  { file, place, refused, dataset }: ServedFile,
  folder: string,
): Promise<Row> {
  const nothing = { reference: '', frames: '', stored: '', screen: '' };
  const { name, sha256, transferSyntax, photometric } = file;
  const common = { file: name, sha256, transferSyntax, photometric, ...nothing };
  if (!place) return { ...common, result: file.size ? 'refused' : 'no picture', remark: `archive: ${refused ?? ''}` };
  try {
    const opened = await browser.open({ root, place });
    if (opened.kind === 'refused')
      return { ...common, result: file.size ? 'wrong' : 'no picture', remark: opened.why };
    const reference = rawOf(file, folder);
    if (!reference.ok) return { ...common, result: 'wrong', remark: `no reference: ${reference.why}` };
    const compared = await comparedWith(browser, reference.raw, dataset, opened.frames);
    const { stored, screen, frames, screens, kind, lossy, min, max, what } = compared;
    const inRange = !file.range || kind === 'colour' || (Math.abs(file.range[0] - min) < 1e-6 && Math.abs(file.range[1] - max) < 1e-6);
    const right = (stored ?? 99) <= (lossy || kind === 'colour' ? 2 : 0) && (screen ?? 99) <= (lossy || kind === 'colour' ? 2 : 1) && inRange;
    return {
      ...common,
      reference: reference.raw.by,
      frames: `${frames}/${screens}`,
      stored: String(stored),
      screen: String(screen),
      result: right ? 'right' : 'wrong',
      remark: inRange ? what : `${what}; range ${min}..${max} not ${file.range?.join('..')}`,
    };
  } catch (error) {
    const remark = error instanceof Error ? error.message : String(error);
    return { ...common, result: 'wrong', remark: error instanceof Refusal ? `refused: ${remark}` : remark };
  }
}
