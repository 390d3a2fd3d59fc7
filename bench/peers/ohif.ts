import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { minify } from 'vite';
import { startNginx } from '../nginx';
import { compress, compressAll } from './compression';
import { fetched, isThere, type Package } from './packages';
import type { Peer } from './peer';

const release: Package = {
  name: '@ohif/app',
  version: '3.13.2',
  integrity:
    'sha512-WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==',
};

/**
 * OHIF as it is published, with its own defaults (basic mode, its loading and prefetching), except for what the package
 * leaves to whoever deploys it: its script is minified, and it is told where the archive is.
 * @param archive without `/dicom-web`
 */
export async function startOhif(archive: string): Promise<Peer> {
  const dist = await prepared();
  await writeFile(join(dist, 'app-config.js'), configuration);
  await compress(join(dist, 'app-config.js'));
  const server = await startNginx({
    dist,
    config: {},
    connect: [],
    framedBy: [],
    archives: new Map([['orthanc', archive]]),
    guest: { page: '/viewer' },
  });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    name: `OHIF ${release.version}`,
    port: server.port,
    address: (question) =>
      question.kind === 'study'
        ? `${origin}/viewer?StudyInstanceUIDs=${question.study}`
        : `${origin}/?patientName=${question.patientName}&resultsPerPage=100`,
    picture: (path) => /\/instances\/([\d.]+)\/frames\/1$/.exec(path)?.[1],
    canvas: 'canvas.cornerstone-canvas',
    rows: 'tbody > tr[aria-selected]',
    // Each picture is decoded as it comes, and can be looked at then.
    loaded: async () => undefined,
    position: async (page) => {
      const said = page.locator('[data-cy="viewport-overlay-bottom-right"]').first();
      return Number(/(\d+)\/\d+/.exec((await said.textContent({ timeout: 5000 })) ?? '')?.[1] ?? NaN);
    },
    stop: () => server.stop(),
  };
}

/** The files as they are served, made once. */
async function prepared(): Promise<string> {
  const published = await fetched(release);
  const folder = `${published}-served`;
  if (await isThere(folder)) return folder;
  console.log('Minifying OHIF …');
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part);
  // Segmentation by neural networks (80 MB), which no case opens, is left out.
  const isServed = (path: string) => basename(path) !== 'ort' && !path.endsWith('.map');
  await cp(join(published, 'dist'), part, { recursive: true, filter: isServed });
  for (const name of await readdir(part))
    if (/\.bundle\..*js$/.test(name)) await minifyFile(join(part, name));
  await compressAll(part);
  await rename(part, folder);
  return folder;
}

async function minifyFile(file: string): Promise<void> {
  const { code, errors } = await minify(file, await readFile(file, 'utf8'), { module: false });
  if (errors.length > 0) throw new Error(`${basename(file)} cannot be minified`);
  await writeFile(file, code);
}

/**
 * Its published default (dist/app-config.js) with this archive in place of the public one, and without what greets a first
 * visitor and covers the picture until it is clicked away.
 */
const configuration = `localStorage.setItem('shownTours', '["basicViewerTour"]');
window.config = {
  name: 'bench',
  routerBasename: null,
  extensions: [],
  modes: [],
  customizationService: {},
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: true,
  showCPUFallbackMessage: true,
  showLoadingIndicator: true,
  investigationalUseDialog: { option: 'never' },
  strictZSpacingForVolumeViewport: true,
  groupEnabledModesFirst: true,
  maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 },
  defaultDataSourceName: 'orthanc',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'orthanc',
      configuration: {
        friendlyName: 'Orthanc',
        name: 'orthanc',
        wadoUriRoot: location.origin + '/archive/orthanc/wado',
        qidoRoot: location.origin + '/archive/orthanc/dicom-web',
        wadoRoot: location.origin + '/archive/orthanc/dicom-web',
        qidoSupportsIncludeField: true,
        imageRendering: 'wadors',
        thumbnailRendering: 'wadors',
        enableStudyLazyLoad: true,
        supportsFuzzyMatching: true,
        supportsWildcard: true,
        dicomUploadEnabled: false,
        omitQuotationForMultipartRequest: true,
        bulkDataURI: { enabled: true },
      },
    },
  ],
};
`;
