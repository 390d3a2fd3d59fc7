import { launchWords } from '../src/domain/launch/launch-words';
import { browserPage } from '../src/fhir/smart/page';
import { preconnect } from '../src/fhir/smart/preconnect';
import { showNotice } from './notice';
import { startLaunch, type Launch } from './start';

performance.mark('plainfilm:launch');

void begin();

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

function waysOn({ problem, choices }: Extract<Launch, { kind: 'failed' }>) {
  const records = choices.map(({ name, iss }) => ({
    name: `Open ${name}`,
    href: `?${new URLSearchParams({ iss }).toString()}`,
  }));
  return launchWords(problem).canRetry
    ? [...records, { name: 'Try again', href: window.location.href }]
    : records;
}
