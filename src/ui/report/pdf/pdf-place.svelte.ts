/** What a hand does before it scrolls; a click on a button that goes to a page comes before that page is gone to. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Which page of a PDF is read. A page that was gone to stays the one until a hand scrolls: pages that learn their own size
 * late move it, and what follows a scroll by its place alone would then say another.
 */
export function pdfPlace() {
  let page = $state(1);
  /** The page that was gone to, while no hand has scrolled since */
  let held: number | undefined;
  let list: HTMLElement | undefined;

  const show = () => list?.querySelector(`[data-page="${held}"]`)?.scrollIntoView({ block: 'start' });

  return {
    /** From 1 */
    get page() {
      return page;
    },
    goTo(wanted: number): void {
      page = held = wanted;
      show();
    },
    /** To the list of pages, each of which says its number as `data-page`. */
    attach(node: HTMLElement): () => void {
      list = node;
      const scroller = node.closest('.scroll');
      const released = () => (held = undefined);
      /** The page that crosses the middle of the pane is the one that is read. */
      const follow = () => {
        if (held !== undefined || scroller === null) return;
        const { top, height } = scroller.getBoundingClientRect();
        const pages = [...node.querySelectorAll('[data-page]')];
        const passed = pages.filter((each) => each.getBoundingClientRect().top <= top + height / 2);
        page = Math.max(1, passed.length);
      };
      const resized = new ResizeObserver(() => held !== undefined && show());
      for (const each of node.children) resized.observe(each);
      scroller?.addEventListener('scroll', follow, { passive: true });
      // Before the field and the buttons in it get the key or the press: what they go to is held.
      for (const type of BY_HAND)
        scroller?.addEventListener(type, released, { passive: true, capture: true });
      return () => {
        resized.disconnect();
        scroller?.removeEventListener('scroll', follow);
        for (const type of BY_HAND) scroller?.removeEventListener(type, released, { capture: true });
      };
    },
  };
}
