import type { Case } from '../journey';
import type { OrthancSite } from '../site';
import { startDwv } from './dwv';
import { startOhif } from './ohif';
import { studyOf } from './opened';
import type { Peer } from './peer';

export interface Peers {
  readonly peers: readonly Peer[];
  /** Those that could not be measured, and why: "OHIF: …" */
  readonly absent: readonly string[];
  stop(): Promise<void>;
}

/** Nothing to compare with. */
export const nobody: Peers = { peers: [], absent: [], stop: async () => undefined };

/** Starts every peer that can be had. One that cannot is no reason not to measure. */
export async function startPeers(
  { archive, catalogue }: OrthancSite,
  cases: readonly Case[],
): Promise<Peers> {
  const studies = cases.flatMap((one) => studyOf(catalogue, one) ?? []);
  const starts: readonly (readonly [string, () => Promise<Peer>])[] = [
    ['OHIF', () => startOhif(archive)],
    ['dwv', () => startDwv(studies)],
  ];
  const peers: Peer[] = [];
  const absent: string[] = [];
  for (const [name, start] of starts) {
    try {
      peers.push(await start());
    } catch (error) {
      absent.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {
    peers,
    absent,
    async stop() {
      for (const peer of peers) await peer.stop();
    },
  };
}
