import { examine, type Finding, type Patient } from '../ops/doctor.ts';
import { formatTable, type Terminal } from './terminal.ts';

/** Looks everything over and says what to do. Returns the exit code: 0 unless something has failed. */
export async function runDoctor(patient: Patient, terminal: Terminal): Promise<0 | 1> {
  const findings = await examine(patient);
  terminal.print(
    formatTable(
      ['', 'Check', 'Found', 'What to do'],
      findings.map(({ state, check, found, remedy }) => [state, check, found, remedy]),
    ),
  );
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  terminal.print(`${count('ok')} ok, ${count('warn')} warnings, ${count('fail')} failures.`);
  return count('fail') === 0 ? 0 : 1;
}
