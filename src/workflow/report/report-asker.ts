import { fromCallback } from 'xstate';
import type { ArchiveId } from '../../domain/ids';
import type { Remote } from '../../domain/knowledge/remote';
import { mergedObjects, type StudyObjects } from '../../domain/objects/study-objects';
import { objectsAnswer } from '../../domain/list/report-evidence';
import type { Archive } from '../../domain/ports/archive';
import type { Result } from '../../domain/problem';
import type { ReportInput } from './report-context';
import type { ReportEvent } from './report-events';

export type ObjectsAsk = {
  readonly type: 'ask';
  readonly archives: readonly Archive[];
  /** What was known before stays where no newer answer comes */
  readonly again?: 'again';
};

/** Asks archives for what they hold beside the pictures, each for itself. Stopping drops what is still to come. */
export const objectsAsker = fromCallback<ObjectsAsk, ReportInput, ReportEvent>(
  ({ input, sendBack, receive }) => {
    const { open, clock } = input;
    let stopped = false;

    const tell = (archive: ArchiveId, answer: Remote<StudyObjects>) => {
      if (!stopped) sendBack({ type: 'objects.settled', archive, answer });
    };
    const settled = (asked: Promise<Result<StudyObjects>>) => asked.catch(() => 'aborted' as const);

    const ask = async (archive: Archive, again?: 'again') => {
      if (open === undefined) return;
      const holds = open.study.heldBy.includes(archive.id);
      const first = await settled(open.objectsAt(archive, again));
      if (first === 'aborted') return;
      if (!first.ok) return void (again || tell(archive.id, objectsAnswer(first, holds, clock.now())));
      // What is here is read at once; that it is all needs a look at the series of pictures as well.
      if (!again) tell(archive.id, { kind: 'asking', soFar: first.value });
      const elsewhere = await settled(open.objectsElsewhere(archive, first.value.lookedThrough));
      if (elsewhere === 'aborted' || (again && !elsewhere.ok)) return;
      const all = elsewhere.ok
        ? mergedObjects([first.value, elsewhere.value])
        : { ...first.value, problems: [...first.value.problems, elsewhere.problem] };
      tell(archive.id, objectsAnswer({ ok: true, value: all }, holds, clock.now()));
    };

    receive(({ archives, again }) => {
      for (const archive of archives) void ask(archive, again);
    });
    return () => {
      stopped = true;
    };
  },
);
