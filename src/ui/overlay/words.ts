import { dateWords } from '../../texts/en/dates';
import type { Entry } from './drawings.svelte';
import type { Maker } from '../../domain/overlay/overlay';
import type { DrawnOverlay, Legend, OverlayValues } from '../../domain/ports/drawings';
import type { Rgb } from '../../domain/presentation/presentation-state';
import { overlayTexts as texts } from '../../texts/en/overlay';
import { nameWords } from '../../texts/en/patients';

export const rgb = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** Who made it, with which device and program, and when; said where it is not known. */
export function makerWords({ person, manufacturer, model, software, made }: Maker): string {
  const program = [model, software].filter(Boolean).join(' ');
  const parts = [person && nameWords(person), program, manufacturer, dateWords(made)].filter(
    (one): one is string => one !== undefined && one !== '',
  );
  return parts.length > 0 ? texts.made(parts) : texts.makerUnknown;
}

/** What is seen of an overlay in one picture: its parts with who decided where their edges are, and why it is there. */
export function drawnWords(
  { kind, instance, isNamed }: Pick<Entry, 'kind' | 'instance' | 'isNamed'>,
  { parts }: Legend,
  drawn: Extract<DrawnOverlay, { ok: true }>,
  hidden: readonly number[],
): string {
  const seen = parts.filter(({ number }) => drawn.parts.includes(number) && !hidden.includes(number));
  const [first] = seen;
  const isOneHand =
    first && seen.every(({ by, algorithm }) => by === first.by && algorithm === first.algorithm);
  const labels = seen.map(({ label, by, algorithm }) =>
    isOneHand ? label : texts.partBy(label, texts.byWhat(by, algorithm)),
  );
  return texts.over(
    [
      texts.name(kind, instance.seriesDescription ?? ''),
      labels.length > 0 && texts.listed(labels),
      first && isOneHand && texts.byWhat(first.by, first.algorithm),
      isNamed && texts.namedShort,
    ].filter((one) => one !== false && one !== undefined),
  );
}

/** What an overlay says of one place. */
export function valueWords(
  { kind, parts, dose, map }: Legend,
  { parts: found, values }: OverlayValues,
): string {
  if (kind === 'dose' && dose) {
    const [value] = values;
    return value === undefined ? texts.noDose : texts.dose(value, dose.unit);
  }
  if (kind === 'map' && map) {
    const words = map.quantities.flatMap((quantity, at) => {
      const value = values[at];
      return value === undefined ? [] : [texts.mapValue(value, quantity)];
    });
    return words.length > 0 ? words.join(' · ') : texts.noValue;
  }
  const words = found.map(({ number, share }) => {
    const part = parts.find((one) => one.number === number);
    return texts.partShare(part?.label ?? texts.unnamed(number), share);
  });
  return words.length > 0 ? texts.listed(words) : texts.nothingThere;
}
