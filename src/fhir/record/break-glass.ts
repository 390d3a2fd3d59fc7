import type { AuditLog } from '../../domain/ports/audit';
import type { BreakGlass } from '../../domain/ports/emergency';
import { createdIn } from '../resource/create';
import type { FhirServer } from '../resource/request';

export interface BreakGlassSetting {
  readonly server: FhirServer;
  /** Its operation's name, as the configuration has it: `$break-glass`. FHIR defines none */
  readonly operation: string;
  /** FHIR logical id */
  readonly patientId: string;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Aborts when the session ends. Whoever only looks away stops nothing: the record may have heard already */
  readonly ended: AbortSignal;
}

/** "Break the glass" (v3-ActReason) */
const EMERGENCY = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'BTG',
  display: 'break the glass',
};

/** Asks the record, which alone decides; every attempt is recorded with its reason. */
export function breakGlass({ server, operation, patientId, audit, ended }: BreakGlassSetting): BreakGlass {
  return async (reason) => {
    const parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueReference: { reference: `Patient/${patientId}` } },
        { name: 'purpose', valueCoding: EMERGENCY },
        { name: 'reason', valueString: reason },
      ],
    };
    const answer = await createdIn(server, parameters, ended, operation);
    const { problem } = answer.ok ? {} : answer;
    // It may have heard, and its answer was lost: what follows is looked at as in an emergency, whatever it decided.
    const isRefused = problem?.kind === 'not-stored' || problem?.kind === 'forbidden';
    audit.record({ kind: 'broke-glass', reason, opened: !isRefused });
    if (answer.ok) return { kind: 'opened' };
    if (problem?.kind === 'not-stored') return { kind: 'refused', why: problem.why };
    return problem?.kind === 'forbidden' ? { kind: 'refused', why: '' } : { kind: 'unknown' };
  };
}
