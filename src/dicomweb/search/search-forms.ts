import type { Result } from '../../domain/problem';
import { askInForms, type ServerCapabilities } from '../../http/question-forms';
import type { FieldsForm } from '../requests/services';
import type { JsonAnswer } from '../requests/json-answer';
import type { Requests } from '../requests/request';

/** How a search is put: archives refuse parameters that they do not know, and limits above their own. */
interface SearchForm {
  readonly limit?: number;
  readonly fields?: FieldsForm;
}

const FORMS: readonly [SearchForm, ...SearchForm[]] = [
  { limit: 500, fields: 'repeated' },
  { limit: 100, fields: 'repeated' },
  { limit: 100, fields: 'list' },
  { fields: 'repeated' },
  { limit: 100 },
  {},
];

/** One page of a search, and the limit it was asked with. */
export interface Page extends JsonAnswer {
  readonly limit?: number;
}

interface Search {
  /** Studies or series: what refuses the one may take the other */
  readonly kind: string;
  /** What it looks for */
  readonly match: Readonly<Record<string, string>>;
  /** Attributes beyond those that every archive answers with */
  readonly fields: readonly string[];
  readonly ask: (query: Readonly<Record<string, string>>, fields?: FieldsForm) => Promise<Result<JsonAnswer>>;
}

const begun = (kind: string) => `search ${kind}`;

/** What an archive has against a limit, it has in every search: another kind begins with the smaller one. */
function beginWhereOthersWere({ forms }: ServerCapabilities, kind: string): void {
  const isRefused = [...forms].some(([other, at]) => other.startsWith(begun('')) && at > 0);
  if (isRefused && !forms.has(begun(kind))) forms.set(begun(kind), 1);
}

/**
 * One page of a search (PS3.18 §8.3.4) in the fullest form that the archive takes: with a limit and further attributes,
 * with a smaller limit, and without either. What was refused is remembered.
 * @param offset asked for only where it is not 0: the plainest question is the first page's
 */
export async function searchPage(
  { capabilities }: Pick<Requests, 'capabilities'>,
  { kind, match, fields, ask }: Search,
  offset: number,
): Promise<Result<Page>> {
  beginWhereOthersWere(capabilities, kind);
  return askInForms(capabilities, begun(kind), FORMS, async (form): Promise<Result<Page>> => {
    const { limit } = form;
    const answer = await ask(
      {
        ...match,
        ...(form.fields && { includefield: fields.join(',') }),
        ...(limit !== undefined && { limit: String(limit) }),
        ...(offset > 0 && { offset: String(offset) }),
      },
      form.fields,
    );
    return answer.ok
      ? { ok: true, value: { ...answer.value, ...(limit !== undefined && { limit }) } }
      : answer;
  });
}
