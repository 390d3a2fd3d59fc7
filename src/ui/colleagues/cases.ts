import type { Meeting } from '../../domain/colleagues/meeting';
import { decodeView } from '../../domain/colleagues/view-code';
import type { Study } from '../../domain/study/study';
import { studyAmong } from '../../workflow/colleagues/open-view';

export interface CaseView {
  readonly code: string;
  /** From 0 */
  readonly case: number;
  /** Of this patient's list; absent where it is in none that is here */
  readonly study: Study | undefined;
}

export interface Case {
  readonly views: readonly CaseView[];
  /** One of its views is of this patient */
  readonly isOurs: boolean;
}

/** Whose each case is, as far as this patient's list tells. */
export const casesOf = (meeting: Meeting, studies: readonly Study[]): Promise<readonly Case[]> =>
  Promise.all(
    meeting.cases.map(async (codes, at) => {
      const views = await Promise.all(
        codes.map(async (code): Promise<CaseView> => {
          const sealed = decodeView(code);
          return { code, case: at, study: sealed && (await studyAmong(studies, sealed)) };
        }),
      );
      return { views, isOurs: views.some(({ study }) => study !== undefined) };
    }),
  );
