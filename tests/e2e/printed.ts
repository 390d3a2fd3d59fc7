import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from '@playwright/test';

/** What stands on each page of paper, in words. */
export async function pagesPrinted(page: Page, landscape = false): Promise<readonly string[]> {
  const bytes = await page.pdf({ format: 'A4', landscape });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent();
    const words = content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
    pages.push(words.join('').replace(/\s+/g, ' '));
  }
  await pdf.loadingTask.destroy();
  return pages;
}
