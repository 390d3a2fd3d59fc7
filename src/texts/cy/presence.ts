import type { Spoken } from '../language';
import type * as en from '../en/presence';

const again = 'I’w weld eto, ewch yn ôl i gofnod y claf a dewis Delweddu.';
const off = 'Mae manylion a lluniau’r claf wedi’u tynnu oddi ar y sgrin hon.';

export const presenceTexts: Spoken<typeof en.presenceTexts> = {
  besideAnother:
    'Mae tab arall o’r porwr hwn yn dangos claf gwahanol. Gwiriwch yr enw uchod cyn gweithredu ar yr hyn a welwch.',
  endsSoon: (at, record) =>
    `Daw’r gwylio hwn i ben am ${at}. I barhau wedyn, agorwch Delweddu eto o ${record}.`,
  ending: {
    title: 'A ydych yno o hyd?',
    meaning: 'Nid oes neb wedi defnyddio’r sgrin hon ers tro. Ymhen eiliad tynnir y claf oddi arni.',
    unsaved:
      'Collir yr hyn na chafodd ei gadw neu ei anfon eto: mesuriadau, delweddau allweddol, cais am ail olwg.',
    action: 'I aros, pwyswch unrhyw fysell neu symudwch y llygoden.',
  },
  leaving: {
    title: 'Allgofnodi heb gadw?',
    meaning:
      'Collir yr hyn na chafodd ei gadw neu ei anfon eto: mesuriadau, delweddau allweddol, cais am ail olwg.',
    leave: 'Allgofnodi a’u colli',
    stay: 'Aros yma',
  },
  closing: {
    title: 'Cau heb gadw?',
    leave: 'Cau a’u colli',
    asked: 'Mae’r cofnod yn cau Delweddu…',
    refused: (why) => `Ni chaeodd y cofnod Delweddu${why ? `. Mae’n dweud: ${why}` : '.'}`,
    silent: 'Nid atebodd y cofnod. Gellir cau Delweddu lle cafodd ei agor.',
  },
  left: {
    'signed-out': {
      title: 'Rydych wedi allgofnodi o Delweddu',
      meaning: `${off} Efallai fod y cofnod ei hun yn dal ar agor: allgofnodwch yno hefyd.`,
      action: again,
    },
    'handed-back': {
      title: 'Mae Delweddu wedi’i gau',
      meaning: off,
      action: 'Ewch ymlaen yng nghofnod y claf.',
    },
    idle: {
      title: 'Wedi’i gloi, gan na ddefnyddiodd neb ef',
      meaning: off,
      action: again,
    },
    'record-signed-out': {
      title: 'Mae’r cofnod wedi allgofnodi',
      meaning: `${off} Fe’i caewyd gan fod sesiwn y cofnod wedi dod i ben.`,
      action: again,
    },
    'record-paused': {
      title: 'Mae sesiwn y cofnod wedi’i seibio',
      meaning: off,
      action: 'Pan fydd y cofnod yn cael ei ddefnyddio eto, agorwch Delweddu oddi yno.',
    },
    'patient-closed': {
      title: 'Mae’r cofnod wedi cau’r claf hwn',
      meaning: off,
      action: again,
    },
    'patient-changed': {
      title: 'Mae’r cofnod wedi symud at glaf arall',
      meaning: `${off} Mae mewngofnodi i Delweddu yn dal ar gyfer un claf.`,
      action: 'Yn y cofnod, dewiswch Delweddu ar gyfer y claf sydd ar agor yno nawr.',
    },
  },
};
