import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/** CPU microseconds and resident MiB of a process so far (Linux). */
export function usageOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return {
    cpuMicroseconds: (ticks / TICKS_PER_SECOND) * 1e6,
    residentMiB: Math.round(Number(resident[1]) / 1024),
  };
}
