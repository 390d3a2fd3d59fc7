import type { Measurement } from './measurement';
import { quantityWords, valueWords, type Quantity } from './quantity';

/** The lines of a label on the picture: numbers, and once for all of them that share it the basis. */
export function labelLines({ outcome }: Pick<Measurement, 'outcome'>): readonly string[] {
  if (outcome.kind === 'refused') return [`Not measured: ${outcome.why}`];
  return byBasis(outcome.quantities).flatMap(({ basis, quantities }) => [
    quantities.length === 1 && quantities[0]
      ? valueWords(quantities[0])
      : quantities.map((one) => `${one.name} ${valueWords(one)}`).join(', '),
    basis,
  ]);
}

interface Shared {
  readonly basis: string;
  readonly quantities: readonly Quantity[];
}

function byBasis(quantities: readonly Quantity[]): readonly Shared[] {
  const groups = new Map<string, Quantity[]>();
  for (const one of quantities) groups.set(one.basis, [...(groups.get(one.basis) ?? []), one]);
  return [...groups].map(([basis, group]) => ({ basis, quantities: group }));
}

/** One line for the numbers that share a basis, which is said once: "Mean 41.2 HU, SD 3.1 HU, each as the scanner gives it". */
export const basisLines = (quantities: readonly Quantity[]): readonly string[] =>
  byBasis(quantities).map(({ basis, quantities: group }) => {
    const numbers = group.map((one) => `${one.name} ${valueWords(one)}`).join(', ');
    return `${numbers}, ${group.length > 1 ? `each ${basis}` : basis}`;
  });

/** In one sentence, for lists and screen readers: "Length 1: Length 12.4 mm, in the patient". */
export function measurementWords({ label, outcome }: Pick<Measurement, 'label' | 'outcome'>): string {
  if (outcome.kind === 'refused') return `${label}: not measured, because ${outcome.why}`;
  return `${label}: ${[...outcome.quantities.map(quantityWords), ...outcome.notes].join('; ')}`;
}

/**
 * Measurements as text to be pasted: every number with its basis, and what the text is not.
 *
 * @param placeOf the picture in words: "CT chest, 12-Mar-2026, series 2, image 31"
 */
export function measurementsText(
  measurements: readonly Measurement[],
  placeOf: (measurement: Measurement) => string,
): string {
  return [
    ...measurements.map((one) => `${measurementWords(one)} [${placeOf(one)}]`),
    'Measured for review – not for primary diagnosis',
  ].join('\n');
}
