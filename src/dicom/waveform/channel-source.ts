import { leadOfNumber, leadOfWords, type Lead } from '../../domain/waveform/leads';
import { itemOf, textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

export interface ChannelName {
  readonly name: string;
  readonly lead?: Lead;
  /** What the label says, where it names another lead than the code */
  readonly labelled?: string;
}

/**
 * What a channel is called, and which lead it is (PS3.3 C.10.9.1.4.1): by the code of its source, by that code's words, and
 * only where the source says nothing at all by its label. A label may be a number of the machine's, or of another lead.
 */
export function channelNameOf(channel: Dataset, number: number): ChannelName {
  const source = sourceOf(channel);
  const label = textOf(channel, Tag.ChannelLabel);
  const value = source && codeValueOf(source);
  const meaning = source && textOf(source, Tag.CodeMeaning);
  const lead =
    (value === undefined ? undefined : leadOfCode(value, source ?? {})) ??
    leadOfWords(meaning ?? value ?? label ?? '');
  const named = label === undefined ? undefined : leadOfWords(label);
  if (lead === undefined) return { name: label ?? meaning ?? value ?? `Channel ${number}` };
  return {
    name: lead,
    lead,
    ...(named !== undefined && named !== lead && label !== undefined && { labelled: label }),
  };
}

/** Which of the two code schemes it is, "unspecified lead" says nothing of the source (PS3.16 CID 3001). */
const UNSPECIFIED = /^(?:5\.6\.3-9-0+|2:0|MDC_ECG_LEAD_CONFIG|131072)$/;

function sourceOf(channel: Dataset): Dataset | undefined {
  const source = itemOf(channel, Tag.ChannelSourceSequence);
  return source && UNSPECIFIED.test(codeValueOf(source) ?? '') ? undefined : source;
}

const codeValueOf = (source: Dataset) =>
  textOf(source, Tag.CodeValue) ?? textOf(source, Tag.LongCodeValue) ?? textOf(source, Tag.URNCodeValue);

/** In the whole numbers of ISO/IEEE 11073 codes, leads stand in the partition of numbers from here on */
const PARTITION = 2 * 65_536;

/** PS3.16 CID 3001, and the SCP-ECG codes that it had before. */
function leadOfCode(value: string, source: Dataset): Lead | undefined {
  const scheme = textOf(source, Tag.CodingSchemeDesignator) ?? '';
  const scp = /^5\.6\.3-9-(\d+)$/.exec(value);
  if (scp) return leadOfNumber(Number(scp[1]));
  if (!/^(MDC|ISO ?IEEE|11073)/i.test(scheme)) return undefined;
  const name = /^MDC_ECG_LEAD_(\w+)$/i.exec(value);
  if (name) return leadOfWords(name[1] ?? '');
  const number = /^2:(\d+)$/.exec(value)?.[1];
  if (number !== undefined) return leadOfNumber(Number(number));
  const whole = /^\d+$/.test(value) ? Number(value) - PARTITION : NaN;
  return whole > 0 && whole < 65_536 ? leadOfNumber(whole) : undefined;
}
