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
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { modality, bodyPart, place, fromYear, toYear } = filter;
  return rows.filter(
    (row) =>
      words.every((word) => row.search.includes(word)) &&
      (modality === undefined || row.modality === modality) &&
      (bodyPart === undefined || row.bodyPart === bodyPart) &&
      (place === undefined || row.places.includes(place)) &&
      (fromYear === undefined || (row.year !== undefined && row.year >= fromYear)) &&
      (toYear === undefined || (row.year !== undefined && row.year <= toYear)),
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
    modalities: sorted(rows.map(({ modality }) => modality)),
    bodyParts: sorted(rows.flatMap(({ bodyPart }) => bodyPart ?? [])),
    places: sorted(rows.flatMap(({ places }) => places)),
    years: [...new Set(years)].sort((a, b) => b - a),
  };
}
