import type { Spoken } from '../language';
import type * as en from '../en/display-check';

export const displayCheck: Spoken<typeof en.displayCheck> = {
  title: 'Gwirio’r sgrin hon',
  intro:
    'Edrychwch ar y patrwm fel yr ydych yn eistedd, yn y golau sydd. Mae’r cwestiynau’n cymryd hanner munud. Cedwir yr atebion ar y ddyfais hon, a dim am unrhyw glaf.',
  light:
    'Yr ystafell: ni ddylai lamp na ffenestr gael ei hadlewyrchu yn y sgrin, a dylai fod yn ddigon tywyll i ddarllen y patrwm heb bwyso ymlaen.',
  limits:
    'Ni all porwr fesur disgleirdeb na graddfa lwyd sgrin (DICOM GSDF). Mae’r gwiriad hwn yn canfod sgrin sy’n amlwg yn anaddas; nid yw’n gwneud yr un yn addas ar gyfer diagnosis.',
  pattern:
    'Patrwm prawf: un ar ddeg gris o lwyd, sgwâr o 5 % mewn du ac un o 95 % mewn gwyn, tri sgwâr gwan, a llinellau mân',
  questions: {
    dark: 'Yn y maes du, a allwch weld y sgwâr llwyd tywyll?',
    light: 'Yn y maes gwyn, a allwch weld y sgwâr llwyd golau?',
    faint: 'Ym mhob un o’r tri maes llwyd isod, a allwch weld sgwâr gwan?',
    steps: 'Ar hyd y brig, a yw’r un ar ddeg llwyd yn wahanol i’r nesaf?',
    lines: 'Ar y gwaelod, a yw’r llinellau mân yn finiog, heb faes llwyd plaen?',
    room: 'A yw’r sgrin yn rhydd o adlewyrchiad lamp neu ffenestr?',
  },
  yes: 'Ydw',
  no: 'Nac ydw',
  finish: 'Cadw’r ateb',
  unanswered: 'Atebwch bob cwestiwn yn gyntaf.',
  passed: (days) =>
    `Mae’r sgrin hon yn dangos yr hyn y mae’r patrwm yn gofyn amdano. Mae’r ateb yn dal am ${days} diwrnod ar y ddyfais hon.`,
  failed:
    'Mae’r sgrin hon, neu’r golau yn yr ystafell, yn cuddio rhan o’r hyn y mae lluniau’n ei ddangos. Codwch y disgleirdeb, tywyllwch yr ystafell neu caewch y bleind, a gwiriwch eto; neu edrychwch ar sgrin arall.',
  notKept: 'Ni ellir cadw’r ateb: nid yw’r porwr hwn yn cadw dim ar gyfer y dudalen hon.',
  again: 'Gwirio eto',
  close: 'Cau',
  state: {
    never: 'Ni wiriwyd y sgrin hon erioed.',
    expired: 'Gwiriwyd y sgrin hon amser maith yn ôl.',
    failed: 'Ni phasiodd y sgrin hon ei gwiriad.',
    passed: 'Pasiodd y sgrin hon ei gwiriad.',
  },
  check: 'Gwirio’r sgrin hon',
  notNow: 'Nid nawr',
  offer: 'A yw’r sgrin hon yn addas i edrych ar luniau? Mae gwiriad yn cymryd hanner munud.',
};
