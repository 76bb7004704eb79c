import {
  type Clock,
  type ModelDeclaration,
  type ProviderAdapter,
  type ProviderCall,
  type ProviderReply,
  type ReplyChunk,
  UpstreamError,
} from 'nestjs-llm-router';
import { drawsFor } from '../chance/draws.js';
import { wait } from '../time/wait.js';
import type { Arrival } from '../workload/arrival.js';
import { type Fault, RATE_LIMIT } from './fault.js';
import { MODEL, type Profile } from './profile.js';
import { type Script, scriptFor, type ScriptedFailure } from './script.js';
import type { Sending, SendingLog } from './sending-log.js';
import { WindowLimit } from './window-limit.js';

/** A refusal of which the reason is not understood. */
const UNTOLD: ScriptedFailure = { code: 'server_error', status: 429 };

/** What all providers of one simulation share. */
export interface World {
  readonly seed: number;
  readonly clock: Clock;
  readonly arrivals: readonly Arrival[];
  readonly log: SendingLog;
  /** Whether the adapter reads what a provider says of its rate limit. */
  readonly tellsRateLimit: boolean;
}

/** A provider in virtual time, which answers by its profile, or misbehaves by its fault. */
export class SimulatedUpstream implements ProviderAdapter {
  readonly id: string;
  readonly dialect = 'simulated';
  readonly priceBookId = null;
  readonly models: readonly ModelDeclaration[];
  private readonly limit = new WindowLimit(RATE_LIMIT.requests, RATE_LIMIT.windowMs);
  private busy = 0;

  constructor(
    private readonly profile: Profile,
    private readonly number: number,
    private readonly world: World,
    private readonly fault: Fault | undefined,
  ) {
    this.id = profile.id;
    this.models = [{ id: MODEL, price: profile.price }];
  }

  /** Requests that are neither answered nor given up. */
  get underWay(): number {
    return this.busy;
  }

  async open({ request, delivery, signal }: ProviderCall): Promise<ProviderReply> {
    const arrival = this.world.arrivals[Number(request.metadata?.arrival)]!;
    const { clock, log } = this.world;
    const sending = log.started(arrival.index, this.number, clock.monotonic());
    this.busy++;
    signal.addEventListener('abort', () => this.end(sending, 'cancelled'), { once: true });
    const script = this.script(arrival, sending);
    if (script.outcome === 'silence') return silence(signal);
    if (script.outcome === 'failure') {
      await wait(clock, script.afterMs, signal);
      this.end(sending, 'failed');
      throw this.error(script.failure);
    }
    const { firstPartMs, restMs } = script;
    await wait(clock, delivery === 'stream' ? firstPartMs : firstPartMs + restMs, signal);
    const remainingMs = delivery === 'stream' ? restMs : 0;
    return { warnings: [], chunks: this.chunks(arrival, sending, remainingMs, signal) };
  }

  private script(arrival: Arrival, sending: Sending): Script {
    const { profile, world } = this;
    const fault =
      this.fault && sending.at >= this.fault.from && sending.at < this.fault.until
        ? this.fault
        : undefined;
    const circumstances = {
      profile,
      arrival,
      fault: fault?.kind,
      crowding: Math.max(1, this.busy / profile.capacity),
      retryAfterMs:
        fault?.kind === 'rate limit' ? this.limit.take(sending.at - fault.from) : undefined,
    };
    return scriptFor(
      circumstances,
      drawsFor(world.seed, arrival.index, this.number, sending.again),
    );
  }

  private async *chunks(
    { promptTokens, outputTokens }: Arrival,
    sending: Sending,
    restMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyChunk> {
    yield { parts: [{ type: 'text', choice: 0, text: 'So' }] };
    if (restMs > 0) await wait(this.world.clock, restMs, signal);
    this.end(sending, 'answered');
    const usage = {
      input: promptTokens,
      cacheRead: 0,
      cacheWrite: 0,
      cacheWriteLong: 0,
      inputAudio: 0,
      inputImage: 0,
      output: outputTokens,
      reasoning: 0,
      outputAudio: 0,
      outputImage: 0,
      estimated: false,
      suspect: false,
    };
    yield {
      parts: [
        { type: 'text', choice: 0, text: ' it is.' },
        { type: 'finish', choice: 0, reason: 'stop' },
        { type: 'usage', usage },
      ],
    };
  }

  private end(sending: Sending, how: Sending['ended']): void {
    if (sending.ended !== undefined) return;
    sending.ended = how;
    this.busy--;
  }

  private error(failure: ScriptedFailure): UpstreamError {
    const { code, status, retryAfterMs } =
      failure.code === 'rate_limited' && !this.world.tellsRateLimit ? UNTOLD : failure;
    return new UpstreamError(`Provider ${this.id} failed: ${code}.`, {
      code,
      provider: this.id,
      ...(status === undefined ? {} : { upstreamStatus: status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}

/** Never answers: ends only when whoever asked gives up. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
