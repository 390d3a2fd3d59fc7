export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Keeps a command's total for the line over all commands. */
export function keepTotal(name: string, tally: Tally): void;
