export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of each that failed its name, and the first words of why */
  readonly failures?: readonly string[];
}

/** Keeps a command's total for the line over all commands. */
export function keepTotal(name: string, tally: Tally): void;
