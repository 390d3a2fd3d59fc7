/*
 * Welsh (Cymraeg). A DRAFT: no speaker of Welsh who works with patients has reviewed it. It is off until a site turns it on, and
 * that site answers for its words until they are reviewed. Where it and English differ, English holds.
 */
import * as bodyParts from './body-parts';
import * as commands from './commands';
import * as help from './help';
import * as identity from './identity';
import * as launch from './launch';
import * as launchFailures from './launch-failures';
import * as links from './links';
import * as list from './list';
import * as measured from './measured';
import * as measuring from './measuring';
import * as patients from './patients';
import * as pictures from './pictures';
import * as printing from './printing';
import * as priors from './priors';
import * as problems from './problems';
import * as reports from './reports';
import * as savedViews from './saved-views';
import * as session from './session';
import * as shell from './shell';
import * as sources from './sources';
import * as spans from './spans';
import * as speed from './speed';
import * as spoken from './spoken';
import * as start from './start';
import * as studies from './studies';
import * as texts from './texts';
import * as video from './video';
import * as viewer from './viewer';
import * as volume from './volume';
import * as waveform from './waveform';

/** By room. What is the same in every language (numbers, names of keys) is not said again. */
export const words = {
  'body-parts': bodyParts,
  commands,
  help,
  identity,
  launch,
  'launch-failures': launchFailures,
  links,
  list,
  measured,
  measuring,
  patients,
  pictures,
  printing,
  priors,
  problems,
  reports,
  'saved-views': savedViews,
  session,
  shell,
  sources,
  spans,
  speed,
  spoken,
  start,
  studies,
  texts,
  video,
  viewer,
  volume,
  waveform,
};
