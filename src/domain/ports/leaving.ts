/** Why a patient is taken off the screen while the sign-in was still good. */
export type Leaving =
  | 'signed-out'
  /** A person went back to the record, whose window took the viewer away */
  | 'handed-back'
  /** Nobody used this screen for as long as the site allows */
  | 'idle'
  /** By the record, over the context that its windows share */
  | 'record-signed-out'
  | 'record-paused'
  | 'patient-closed'
  /** A person followed the record to another patient */
  | 'patient-changed';
