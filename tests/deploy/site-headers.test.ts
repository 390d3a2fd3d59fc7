import { describe, expect, it } from 'vitest';
import { viewerHeaders } from '../../deploy/headers';
import { checked } from '../../deploy/command/configuration';
import { siteHeaders, written } from '../../deploy/command/site-headers';

const base = new URL('https://imaging.example/config.json');

const CONFIG = {
  site: { name: 'Example' },
  issuers: [
    {
      iss: 'https://record.example/fhir',
      name: 'Record',
      clientId: 'plainfilm',
      smartConfiguration: {
        authorization_endpoint: 'https://pages.example/authorize',
        token_endpoint: 'https://sign-in.example/token',
        jwks_uri: 'https://keys.example/jwks',
      },
    },
    { issPattern: 'https://sandbox.example/v/*/fhir', name: 'Sandbox', clientId: 'plainfilm' },
  ],
  archives: [
    { id: 'near', name: 'Near', root: './archive/near', credentials: 'ehr-token' },
    {
      id: 'far',
      name: 'Far',
      root: 'https://pacs.example:8443/dicom-web',
      credentials: 'none',
      identifierSystem: 'https://fhir.nhs.uk/Id/nhs-number',
    },
  ],
  endpointOrigins: ['https://region.example'],
  framedBy: ['https://ehr.example'],
  telemetry: { endpoint: 'https://collector.example/v1/metrics' },
};

function made(config: object, more?: readonly string[]) {
  const read = checked(JSON.stringify(config), base);
  if (!read.ok) throw new Error(read.complaints.join());
  return siteHeaders(read, base, more);
}

describe('the headers of a configuration', () => {
  it('let the browser ask everyone whom config.json names, and nobody whom it only mentions', () => {
    expect(made(CONFIG).origins).toEqual({
      connect: [
        'https://collector.example',
        'https://keys.example',
        'https://pacs.example:8443',
        'https://record.example',
        'https://region.example',
        'https://sandbox.example',
        'https://sign-in.example',
      ],
      framedBy: ['https://ehr.example'],
    });
  });

  it('are those of the demonstration and the end-to-end tests', () => {
    const { headers, origins } = made(CONFIG);
    expect(headers).toEqual(viewerHeaders(origins));
  });

  it('let no record frame the viewer where none is named', () => {
    expect(made({ ...CONFIG, framedBy: undefined }).headers['Content-Security-Policy']).toContain(
      "frame-ancestors 'none';",
    );
  });

  it('take in origins that only the record knows', () => {
    expect(made(CONFIG, ['https://elsewhere.example']).origins.connect).toContain(
      'https://elsewhere.example',
    );
  });

  it('say everywhere that the token may go', () => {
    expect(made(CONFIG).tokenGoesTo).toEqual([
      'https://record.example/fhir',
      'https://sandbox.example/v/*/fhir',
      'https://imaging.example/archive/near',
      'https://region.example',
    ]);
  });

  it('let looks go where they are recorded, and a hub be heard; the token goes there where it is said', () => {
    const store = (root: string, credentials: string) => ({ name: 'Store', root, credentials });
    const pars = { odsCode: 'RM3', organisation: 'Trust', productId: 'P.1' };
    const { origins, tokenGoesTo } = made({
      ...CONFIG,
      audit: 'both',
      auditEndpoint: store('https://audit.example/fhir', 'ehr-token'),
      pars: { ...pars, endpoint: store('https://relay.example/pars', 'none') },
      hubOrigins: ['https://hub.example'],
    });
    for (const origin of [
      'https://audit.example',
      'https://relay.example',
      'https://hub.example',
      'wss://hub.example',
    ])
      expect(origins.connect).toContain(origin);
    expect(tokenGoesTo).toEqual(
      expect.arrayContaining(['https://audit.example/fhir', 'https://hub.example']),
    );
    expect(tokenGoesTo).not.toContain('https://relay.example/pars');
  });

  it('let the browser ask neither record nor archive behind a gateway', () => {
    expect(made({ ...CONFIG, gateway: 'gateway' }).origins.connect).toEqual(['https://collector.example']);
  });

  it('are written for nginx, for anything else, and for a program', () => {
    const site = made(CONFIG);
    const { headers } = site;
    const lines = (text: string) => text.trimEnd().split('\n');
    expect(lines(written(site, 'plain'))).toEqual(
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    );
    expect(lines(written(site, 'nginx')).filter((line) => !line.startsWith('#'))).toEqual(
      Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}" always;`),
    );
    expect(JSON.parse(written(site, 'json'))).toEqual({ headers, tokenGoesTo: site.tokenGoesTo });
  });
});
