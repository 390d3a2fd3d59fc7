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
