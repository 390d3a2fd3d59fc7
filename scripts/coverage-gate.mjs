import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runPackage } from './run.mjs';

/** Where a branch that no test takes can show a wrong person, side, size or order, or say "none" of what is not known. */
const GATED = [
  'src/domain/patient/patient.ts',
  'src/domain/patient/names.ts',
  'src/domain/patient/age.ts',
  'src/domain/patient/ownership.ts',
  'src/domain/patient/identifier.ts',
  'src/domain/measure/calibration.ts',
  'src/domain/measure/scale.ts',
  'src/domain/presentation/orientation.ts',
  'src/domain/presentation/view-state.ts',
  'src/domain/study/order.ts',
  'src/domain/study/stacks.ts',
  'src/domain/list/completeness.ts',
  'src/domain/list/report-evidence.ts',
  'src/domain/list/reports-of-study.ts',
  'src/domain/list/standing.ts',
  'src/domain/knowledge',
  'src/domain/volume',
];

/**
 * Their own tests, and whether every branch of each of these files was taken.
 * @param {readonly string[]} args @param {readonly string[]} reporters
 * @returns {Promise<number>} the exit code
 */
export function runCoverageGate(args = [], reporters = ['--reporter=dot']) {
  const there = GATED.filter((path) => existsSync(join(root, path)));
  return runPackage('vitest', [
    'run',
    '--project=node',
    'tests/domain',
    '--exclude=**/*-real-files.test.ts',
    ...reporters,
    '--coverage.enabled',
    '--coverage.provider=v8',
    '--coverage.reporter=text',
    '--coverage.reportsDirectory=.cache/coverage',
    ...there.map((path) => `--coverage.include=${path.endsWith('.ts') ? path : `${path}/**`}`),
    '--coverage.thresholds.perFile',
    '--coverage.thresholds.branches=100',
    ...args,
  ]);
}
