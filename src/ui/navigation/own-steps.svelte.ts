import { untrack } from 'svelte';
import type { StudyUid } from '../../domain/ids';
import { stepNow, stepTo } from './steps';

/** What Back and Forward walk over. */
interface Way {
  /** The study that is open now */
  readonly study: () => StudyUid | undefined;
  /** Somebody has touched anything: what opened by itself is where one began */
  readonly touched: () => boolean;
  readonly open: (study: StudyUid) => void;
  readonly leave: () => void;
}

/**
 * Each place that one comes to is a step of one's own.
 * @returns what goes where the history has gone
 */
export function ownSteps({ study, touched, open, leave }: Way): () => void {
  $effect(() => {
    const uid = study();
    untrack(() => {
      if (uid !== stepNow()?.study || !stepNow()) stepTo({ study: uid }, touched());
    });
  });
  return () => {
    const step = stepNow();
    if (step?.study === study()) return;
    if (step?.study) open(step.study);
    else leave();
  };
}
