/** A view, and the element that its picture is drawn into. */
export interface ViewElement<View> {
  readonly view: View;
  readonly element: HTMLElement | undefined;
}

/**
 * Keeps a layer over the picture of each view: the same view in the same element keeps its own.
 * @param put puts one over an element, and gives what takes it away again
 */
export function layersOver<View>(put: (view: View, element: HTMLElement) => () => void) {
  const layers = new Map<View, { readonly element: HTMLElement; readonly end: () => void }>();
  const end = (view: View) => {
    layers.get(view)?.end();
    layers.delete(view);
  };
  return {
    update(views: readonly ViewElement<View>[]): void {
      for (const [view, { element }] of [...layers])
        if (!views.some((one) => one.view === view && one.element === element)) end(view);
      for (const { view, element } of views)
        if (element && !layers.has(view)) layers.set(view, { element, end: put(view, element) });
    },
    end(): void {
      for (const view of [...layers.keys()]) end(view);
    },
  };
}
