import { words } from '../resource/coded';
import { object, objects, text, type Json } from '../resource/json';

/** An Observation's or a component's value with its unit, in words; why there is none, where that is said. */
export function valueOf(observation: Json): string | undefined {
  const value = Object.entries(observation).find(([name]) => /^value[A-Z]/.test(name));
  const written = value && inWords(value[0], value[1]);
  if (written !== undefined) return written;
  const reason = words(observation['dataAbsentReason']);
  return reason === undefined ? undefined : `No value: ${reason.toLowerCase()}`;
}

function inWords(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'valueQuantity':
      return quantity(value);
    case 'valueCodeableConcept':
      return words(value);
    case 'valueBoolean':
      return value === true ? 'Yes' : value === false ? 'No' : undefined;
    case 'valueInteger':
      return typeof value === 'number' ? String(value) : undefined;
    case 'valueRange':
      return range(object(value)?.['low'], object(value)?.['high']);
    case 'valueRatio':
      return ratio(object(value));
    case 'valuePeriod':
      return (
        [text(object(value)?.['start']), text(object(value)?.['end'])].filter(Boolean).join(' – ') ||
        undefined
      );
    case 'valueSampledData':
    case 'valueAttachment':
      return '[not shown]';
    case 'valueReference':
      return text(object(value)?.['display']);
    default:
      return text(value);
  }
}

/** `< 5 mm`: the comparator is part of the value and never lost (R4 2.24.0.6). */
function quantity(value: unknown): string | undefined {
  const { value: number, comparator, unit, code } = object(value) ?? {};
  if (typeof number !== 'number') return undefined;
  return [text(comparator), String(number), text(unit) ?? text(code)].filter(Boolean).join(' ');
}

function range(low: unknown, high: unknown): string | undefined {
  const [from, to] = [quantity(low), quantity(high)];
  if (from !== undefined && to !== undefined) return `${from} – ${to}`;
  return from !== undefined ? `≥ ${from}` : to !== undefined ? `≤ ${to}` : undefined;
}

function ratio(value: Json | undefined): string | undefined {
  const [above, below] = [quantity(value?.['numerator']), quantity(value?.['denominator'])];
  return above !== undefined && below !== undefined ? `${above} : ${below}` : undefined;
}

/** Reference ranges as the laboratory or department says them, their own words first. */
export const rangeOf = (observation: Json): string =>
  objects(observation['referenceRange'])
    .flatMap((each) => text(each['text']) ?? range(each['low'], each['high']) ?? [])
    .join('; ');

/** R4 a list of concepts */
export const interpretationOf = (observation: Json): string =>
  objects(observation['interpretation'])
    .flatMap((each) => words(each) ?? [])
    .join('; ');
