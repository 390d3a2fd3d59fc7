import { html } from 'hono/html';
import { nameWords } from '../../src/texts/en/patients';
import type { Catalogue, CatalogueStudy } from '../catalogue';
import type { Html } from './page';

/** Something to be seen, and where. */
export interface Sight {
  /** "A final report beside its key images" */
  readonly what: string;
  readonly personId: string;
  /** The study that shows it; where absent, the launch chooses */
  readonly study?: (study: CatalogueStudy) => boolean;
  /** The scenario in which it shows */
  readonly scenario?: string;
}

const described = (pattern: RegExp) => (study: CatalogueStudy) => pattern.test(study.description);
const holds = (modality: string) => (study: CatalogueStudy) => study.modalities.includes(modality);

/** Reports of every kind and state, and what goes with them. */
export const sights: readonly Sight[] = [
  { what: 'A final report beside its pictures', personId: 'aria-smith' },
  {
    what: 'Key images, with presentation states to choose from',
    personId: 'aria-smith',
    study: holds('KO'),
  },
  { what: 'Measurements (DICOM SR, TID 1500)', personId: 'aria-smith', study: holds('SR') },
  { what: 'Imaging that is requested and booked', personId: 'aria-smith' },
  { what: 'Imaging that is requested, with no date yet', personId: 'ines-quillfeather' },
  {
    what: 'Requests and results: booked, overdue, not attended, cancelled, reported',
    personId: 'tamsin-orrell',
  },
  { what: 'A long report that names many images', personId: 'edmund-thistlewood', study: holds('CT') },
  { what: 'A report in HTML', personId: 'ines-quillfeather', study: described(/^MR Head/) },
  { what: 'A report that is a PDF only', personId: 'tomas-fennimore', study: holds('DOC') },
  {
    what: 'A report that only the archive has (DICOM SR)',
    personId: 'osric-vane',
    study: holds('SR'),
  },
  {
    what: 'An amended report, and what it replaced',
    personId: 'osric-vane',
    study: ({ report }) => report?.status === 'amended',
  },
  {
    what: 'A preliminary report',
    personId: 'jory-pikestaff',
    study: ({ report }) => report?.status === 'preliminary',
  },
  { what: 'No report', personId: 'baby-larkspur', study: ({ report }) => report === undefined },
  { what: 'Reports that are withheld', personId: 'aria-smith', scenario: 'reports-withheld' },
  { what: 'Reports that do not answer', personId: 'aria-smith', scenario: 'reports-down' },
  { what: 'An ECG, drawn to scale, with calipers', personId: 'merrin-tolverne', study: holds('ECG') },
  { what: 'A PET-CT: press Shift F for fusion', personId: 'pascoe-trewin', study: holds('PT') },
  { what: 'A gated heart scan', personId: 'pascoe-trewin', study: holds('NM') },
  { what: 'A whole slide, from all of it to a nucleus', personId: 'wilmot-ashgrove', study: holds('SM') },
  { what: 'Segments, contours and a dose over a CT', personId: 'wystan-harkaway', study: holds('RTDOSE') },
  { what: 'A video, beside its report', personId: 'isla-fernsby', study: holds('ES') },
  {
    what: 'A hospital that sends whole studies only',
    personId: 'osric-vane',
    scenario: 'wigan-whole-studies-only',
  },
];

/** Pictures beside one another. */
export const comparisons: readonly Sight[] = [
  { what: 'A mammogram in four views, and the round before (C)', personId: 'wren-hollowell' },
  {
    what: 'Slices that cross: put two series side by side, join them (J), see the lines (X)',
    personId: 'ines-quillfeather',
    study: described(/^MR Head/),
  },
  { what: 'A chest X-ray and an earlier one (C)', personId: 'aria-smith', study: described(/^XR Chest/) },
  {
    what: 'A CT and an earlier one (C), joined by offset (J)',
    personId: 'bram-oakfield',
    study: holds('CT'),
  },
];

/** The address at the record that launches into a sight; `undefined` where the catalogue does not hold it. */
export function addressOf(
  { personId, study, scenario }: Sight,
  { people, studies }: Catalogue,
): string | undefined {
  if (!people.some(({ id }) => id === personId)) return undefined;
  const shown = study && studies.find((each) => each.personId === personId && study(each));
  if (study && !shown) return undefined;
  const query = new URLSearchParams({
    ...(shown && { study: shown.studyInstanceUid }),
    ...(scenario !== undefined && { scenario }),
  });
  return `/patients/${encodeURIComponent(personId)}/launch${query.size > 0 ? `?${query}` : ''}`;
}

/** What can be seen where, each one click away; nothing where none of it is in the catalogue. */
export function guide(catalogue: Catalogue): Html {
  return html`${card('guide', 'Reports of every kind, one click each', sights, catalogue)}
  ${card('comparing', 'Comparing, one click each', comparisons, catalogue)}`;
}

function card(id: string, title: string, sights: readonly Sight[], catalogue: Catalogue): Html {
  const items = sights.flatMap((sight) => {
    const address = addressOf(sight, catalogue);
    const person = catalogue.people.find(({ id }) => id === sight.personId);
    return address === undefined || person === undefined
      ? []
      : [html`<li><a href="${address}">${sight.what}</a> <span>${nameWords(person)}</span></li>`];
  });
  if (items.length === 0) return html``;
  return html`<section class="card guide" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}
