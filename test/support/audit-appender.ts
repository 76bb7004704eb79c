import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';

/** A process that appends to an audit trail until it is told to stop, and tells of each entry that is written. */
export async function auditAppender(options: DataSourceOptions, who: string) {
  const child = fork(join(__dirname, 'audit-appender.mjs'), [JSON.stringify(options), who]);
  const ended = once(child, 'exit');
  let acknowledged = 0;
  child.on('message', () => void acknowledged++);
  return {
    who,
    acknowledged: () => acknowledged,
    written: async (count: number) => {
      while (acknowledged < count) {
        await Promise.race([once(child, 'message'), ended]);
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.send('stop');
      await ended;
    },
  };
}
