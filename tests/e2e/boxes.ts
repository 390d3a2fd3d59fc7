import type { Page } from '@playwright/test';

/** Words of the page over the pixels of a picture, but what belongs there: letters of the sides, what is drawn, warnings. */
export const overPictures = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    // What stands in front of the pictures has its own, or covers them.
    const front = document.querySelector('.alone') ?? document;
    // Curves are what scrolls on their paper, which lies over the whole of the view.
    const pictures = [...front.querySelectorAll('.picture, .pane .field, .paper .scroll')]
      .filter(
        (each) => each.closest('[inert]') === null && !each.parentElement?.querySelector(':scope > .paper'),
      )
      .map((each) => each.getBoundingClientRect());
    if (pictures.length === 0) throw new Error('no picture is on the screen');
    const meets = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    /** As much of it as what it lies in lets be seen */
    const seen = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue;
        const edge = around.getBoundingClientRect();
        [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
        [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const found: string[] = [];
    for (const element of front.querySelectorAll<HTMLElement>('p, button, select, h2, h3, span, label')) {
      if (
        element.closest(
          '.edge, .notes, .unseen, .rail, svg, [role="menu"], .popup, .slide .top, dialog:not(.alone), .trouble, .empty, .label-layer',
        )
      )
        continue;
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const rectangle = seen(element);
      if (
        !own ||
        rectangle.width <= 1 ||
        rectangle.height <= 1 ||
        getComputedStyle(element).visibility === 'hidden'
      )
        continue;
      if (pictures.some((each) => meets(each, rectangle))) found.push(element.textContent?.trim() ?? '');
    }
    return found;
  });

/** What can be pressed and does not lie within the window, or within what scrolls. */
export const outside = (page: Page): Promise<readonly (string | null)[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, input, a[href]')]
      .filter((each) => {
        const { left, right, top, bottom, width } = each.getBoundingClientRect();
        if (width <= 1 || !each.checkVisibility({ visibilityProperty: true }) || each.closest('.unseen'))
          return false;
        const scrolls = each.closest('.scroll, .scroller, .series, [role="menu"], ul');
        return !scrolls && (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1);
      })
      .map((each) => each.getAttribute('aria-label') ?? each.textContent),
  );
