/** Work that may be interrupted wherever it yields: what is made is returned, in however many turns. */
export type Steps<Made> = Generator<void, Made, void>;

/** Work in steps, done in the turn it was begun in. */
export function atOnce<Made>(steps: Steps<Made>): Made {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
