import { App, AppOptions, ToolConfig, ViewConfig } from 'dwv';

/*
 * The least page that shows one series with dwv: it asks by DICOMweb which instances there are, and has dwv load them all.
 * dwv's own defaults do the rest: the first one that comes is shown, the wheel scrolls.
 *
 * Each is asked for as a file by Orthanc's own address. dwv 0.36 takes one multipart answer only (its issue 2171): by WADO-RS
 * it would show nothing of a CT before all of it is there.
 */
const asked = new URLSearchParams(location.search);
const [study = '', series = ''] = [asked.get('study'), asked.get('series')].map(String);
const archive = '/archive/orthanc';
const answer = await fetch(
  `${archive}/dicom-web/studies/${study}/series/${series}/instances?includefield=00100020`,
  {
    headers: { Accept: 'application/dicom+json' },
  },
);
type Instance = Readonly<Record<string, { readonly Value?: readonly unknown[] } | undefined>>;
const instances = (await answer.json()) as readonly Instance[];
const valueOf = (instance: Instance, tag: string) => String(instance[tag]?.Value?.[0] ?? '');
const number = (instance: Instance) => Number(valueOf(instance, '00200013'));
const urls = await Promise.all(
  [...instances]
    .sort((one, other) => number(one) - number(other))
    .map(async (each) => {
      const of = [valueOf(each, '00100020'), study, series, valueOf(each, '00080018')].join('|');
      return `${archive}/instances/${await orthancId(of)}/file`;
    }),
);

document.documentElement.dataset['slices'] = String(urls.length);
const app = new App();
const options = new AppOptions({ '*': [new ViewConfig('layerGroup0')] });
options.tools = { Scroll: new ToolConfig() };
app.init(options);
app.addEventListener('load', () => {
  app.setTool('Scroll');
  document.documentElement.dataset['loaded'] = '';
});
app.addEventListener('error', ({ error }) => {
  document.documentElement.dataset['failed'] = String(error);
});
app.addEventListener('positionchange', ({ value }) => {
  // [index in the volume, position in mm, …]
  document.documentElement.dataset['position'] = JSON.stringify(value?.[0]);
});
// All at once (its default) would be hundreds of decoders at once: many times slower. A browser has six connections.
app.loadURLs(urls, { batchSize: 6 });

/** Orthanc names an instance by a hash of the four identifiers that lead to it. */
async function orthancId(identifiers: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(identifiers)));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(?=.)/g, '$1-');
}
