import { fieldsWords } from '../en/identity';
import type { Spoken } from '../language';
import type * as en from '../en/viewer';
import { counted, IMAGE, KEY_IMAGE } from './plurals';

export const viewerTexts: Spoken<typeof en.viewerTexts> = {
  whatIsShown: 'Beth a ddangosir o’r astudiaeth',
  keyImages: (count) => counted(count, KEY_IMAGE),
  ofKeyImages: (all) => ` o ${all}`,
  wholeStudy: 'Astudiaeth gyfan',
  keyImagesShort: (count) => `${count} allweddol`,
  wholeStudyShort: 'Pob un',
  keyImagesMissing: (count) => `${count} arall heb eu llwytho neu heb fod yn yr astudiaeth`,
  savedViewAbsent: 'Nid oedd modd nôl golygfa a gadwyd sy’n perthyn i’r ddelwedd hon.',
  wholeStudyOnly:
    'Dim ond fel cyfanwaith y mae’r archif yn anfon yr astudiaeth hon: mae lluniau’n cymryd mwy o amser i ddod.',
  seriesMissing: 'Gall cyfresi o’r astudiaeth hon fod ar goll.',
  moreImages: 'Mae’r archif yn dweud bod rhagor o ddelweddau',
  unreadable: (count) => `ni ellid darllen ${counted(count, IMAGE)}`,
  imagesOf: (here, expected) => `${here} o ${expected} delwedd`,
};

export const subtractionTexts: Spoken<typeof en.subtractionTexts> = {
  by: (masks) =>
    masks.length === 1
      ? `Tynnwyd: llai delwedd ${masks[0]}`
      : masks.length === 2
        ? `Tynnwyd: llai cymedr delweddau ${masks.join(' a ')}`
        : `Tynnwyd: llai cymedr ${masks.length} delwedd`,
  mask: 'Delwedd fasg – fel y mae',
  outside: 'Heb ei thynnu: nid oes dim yn nodi masg ar gyfer y ddelwedd hon',
  off: 'Mae tynnu wedi’i ddiffodd',
  notDone: 'I’w gweld wedi’i thynnu – fe’i dangosir heb dynnu',
};

export const seriesTexts: Spoken<typeof en.seriesTexts> = {
  strip: 'Cyfresi',
  curves: 'Cromliniau',
  slide: 'Sleid gyfan',
  named: (number, modality) => `Cyfres ${number ?? ''} ${modality}`.trim(),
  loading: 'Yn llwytho …',
  asking: 'Yn gofyn…',
  drawnOver: 'Wedi’i dynnu dros eraill',
  whatItIs: 'Beth ydyw',
  anothers: 'Wedi’i labelu fel eiddo person arall: heb ei ddangos',
  keyImages: (count, all) => (all && count === 1 ? 'delwedd allweddol' : counted(count, KEY_IMAGE)),
  inViews: (views) => `yng ngolygfa ${views}`,
  tip: (label) => `${label} – cliciwch, llusgwch, neu bwyswch 1 i 9 am olygfa, de-gliciwch am ragor`,
};

export const failureTexts: Spoken<typeof en.failureTexts> = {
  anothersTitle: 'Mae’r lluniau hyn yn perthyn i berson arall',
  anothersMeaning: (fields) =>
    `Maent wedi’u labelu â ${fieldsWords(fields)} gwahanol i’r cofnod sydd ar agor. Ni ddangosir yr un ohonynt.`,
  anothersTodo:
    'Dywedwch wrth yr adran ddelweddu sy’n eu cadw: maent wedi’u ffeilio o dan y claf anghywir, yma neu yno. Tan hynny peidiwch â dibynnu ar y cofnod hwn yn y rhestr.',
  title: 'Nid oedd modd agor y lluniau',
  notThere: 'Mae’r astudiaeth yn hysbys, ond nid yw ei lluniau lle chwiliwyd amdanynt.',
  nothingLost:
    'Nid oes dim wedi’i golli: mae’r astudiaeth yn aros yn y rhestr a gellir ei hagor yn nes ymlaen.',
  back: 'Yn ôl i’r rhestr',
};
