import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../apps/gateway/dist/main.js');

/** The built gateway as a process of its own. */
export class GatewayProcess {
  out = '';
  err = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  /** Throws where it is not built. */
  static check(): void {
    if (!existsSync(MAIN)) throw new Error('The gateway is not built. Run: npm run build');
  }

  constructor(directory: string, config: object | undefined, env: NodeJS.ProcessEnv = {}) {
    if (config) writeFileSync(join(directory, 'gateway.yaml'), JSON.stringify(config));
    this.child = spawn(process.execPath, [MAIN], {
      cwd: directory,
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
    });
    this.child.stdout?.on('data', (data) => (this.out += String(data)));
    this.child.stderr?.on('data', (data) => (this.err += String(data)));
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  async listening(): Promise<string> {
    for (;;) {
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\. Try it)/.exec(this.out) ?? [];
      if (url !== undefined) return url;
      await Promise.race([
        once(this.child.stdout ?? this.child, 'data'),
        this.exited.then(() => Promise.reject(new Error(this.err))),
      ]);
    }
  }

  terminate(): void {
    this.child.kill('SIGTERM');
  }
}
