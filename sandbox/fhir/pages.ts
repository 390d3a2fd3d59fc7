import { opaque } from '../smart/opaque';
import type { Resource } from './resource';

/** The rest of a search, kept on the server: a `next` link says nothing about what was asked. */
export interface Page {
  readonly grantId: string;
  readonly matched: readonly Resource[];
  readonly offset: number;
  readonly count: number;
  readonly include: readonly string[];
  readonly elements: readonly string[];
  readonly self: string;
}

export interface PageStore {
  /** @returns the opaque name of this page */
  keep(page: Page): string;
  /** @returns the page, when it belongs to the same grant */
  take(name: string, grantId: string): Page | undefined;
}

const mostPages = 5000;

export function createPageStore(): PageStore {
  const pages = new Map<string, Page>();
  return {
    keep(page) {
      const [oldest] = pages.keys();
      if (pages.size >= mostPages && oldest !== undefined) pages.delete(oldest);
      const name = opaque();
      pages.set(name, page);
      return name;
    },
    take(name, grantId) {
      const page = pages.get(name);
      return page?.grantId === grantId ? page : undefined;
    },
  };
}

const usualCount = 50;
const mostCount = 200;

/** `_count` as this server honours it. @returns `undefined` when it is not a whole number */
export function countFrom(value: string | null): number | undefined {
  if (value === null) return usualCount;
  return /^\d{1,6}$/.test(value) ? Math.min(Number(value), mostCount) : undefined;
}
