import type { ReportAuthor } from '../../domain/report/report';
import { itemOf, itemsOf, textOf, type Dataset } from '../dataset';
import { codeFrom, isDcm } from '../code';
import type { ContentItem } from './content';
import { personWords } from './words';
import * as Tag from '../tags';

/**
 * Who wrote and who verified a document: Verifying Observer, Author Observer and Participant Sequences (PS3.3 C.17.2),
 * and the observers that its content names (TID 1002, 1003, and the names writers had for them before).
 */
export function authorsOf(document: Dataset, context: readonly ContentItem[]): readonly ReportAuthor[] {
  const authors = [
    ...itemsOf(document, Tag.VerifyingObserverSequence).map(verifier),
    ...itemsOf(document, Tag.ParticipantSequence).map(participant),
    ...itemsOf(document, Tag.AuthorObserverSequence).map((item) => person(item, false)),
    ...observers(context),
  ].filter((author) => author !== undefined && !/^unknown( unknown)?$/i.test(author.name));
  const byName = new Map<string, ReportAuthor>();
  for (const author of authors) if (author) byName.set(author.name, merged(byName.get(author.name), author));
  return [...byName.values()];
}

function merged(known: ReportAuthor | undefined, author: ReportAuthor): ReportAuthor {
  return known ? { ...author, ...known, verifies: known.verifies || author.verifies } : author;
}

function verifier(item: Dataset): ReportAuthor | undefined {
  const name = personWords(item, Tag.VerifyingObserverName);
  const organisation = textOf(item, Tag.VerifyingOrganization);
  return name === undefined
    ? undefined
    : {
        name,
        ...(organisation && { organisation }),
        ...registration(item, Tag.VerifyingObserverIdentificationCodeSequence),
        verifies: true,
      };
}

/** Identified Person or Device Macro; devices are no authors */
function person(item: Dataset, verifies: boolean): ReportAuthor | undefined {
  const name = personWords(item, Tag.PersonName);
  const organisation = textOf(item, Tag.InstitutionName);
  return name === undefined
    ? undefined
    : {
        name,
        ...(organisation && { organisation }),
        ...registration(item, Tag.PersonIdentificationCodeSequence),
        verifies,
      };
}

/** ATTEST answers for it in law; SOURCE and ENT gave and entered it. */
const participant = (item: Dataset) => person(item, textOf(item, Tag.ParticipationType) === 'ATTEST');

/** `GMC 1234567`: a code whose scheme is the register */
function registration(item: Dataset, tag: string): Pick<ReportAuthor, 'registration'> {
  const code = itemOf(item, tag) && codeFrom(item, tag);
  return code && code.value !== ''
    ? { registration: [code.scheme, code.value].filter(Boolean).join(' ') }
    : {};
}

/** Person Observer Name, and what follows it until the next */
function observers(context: readonly ContentItem[]): readonly ReportAuthor[] {
  const found: { name: string; role?: string; organisation?: string }[] = [];
  for (const item of context.flatMap((one) => [one, ...one.children])) {
    const said = isName(item) || isOrganisation(item) || isRole(item) ? wordsOf(item) : undefined;
    if (said === undefined) continue;
    const current = found.at(-1);
    if (isName(item)) found.push({ name: said });
    else if (current && isOrganisation(item)) current.organisation ??= said;
    else if (current && isRole(item)) current.role ??= said;
  }
  return found.map((observer) => ({ ...observer, verifies: false }));
}

const wordsOf = ({ dataset }: ContentItem) =>
  personWords(dataset, Tag.PersonName) ??
  textOf(dataset, Tag.TextValue) ??
  codeFrom(dataset, Tag.ConceptCodeSequence)?.meaning;

const isName = ({ valueType, concept }: ContentItem) => valueType === 'PNAME' || isDcm(concept, '121008');
const isOrganisation = ({ concept }: ContentItem) =>
  isDcm(concept, '121009') || isOrganisationName(concept?.meaning.toLowerCase() ?? '');
function isOrganisationName(meaning: string): boolean {
  const observer = meaning.indexOf('observer');
  return observer >= 0 && /organi[sz]ation name/.test(meaning.slice(observer));
}
const isRole = ({ concept }: ContentItem) => isDcm(concept, '121010', '121011');

/** Whether an item of the root's context is said with the authors, and need not be said again. */
export const isObserver = (item: ContentItem): boolean =>
  item.relationship === 'HAS OBS CONTEXT' &&
  (isName(item) || isOrganisation(item) || isRole(item) || isDcm(item.concept, '121005'));
