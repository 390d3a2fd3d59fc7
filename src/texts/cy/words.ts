/*
 * Welsh (Cymraeg). A DRAFT: no speaker of Welsh who works with patients has reviewed it. It is off until a site turns it on, and
 * that site answers for its words until they are reviewed. Where it and English differ, English holds.
 */
import * as bodyParts from './body-parts';
import * as cards from './cards';
import * as commands from './commands';
import * as context from './context';
import * as dates from './dates';
import * as displayCheck from './display-check';
import * as emergency from './emergency';
import * as exporting from './exporting';
import * as feedback from './feedback';
import * as glossary from './glossary';
import * as help from './help';
import * as identity from './identity';
import * as keyImage from './key-image';
import * as launch from './launch';
import * as launchFailures from './launch-failures';
import * as links from './links';
import * as list from './list';
import * as measured from './measured';
import * as measuring from './measuring';
import * as measurementsSaved from './measurements-saved';
import * as nuclear from './nuclear';
import * as overlay from './overlay';
import * as paper from './paper';
import * as patients from './patients';
import * as pictures from './pictures';
import * as planning from './planning';
import * as presence from './presence';
import * as printing from './printing';
import * as priors from './priors';
import * as problems from './problems';
import * as reports from './reports';
import * as savedViews from './saved-views';
import * as colleagues from './colleagues';
import * as secondLook from './second-look';
import * as session from './session';
import * as shell from './shell';
import * as solid from './solid';
import * as slide from './slide';
import * as sources from './sources';
import * as spans from './spans';
import * as speed from './speed';
import * as spoken from './spoken';
import * as start from './start';
import * as studies from './studies';
import * as teaching from './teaching';
import * as texts from './texts';
import * as video from './video';
import * as viewer from './viewer';
import * as volume from './volume';
import * as waveform from './waveform';
import * as withPatient from './with-patient';

/** By room. What is the same in every language (numbers, names of keys) is not said again. */
export const words = {
  'body-parts': bodyParts,
  cards,
  commands,
  context,
  dates,
  'display-check': displayCheck,
  emergency,
  exporting,
  feedback,
  glossary,
  help,
  identity,
  'key-image': keyImage,
  launch,
  'launch-failures': launchFailures,
  links,
  list,
  measured,
  measuring,
  'measurements-saved': measurementsSaved,
  nuclear,
  overlay,
  paper,
  patients,
  pictures,
  planning,
  presence,
  printing,
  priors,
  problems,
  reports,
  'saved-views': savedViews,
  colleagues,
  'second-look': secondLook,
  session,
  shell,
  solid,
  slide,
  sources,
  spans,
  speed,
  spoken,
  start,
  studies,
  teaching,
  texts,
  video,
  viewer,
  volume,
  waveform,
  'with-patient': withPatient,
};
