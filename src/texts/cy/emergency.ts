import type { Spoken } from '../language';
import type * as en from '../en/emergency';

export const emergencyTexts: Spoken<typeof en.emergencyTexts> = {
  open: 'Agor mewn argyfwng…',
  title: 'Agor mewn argyfwng',
  close: 'Cau',
  meaning: (record) =>
    `Cedwir hyn yn ôl oddi wrthych. Lle byddai aros yn niweidio’r claf, cewch ofyn i ${record} ei agor er hynny. Y cofnod sy’n penderfynu. Dywedir eich rheswm wrtho, ac mae hwnnw hefyd yn mynd gyda’r cofnod o’r hyn a welwch.`,
  unnamed: (record) =>
    `Ni ellir dweud yma pwy yw’r claf: mae ${record} yn cadw’r enw yn ôl hefyd. Gofynnwch dim ond os cofnod y claf o’ch blaen yw’r un yr agoroch Delweddu ohono. Unwaith y bydd ar agor, edrychwch ar yr enw cyn edrych ar ddim arall.`,
  numbered: 'Rhif y cofnod ei hun ar gyfer y claf hwn, nad yw’n enw nac yn rhif GIG:',
  reason: 'Pam na all aros',
  reasonHint: 'Mewn brawddeg: beth sy’n digwydd i’r claf, a beth y mae angen ichi ei weld.',
  needed: 'Dywedwch pam na all aros.',
  act: 'Gofyn iddo agor, gyda’m rheswm',
  asking: 'Yn gofyn i’r cofnod…',
  show: 'Cau a’i ddangos',
  opened: 'Mae’r cofnod wedi cytuno. Nodir yr hyn a welwch o hyn ymlaen fel rhywbeth a welwyd mewn argyfwng.',
  refused: (record, why) => `Ni wnaeth ${record} ei agor${why ? `. Mae’n dweud: ${why}` : '.'}`,
  unknown: (record) =>
    `Nid atebodd ${record}. Ni wyddys a agorodd unrhyw beth. Caewch hwn i weld, neu rhowch gynnig arall arni.`,
};
