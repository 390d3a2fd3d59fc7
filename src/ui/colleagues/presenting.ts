/**
 * The pictures alone for a meeting (what else there is goes by the bar's style sheet), over the whole screen where the browser and the record's frame allow it.
 * @param onleft full screen was left by the browser's own key
 */
export const presenting = (onleft: () => void) => () => {
  const page = document.documentElement;
  let full = false;
  const onchange = () => {
    if (full && !document.fullscreenElement) onleft();
  };
  page.dataset['presenting'] = '';
  document.addEventListener('fullscreenchange', onchange);
  if (document.fullscreenEnabled)
    void page.requestFullscreen({ navigationUI: 'hide' }).then(
      () => (full = true),
      () => undefined,
    );
  return () => {
    full = false;
    page.removeAttribute('data-presenting');
    document.removeEventListener('fullscreenchange', onchange);
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  };
};
