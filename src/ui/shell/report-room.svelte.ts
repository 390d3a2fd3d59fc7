import { reports as texts } from '../../texts/en/reports';
import { shellTexts } from '../../texts/en/shell';
import type { Study } from '../../domain/study/study';
import type { ReportActor } from '../../workflow/report/report.machine';
import { tip } from '../commands/keys';

/** What the screen shows, and what decides of the report's room. */
interface Seen {
  readonly study: Study | undefined;
  /** A second study stands beside it */
  readonly isCompared: boolean;
  /** Some picture is on the screen */
  readonly isPainted: boolean;
  /** Of the report's machine; absent before it is there */
  readonly report: ReturnType<ReportActor['getSnapshot']> | undefined;
}

/** What stands in the line of a report that has nothing to be read yet, or at all. */
const SAID = {
  loading: 'asking',
  untold: 'notTold',
  pending: 'pending',
  empty: 'empty',
  withheld: 'withheld',
  failed: 'notFetched',
} as const;

/**
 * Whether the report of the open study has a line instead of a pane: where there is none, and beside curves, which are as wide as
 * paper, until one is known. Once something is painted nothing moves, whatever is learned, but by a person's wish.
 */
export function reportRoom(seen: () => Seen) {
  /** The study whose report has a line */
  let line = $state.raw<string>();
  /** A person has the screen of this study laid out anew in any case */
  let relaid = $state.raw<string>();
  /** A person wants this study's report beside the pictures, whatever is known of it */
  let wanted = $state.raw<string>();

  const state = $derived(seen().report?.value ?? 'loading');
  $effect.pre(() => {
    const { study, isCompared, isPainted } = seen();
    if (!study || isCompared) line = undefined;
    else if (!isPainted || relaid === study.uid) {
      // Before its pictures came a study's own words are all there is to tell curves by.
      const waits = state === 'loading' && study.modalities.includes('ECG') && wanted !== study.uid;
      line = state === 'absent' || waits ? study.uid : undefined;
    }
  });
  return {
    get isLine() {
      return line !== undefined;
    },
    /** What the line says, in place of the pane's own words, which say that there is none */
    get told() {
      if (line === undefined || state === 'absent') return undefined;
      if (typeof state === 'string' && state in SAID) return texts[SAID[state as keyof typeof SAID]];
      return tip('report', shellTexts.fold.report(false));
    },
    /** What a person has asked for changes what is beside the report in any case */
    relay: () => (relaid = seen().study?.uid),
    /** A person wants what is known of the report beside the pictures */
    read() {
      line = relaid = undefined;
      wanted = seen().study?.uid;
    },
  };
}
