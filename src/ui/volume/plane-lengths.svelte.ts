import type { Vector } from '../../domain/study/study';
import { millimetres, type PlaneLength } from '../../domain/volume/length';

/** The lengths that are drawn on planes. @param crosshair where an end is put by keys */
export function planeLengths(crosshair: () => Vector) {
  let lengths = $state.raw<readonly PlaneLength[]>([]);
  let draft = $state.raw<PlaneLength>();
  /** The first end of a length that is put down by keys */
  let end = $state.raw<Vector>();
  let measuring = $state(false);

  function measure(length: PlaneLength, isDone: boolean) {
    draft = isDone ? undefined : length;
    if (isDone && millimetres(length) > 0) lengths = [...lengths, length];
  }

  return {
    measure,
    get measuring() {
      return measuring;
    },
    set measuring(is: boolean) {
      measuring = is;
    },
    get isEmpty() {
      return lengths.length === 0;
    },
    get shown(): readonly PlaneLength[] {
      return [
        ...lengths,
        ...(draft ? [draft] : []),
        ...(end && measuring ? [{ from: end, to: crosshair() }] : []),
      ];
    },
    putEnd() {
      if (end) measure({ from: end, to: crosshair() }, true);
      end = end ? undefined : crosshair();
    },
    remove() {
      lengths = [];
      end = undefined;
    },
  };
}
