import { screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { documents } from '../../src/documents/documents';
import { ok } from '../../src/domain/problem';
import { aRecord, aStudy, anArchive, type GivenRecord } from '../fakes';
import { everyPlan } from '../gallery/planning';
import { ctReport } from '../gallery/reports';
import { axeFindings, renderApp } from './render-app';

afterEach(() => vi.restoreAllMocks());

const words = 'FINDINGS: Nodule.\nRECOMMENDATION: CT chest in 3 months.';
const textReport = ctReport({
  contents: [
    {
      kind: 'attachment',
      mediaType: 'text/plain',
      bytes: () => Promise.resolve(ok(new TextEncoder().encode(words))),
    },
  ],
});
const pdfReport = ctReport({
  id: 'DiagnosticReport/9',
  contents: [
    {
      kind: 'attachment',
      mediaType: 'application/pdf',
      bytes: () => Promise.reject(new Error('not asked for')),
    },
  ],
});

async function sheetOf(given: GivenRecord) {
  const archives = [anArchive('Salford Royal', { studies: [aStudy()] })];
  const { user } = renderApp({ archives, documents, record: aRecord(given) });
  await user.click(await screen.findByRole('button', { name: 'Requests and results' }));
  return within(await screen.findByRole('dialog', { name: 'Requests, bookings and results' }));
}

describe('requests, bookings and results', () => {
  it('stand in one line of time each, what needs a person first', async () => {
    const sheet = await sheetOf({ planned: everyPlan, reports: [] });
    const headings = sheet.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(headings).toEqual([
      'Needs attention',
      'Still to come',
      'What reports recommend',
      'Results',
      'Cancelled',
    ]);
    const open = within(sheet.getByRole('list', { name: 'Still to come' }));
    expect(open.getByText('PET-CT').closest('li')?.textContent).toMatch(
      /Requested 03-Nov-2026.*Appointment of 20-Nov-2026 09:00 cancelled: Scanner out of order.*Booked for 10-Dec-2126 10:20/s,
    );
    expect(await axeFindings()).toEqual([]);
  });

  it('quote what a report recommends word for word, and name what was not looked through', async () => {
    const sheet = await sheetOf({ planned: everyPlan, reports: [textReport, pdfReport] });
    expect((await sheet.findByText('CT chest in 3 months.')).closest('blockquote')).not.toBeNull();
    expect(sheet.getByText('A request names this report as its reason: PET-CT')).toBeTruthy();
    expect(await sheet.findByText(/1 report was not looked through/)).toBeTruthy();
  });

  it('are said to be none only where all of it came', async () => {
    const sheet = await sheetOf({ planned: [], reports: [] });
    expect(sheet.getByText(/^Nothing is requested or booked, as of \d\d:\d\d\.$/)).toBeTruthy();
    expect(await sheet.findByText(/^No report marks anything as a recommendation/)).toBeTruthy();
  });

  it('are not said to be none where appointments were refused', async () => {
    const problem = { kind: 'forbidden', where: 'Care Record' } as const;
    const sheet = await sheetOf({
      planned: [],
      unplanned: { unanswered: [{ what: 'appointments', problem }] },
      reports: { problem },
    });
    expect(sheet.getByText('Not known.')).toBeTruthy();
    expect(sheet.getByText(/may have been booked/)).toBeTruthy();
    expect(sheet.queryByText(/^Nothing is requested or booked/)).toBeNull();
    expect(await sheet.findByText(/There may be more reports/)).toBeTruthy();
    expect(sheet.queryByText(/as of/)).toBeNull();
  });
});
