import type { Spoken } from '../language';
import type * as en from '../en/context';

export const contextTexts: Spoken<typeof en.contextTexts> = {
  follows: (record, heard) => `Yn dilyn ffenestri eraill ${record}, clywyd ddiwethaf am ${heard}.`,
  withoutStudies: 'Dim ond y claf a ddilynir: ni rennir pa astudiaeth sydd ar agor â’r ffenestr hon.',
  nothingOpen: 'Caewyd yr astudiaeth a oedd ar agor yno.',
  lost: (record, at) =>
    `Ers ${at} nid yw’r ffenestr hon yn dilyn ffenestri eraill ${record}: gallant ddangos rhywbeth arall.`,
  flooded: (record, at) =>
    `Am ${at} anfonodd ffenestri eraill ${record} fwy o negeseuon nag a all fod yn gywir. Peidiodd y ffenestr hon â gwrando: gallant ddangos rhywbeth arall.`,
  refused: (record) => `Nid yw’r ffenestr hon yn dilyn ffenestri eraill ${record}.`,
  again: 'Rhoi cynnig arall arni',
  asking: (record, patient) =>
    `Mae ${record} wedi agor claf arall. Mae’r ffenestr hon yn aros gyda ${patient} nes i chi benderfynu.`,
  follow: 'Dilyn, a chau’r claf hwn',
  stay: 'Aros yma',
  leaving: { title: 'Dilyn heb gadw?', leave: 'Dilyn a’u colli' },
  apart: {
    contradiction: (patient) =>
      `Mae’r hyn a ddywed y ffenestri eraill am eu claf yn ei wrth-ddweud ei hun. Ni ddilynir ef: mae’r ffenestr hon yn aros gyda ${patient}.`,
    unsaved: (patient) =>
      `Mae’r cofnod wedi agor claf arall. Mae’r ffenestr hon yn aros gyda ${patient}: cadwch neu dilëwch eich mesuriadau yn gyntaf.`,
    'unknown-study': (patient) =>
      `Agorwyd astudiaeth mewn man arall nad yw yn rhestr ${patient}. Ni ddilynir hi.`,
    'unknown-patient': (patient) =>
      `Agorwyd rhywbeth mewn man arall heb ddweud digon am y claf. Mae’r ffenestr hon yn aros gyda ${patient}.`,
    declined: (patient) =>
      `Mae’r ffenestri eraill yn dangos claf arall. Mae’r ffenestr hon yn aros gyda ${patient}.`,
    others: () => 'Ni ddilynodd ffenestr arall: gall ddangos rhywbeth gwahanol i hon.',
  },
};
