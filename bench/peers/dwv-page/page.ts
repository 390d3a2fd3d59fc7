import { App, AppOptions, ToolConfig, ViewConfig } from 'dwv';

/*
 * The least page that shows one series with dwv: it asks which instances there are, and has dwv load them all. dwv's own
 * defaults do the rest: the first one that comes is shown, the wheel scrolls.
 */
const asked = new URLSearchParams(location.search);
const series = `/archive/orthanc/dicom-web/studies/${asked.get('study')}/series/${asked.get('series')}`;
const answer = await fetch(`${series}/instances`, { headers: { Accept: 'application/dicom+json' } });
const instances = (await answer.json()) as readonly Record<string, { readonly Value?: readonly unknown[] }>[];
const number = (each: (typeof instances)[number]) => Number(each['00200013']?.Value?.[0] ?? 0);
const urls = [...instances]
  .sort((one, other) => number(one) - number(other))
  .map((each) => `${series}/instances/${String(each['00080018']?.Value?.[0])}`);

document.documentElement.dataset['slices'] = String(urls.length);
const app = new App();
const options = new AppOptions({ '*': [new ViewConfig('layerGroup0')] });
options.tools = { Scroll: new ToolConfig() };
app.init(options);
app.addEventListener('load', () => {
  app.setTool('Scroll');
  document.documentElement.dataset['loaded'] = '';
});
app.addEventListener('positionchange', ({ value }) => {
  // [index in the volume, position in mm, …]
  document.documentElement.dataset['position'] = JSON.stringify(value?.[0]);
});
// As stored. Debian's Orthanc ends on some instances without it.
const stored = 'multipart/related; type="application/dicom"; transfer-syntax=*';
// All at once (its default) would be hundreds of decoders at once: many times slower. A browser has six connections.
app.loadURLs(urls, { requestHeaders: [{ name: 'Accept', value: stored }], batchSize: 6 });
