import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that another one can tell whether it still lives. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system tells; two processes with one pid differ in it. */
  readonly started: string;
  /** Where its pid means anything: the machine since it was booted, and the container. */
  readonly realm: string;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '', realm: realm() };
}

/** Whether a process runs; undefined where that cannot be told from here, since it ran on another machine or container. */
export function isRunning({ pid, started, realm: there }: ProcessIdentity): boolean | undefined {
  if (there !== realm()) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const now = startOf(pid);
  return now === undefined || now === started;
}

function realm(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const pids = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, pids].join(' ');
}

/** The 22nd field of `/proc/<pid>/stat`: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. Elsewhere, what `ps` says. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  return attempt(() => {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  });
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
