import type { StudyRow } from './study-rows';

/** What of the list is wanted; an empty text or an absent part wants everything. */
export interface StudyFilter {
  readonly text: string;
  readonly modality?: string;
  readonly bodyPart?: string;
  readonly place?: string;
  readonly fromYear?: number;
  readonly toYear?: number;
}

export const everything: StudyFilter = { text: '' };

export const isFiltering = (filter: StudyFilter): boolean =>
  filter.text.trim() !== '' ||
  Object.entries(filter).some(([key, value]) => key !== 'text' && value !== undefined);

/** Rows that match everything asked for; every word of the text must be somewhere. A study without a year is in none. */
export function filtered(rows: readonly StudyRow[], filter: StudyFilter): readonly StudyRow[] {
  // The words of thousands of rows are made where they are asked for alone.
  if (!isFiltering(filter)) return rows;
  const typed = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { modality, bodyPart, place, fromYear, toYear } = filter;
  return rows.filter(
    ({ year, words }) =>
      typed.every((word) => words.search.includes(word)) &&
      (modality === undefined || words.modality === modality) &&
      (bodyPart === undefined || words.bodyPart === bodyPart) &&
      (place === undefined || words.places.includes(place)) &&
      (fromYear === undefined || (year !== undefined && year >= fromYear)) &&
      (toYear === undefined || (year !== undefined && year <= toYear)),
  );
}

export interface FilterChoices {
  readonly modalities: readonly string[];
  readonly bodyParts: readonly string[];
  readonly places: readonly string[];
  /** Newest first */
  readonly years: readonly number[];
}

/** What can be chosen: only what the list holds. */
export function choicesOf(rows: readonly StudyRow[]): FilterChoices {
  // By their letters: a collator takes longer to start than the whole list does to be drawn.
  const sorted = (values: readonly string[]) => [...new Set(values)].sort();
  const years = rows.flatMap(({ year }) => (year === undefined ? [] : [year]));
  return {
    modalities: sorted(rows.map(({ words }) => words.modality)),
    bodyParts: sorted(rows.flatMap(({ words }) => words.bodyPart ?? [])),
    places: sorted(rows.flatMap(({ words }) => words.places)),
    years: [...new Set(years)].sort((a, b) => b - a),
  };
}
