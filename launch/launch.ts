import { launchWords } from '../src/texts/en/launch-failures';
import { browserPage } from '../src/fhir/smart/page';
import { preconnect } from '../src/fhir/smart/preconnect';
import { hasStarted, showNotStarted } from '../src/not-started';
import { showNotice, type Way } from '../src/notice';
import { startTexts } from '../src/texts/en/start';
import { startLaunch, type Launch } from './start';

performance.mark('plainfilm:launch');
hasStarted(document);

void begin().catch((error: unknown) =>
  showNotStarted(document.querySelector('main') ?? document.body, error),
);

async function begin(): Promise<void> {
  const launch = await startLaunch(
    browserPage(window),
    (...asked) => fetch(...asked),
    new AbortController().signal,
  );
  const target = document.querySelector('main');
  // In place of this page: Back from the viewer leads to the record, not into another launch.
  if (launch.kind === 'leaving') {
    // The token and the patient are asked for from the next page, over this connection.
    preconnect(document, [launch.record.origin]);
    window.location.replace(launch.to);
  } else if (target) showNotice(target, launchWords(launch.problem), waysOn(launch));
}

function waysOn({ problem, choices }: Extract<Launch, { kind: 'failed' }>): readonly Way[] {
  // Nothing was begun: the same address begins it there. Outside of a frame the browser blocks it in a tab as well.
  if (problem.kind === 'storage-blocked' && window.self !== window.top)
    return [{ name: startTexts.openInTab, href: window.location.href, inNewTab: true }];
  const records = choices.map(({ name, iss }) => ({
    name: `Open ${name}`,
    href: `?${new URLSearchParams({ iss }).toString()}`,
  }));
  return [
    ...records,
    ...(launchWords(problem).canRetry ? [{ name: 'Try again', href: window.location.href }] : []),
    // Whoever came without a patient may look at what this is.
    ...(problem.kind === 'no-issuer' ? [{ name: startTexts.practise, href: '../?practice' }] : []),
  ];
}
