import type { PeerState } from '../../contracts/peer-states.js';

/** Nobody leaves a target alone for longer than this on another process's word: its clock may be wrong. */
const MOST_AHEAD_MS = 3_600_000;

/** One target in a report; 0: no such time. */
type Line = [target: string, inFlight: number, ejectedUntil: number, heldUntil: number];

/** What one process tells the others, as JSON. What several sources say of one target is one line. */
export function writeReport(
  states: Iterable<readonly [target: string, state: Partial<PeerState>]>,
): string {
  const lines = new Map<string, Line>();
  for (const [target, { inFlight = 0, ejectedUntil = 0, heldUntil = 0 }] of states) {
    if (inFlight <= 0 && ejectedUntil <= 0 && heldUntil <= 0) continue;
    add(lines, [target, Math.max(0, inFlight), ejectedUntil, heldUntil]);
  }
  return JSON.stringify([...lines.values()]);
}

/**
 * What several processes say together: attempts add up, the later time wins, times that are over are left out. What is
 * no report, or no line of one, says nothing. `now` in epoch milliseconds.
 */
export function readReports(
  reports: Iterable<string | null>,
  now: number,
): ReadonlyMap<string, PeerState> {
  const lines = new Map<string, Line>();
  for (const report of reports) {
    for (const line of linesOf(report)) add(lines, line);
  }
  const states = new Map<string, PeerState>();
  for (const [target, inFlight, ejected, held] of lines.values()) {
    const ejectedUntil = ahead(ejected, now);
    const heldUntil = ahead(held, now);
    if (inFlight === 0 && ejectedUntil === undefined && heldUntil === undefined) continue;
    states.set(target, {
      inFlight,
      ...(ejectedUntil === undefined ? {} : { ejectedUntil }),
      ...(heldUntil === undefined ? {} : { heldUntil }),
    });
  }
  return states;
}

function add(lines: Map<string, Line>, [target, inFlight, ejected, held]: Line): void {
  const known = lines.get(target);
  if (known === undefined) {
    lines.set(target, [target, inFlight, ejected, held]);
    return;
  }
  known[1] += inFlight;
  known[2] = Math.max(known[2], ejected);
  known[3] = Math.max(known[3], held);
}

function linesOf(report: string | null): Line[] {
  if (report === null) return [];
  try {
    const lines: unknown = JSON.parse(report);
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    return [];
  }
}

function isLine(line: unknown): line is Line {
  if (!Array.isArray(line) || line.length < 4 || typeof line[0] !== 'string') return false;
  const counts: unknown[] = line.slice(1, 4);
  return counts.every((it) => Number.isSafeInteger(it) && (it as number) >= 0);
}

function ahead(time: number, now: number): number | undefined {
  return time > now ? Math.min(time, now + MOST_AHEAD_MS) : undefined;
}
