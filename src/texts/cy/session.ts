import type { Spoken } from '../language';
import type * as en from '../en/session';

export const sessionTexts: Spoken<typeof en.sessionTexts> = {
  suspended: {
    title: 'Mae’r lluniau wedi’u cuddio am y tro',
    meaning: (record) =>
      `Mae’r mewngofnodi wedi dod i ben ac ni ellid gofyn i ${record} am un newydd, felly ni ddangosir dim o’r claf.`,
    action:
      'Gofynnir eto bob ychydig eiliadau. Cyn gynted ag y daw ateb, byddwch yn parhau o’r lle’r oeddech.',
  },
  expired: {
    title: 'Mae’r sesiwn wedi dod i ben',
    meaning: 'Mae manylion a lluniau’r claf wedi’u tynnu oddi ar y sgrin hon.',
    action: 'I’w gweld eto, ewch yn ôl i gofnod y claf a dewis Delweddu.',
  },
  audit: {
    delayed: (where) => `Mae cofnodi pwy a edrychodd yn hwyr: nid yw ${where} yn ei dderbyn ar hyn o bryd.`,
    refused: (where) =>
      `Nid yw pwy sy’n edrych yn cael ei gofnodi: nid yw ${where} yn ei dderbyn gan y gwyliwr hwn.`,
    missing: (missing, looks, where) => `Ni allai ${where} gofnodi ${missing} o ${looks} edrychiad.`,
    onlyBy: (who, not) => `Cofnodir edrychiadau gan ${who}, nid gan ${not}.`,
    unsure: (waiting, looks, where) => `Efallai na chofnodwyd ${waiting} o ${looks} edrychiad gan ${where}.`,
    details: 'Manylion ar gyfer y tîm cymorth',
  },
  notRenewed:
    'Nid oedd modd adnewyddu’r sesiwn eto; mae’r hyn a welwch yn aros, ac mae’r adnewyddu’n parhau.',
};
