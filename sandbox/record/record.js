// The chosen scenario stays chosen while the tab lives, and goes with links that launch.
const key = 'scenario';
const chooser = document.querySelector('select[name="scenario"]');

function carry(scenario) {
  for (const link of document.querySelectorAll('a[data-launch]')) {
    const address = new URL(link.href);
    address.searchParams.set('scenario', scenario);
    link.href = address.href;
  }
}

if (chooser instanceof HTMLSelectElement) {
  const kept = sessionStorage.getItem(key);
  if (kept !== null && [...chooser.options].some(({ value }) => value === kept)) chooser.value = kept;
  carry(chooser.value);
  chooser.addEventListener('change', () => {
    sessionStorage.setItem(key, chooser.value);
    carry(chooser.value);
  });
}

// SMART Web Messaging 1.0.0: the viewer asks to be closed. Only the one in this page's own frame, from its own origin, by a
// handle that this record gave, is answered.
const frame = document.querySelector('iframe.viewer');

addEventListener('message', async ({ origin, source, data }) => {
  if (!(frame instanceof HTMLIFrameElement) || source !== frame.contentWindow) return;
  if (origin !== frame.dataset.origin || typeof data?.messageId !== 'string') return;
  const known = await fetch(`/messaging/${encodeURIComponent(data.messagingHandle)}`);
  const isDone = known.ok && data.messageType === 'ui.done';
  const statusDetail = { text: known.ok ? 'This record only closes.' : 'This record knows no such window.' };
  source.postMessage(
    {
      messageId: crypto.randomUUID(),
      responseToMessageId: data.messageId,
      payload: isDone ? { status: 'success' } : { status: 'error', statusDetail },
    },
    origin,
  );
  if (isDone) document.querySelector('a.back')?.click();
});
