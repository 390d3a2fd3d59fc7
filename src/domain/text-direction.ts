/** Embeddings, overrides and isolates, and what ends them (Unicode UAX #9): in a name they only turn its surroundings round */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text without the characters that set a direction by hand. What letters it has says it well enough. */
export const withoutDirection = (text: string): string => text.replace(DIRECTION, '');
