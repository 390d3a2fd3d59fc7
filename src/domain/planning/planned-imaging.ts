/** A request for imaging, or an appointment for it, as the record has it and whatever became of it. */
export interface PlannedImaging {
  /** FHIR reference: `ServiceRequest/8`, `Appointment/3` */
  readonly id: string;
  readonly kind: 'requested' | 'booked';
  /** FHIR ServiceRequest.status or Appointment.status, in small letters */
  readonly status: string;
  /** FHIR ServiceRequest.intent */
  readonly intent?: string;
  /** It says that it is not to be done (ServiceRequest.doNotPerform) */
  readonly isForbidden?: true;
  /** What was asked for: "CT chest" */
  readonly what?: string;
  readonly reason?: string;
  /** When it was requested, or for when it is booked; FHIR dateTime */
  readonly at?: string;
  /** The last day on which the request itself wants it done (ServiceRequest.occurrence[x]) */
  readonly wantedBy?: string;
  readonly place?: string;
  /** Requests that a booking is for; that a request was made from, or stands in place of */
  readonly requests?: readonly string[];
  /** Reports that a request names as its reason (`DiagnosticReport/1`) */
  readonly because?: readonly string[];
  /** Why an appointment was cancelled, in the record's words */
  readonly whyNot?: string;
  /** By which others name it beside its reference: `system|value` */
  readonly identifiers?: readonly string[];
  readonly accessionNumbers: readonly string[];
  /** The record does not say whose it is */
  readonly ownership?: 'cannot-tell';
}
