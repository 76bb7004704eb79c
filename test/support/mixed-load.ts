import { Agent, request } from 'node:http';
import type { DeclaredRates, TokenUsage } from 'nestjs-llm-router';
import { SeededRandom } from 'nestjs-llm-router/testing';
import type { SimulatedProvider } from 'simulated-provider';

const CALLS = 160;
const CLIENTS = 8;

/** What is asked for, with its price in US dollars per million tokens. */
export const RATES = {
  'openai/plain': { input: '0.15', output: '0.6' },
  'openai/flaky': { input: '0.15', output: '0.6' },
  'openai/tokens-1234-567+cached-89': { input: '2.5', cacheRead: '0.625', output: '10' },
  'openai/thinks+reasoning': { input: '1.1', output: '4.4', reasoning: '5.123456789' },
  'openai/embeds': { input: '0.0200000005', output: '0' },
  'openai/cut+fault-cut-3': { input: '3', output: '15' },
  'openai/stalls+fault-stall-2': { input: '3', output: '15' },
  'openai/silent-0': { input: '7', output: '9' },
  'openai/silent-1': { input: '7', output: '9' },
  'openai/silent-2': { input: '7', output: '9' },
  'openai/untold+fault-missing-usage': { input: '1', output: '2' },
  'openai/down+fault-status-503': { input: '1', output: '2' },
  'anthropic/plain': { input: '3', cacheRead: '0.3', output: '15' },
  'anthropic/thinks+cached-7': {
    input: '0.333333333333',
    cacheRead: '0.1',
    output: '1.666666666667',
  },
} as const satisfies Record<string, DeclaredRates>;

export type Model = keyof typeof RATES;

/** Where one target fails, or stays silent. */
export const MIXED_TIERS = {
  failing: ['openai/down+fault-status-503', 'anthropic/plain'],
  'slow-0': ['openai/silent-0', 'openai/plain'],
  'slow-1': ['openai/silent-1', 'openai/plain'],
  'slow-2': ['openai/silent-2', 'openai/plain'],
};

/** Of an upstream's own: a decimal times 10¹², which is what 10⁶ tokens cost in 10⁻¹² dollars. */
function exact(decimal: string): bigint {
  const [whole = '', places = ''] = decimal.split('.');
  return BigInt(whole + places.padEnd(12, '0'));
}

/** By docs/pricing.md, and nothing of the library: each class is rounded half up by itself. */
export function costOf(
  model: Model,
  tokens: Pick<TokenUsage, 'input' | 'cacheRead' | 'output' | 'reasoning'>,
): bigint {
  const rates: { input: string; output: string; cacheRead?: string; reasoning?: string } =
    RATES[model];
  const million = 1_000_000n;
  const parts: readonly (readonly [number, string])[] = [
    [tokens.input, rates.input],
    [tokens.cacheRead, rates.cacheRead ?? rates.input],
    [tokens.output, rates.output],
    [tokens.reasoning, rates.reasoning ?? rates.output],
  ];
  return parts.reduce(
    (sum, [count, rate]) => sum + (2n * BigInt(count) * exact(rate) + million) / (2n * million),
    0n,
  );
}

const messages = [{ role: 'user', content: 'Count every token of this, and every one only once.' }];

interface Target {
  readonly url: string;
  readonly agent: Agent;
  readonly provider: SimulatedProvider;
}

/** Resolves when the answer is over; with `leaves`, the caller has gone once its first bytes were there. */
function post({ url, agent }: Target, path: string, body: object, leaves = false): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url + path,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.on('data', () => leaves && answer.destroy());
        answer.on('error', () => undefined);
        answer.on('close', resolve);
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}

/** One call, of a kind that the number decides. */
async function ask(target: Target, number: number, random: SeededRandom): Promise<void> {
  const { provider } = target;
  const stream = random.next() < 0.5;
  const chat = async (model: string, more: object = {}) => {
    await post(target, '/v1/chat/completions', { model, messages, stream, ...more });
  };
  const kinds: (() => Promise<unknown>)[] = [
    () => chat('openai/plain', { max_tokens: 1 + Math.floor(random.next() * 20) }),
    () => chat('openai/tokens-1234-567+cached-89'),
    () => chat('openai/thinks+reasoning'),
    () => chat('anthropic/plain'),
    async () => {
      const body = { model: 'anthropic/thinks+cached-7', messages, max_tokens: 4_000, stream };
      const thinking = { type: 'enabled', budget_tokens: 2_000 };
      await post(target, '/v1/messages', { ...body, thinking });
    },
    async () => {
      const input = Array.from({ length: 1 + (number % 3) }, (_, index) => `text ${index}`);
      await post(target, '/v1/embeddings', { model: 'openai/embeds', input });
    },
    // Fails once, and is tried again.
    () => {
      provider.behave({ model: 'flaky', times: 1, status: 500 });
      return chat('openai/flaky');
    },
    // Fails, and goes elsewhere.
    () => chat('tier:failing'),
    // Was fast, and stays silent, so that another one is asked beside it.
    async () => {
      const which = Math.floor(number / kinds.length);
      if (which > 2) return;
      for (let warm = 0; warm < 3; warm++) await chat(`openai/silent-${which}`);
      provider.behave({ model: `silent-${which}`, times: 1, silence: true });
      await chat(`tier:slow-${which}`);
    },
    () => chat('openai/cut+fault-cut-3', { stream: true }),
    () => chat('openai/untold+fault-missing-usage'),
    () => {
      const model = 'openai/stalls+fault-stall-2';
      return post(target, '/v1/chat/completions', { model, messages, stream: true }, true);
    },
  ];
  await kinds[number % kinds.length]?.();
}

/**
 * Calls of all kinds, eight at a time, at an application with these rates and tiers: documents, streams, vectors; some of
 * them fail once, go elsewhere, get a second one beside them, break off, or are left by their callers.
 */
export async function mixedLoad(url: string, provider: SimulatedProvider): Promise<void> {
  const random = new SeededRandom(7);
  const agent = new Agent({ keepAlive: true });
  let next = 0;
  const client = async () => {
    for (let number = next++; number < CALLS; number = next++) {
      await ask({ url, agent, provider }, number, random);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
}
