import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import OpenAI from 'openai';
import { SimulatedProvider } from 'simulated-provider';
import { createGateway } from '../../apps/gateway/src/create-gateway.js';
import { listen } from '../../apps/gateway/src/server/listen.js';

export interface GatewaySetup {
  /** What `gateway.yaml` holds; left out: there is no file. */
  readonly config?: object | string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The gateway itself, listening on a free port, in a directory and with a database of its own. */
export class RunningGateway {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    private readonly directory: string,
  ) {}

  static async start({ config, env }: GatewaySetup = {}): Promise<RunningGateway> {
    const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
    if (config !== undefined) {
      const text = typeof config === 'string' ? config : JSON.stringify(config);
      writeFileSync(join(directory, 'gateway.yaml'), text);
    }
    let app: NestFastifyApplication | undefined;
    try {
      app = await createGateway(
        { PORT: '0', DATABASE_URL: ':memory:', LOG_LEVEL: 'fatal', ...env },
        directory,
      );
      return new RunningGateway(app, await listen(app), directory);
    } catch (error) {
      await app?.close();
      rmSync(directory, { recursive: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.directory, { recursive: true });
  }

  /** OpenAI's own client, which does not try again unless told. */
  openai(options: { apiKey?: string; maxRetries?: number } = {}): OpenAI {
    return new OpenAI({
      baseURL: `${this.url}/v1`,
      apiKey: options.apiKey ?? 'none',
      maxRetries: options.maxRetries ?? 0,
    });
  }

  async get(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, { headers });
    return { status: response.status, headers: response.headers, body: await readBody(response) };
  }

  async post(path: string, body: string, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, headers: response.headers, body: await readBody(response) };
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into bodies of every shape
async function readBody(response: Response): Promise<any> {
  const text = await response.text();
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

/** Providers to be told how to behave, and the part of a configuration that names them, each under its key. */
export async function simulated<const Name extends string>(...names: readonly Name[]) {
  const started = await Promise.all(
    names.map(async (name) => [name, await SimulatedProvider.start({ name })] as const),
  );
  const upstreams = Object.fromEntries(started) as Record<Name, SimulatedProvider>;
  return {
    upstreams,
    providers: started.map(([id, { url }]) => ({
      type: 'openai-compatible',
      id,
      baseUrl: `${url}/v1`,
      models: [{ id: 'm', price: { input: 1, output: 2 } }],
    })),
    stop: () => Promise.all(started.map(([, provider]) => provider.close())),
  };
}

export const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] };
