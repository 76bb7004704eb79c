import { Test } from '@nestjs/testing';
import type {
  HedgeOptions,
  LlmRouterOptions,
  RetryOptions,
  TimeoutOptions,
} from '../contracts/options.js';
import { LlmRouterModule } from './llm-router.module.js';
import { FakeProvider } from '../testing/fake-provider.js';

async function start(options: LlmRouterOptions): Promise<void> {
  const router = LlmRouterModule.forRoot({ ...options, providers: [new FakeProvider()] });
  const module = await Test.createTestingModule({ imports: [router] }).compile();
  await module.close();
}

it.each<RetryOptions>([
  { attempts: 1, perTarget: 1, baseDelay: 0, maxDelay: 0 },
  { budget: 0, budgetFloor: 0 },
  { budget: 1 },
])('a router starts with the retries %j', async (retries) => {
  await expect(start({ retries })).resolves.toBeUndefined();
});

it.each<HedgeOptions | false>([
  false,
  { percentile: 1, minSamples: 1, minDelay: 0, budget: 0 },
  { percentile: 100, budget: 1 },
])('a router starts with the hedge %j', async (hedge) => {
  await expect(start({ hedge })).resolves.toBeUndefined();
});

const refused = (message: string): unknown =>
  expect.objectContaining({ code: 'configuration', message: expect.stringContaining(message) });

it.each<[RetryOptions, string]>([
  [{ attempts: 0 }, 'retries.attempts: 0 is not a whole number from 1.'],
  [{ attempts: 2.5 }, 'retries.attempts: 2.5 is not a whole number from 1.'],
  [{ perTarget: 0 }, 'retries.perTarget: 0 is not a whole number from 1.'],
  [{ baseDelay: 'soon' as never }, 'retries.baseDelay: "soon" is not a duration. Legal:'],
  [{ maxDelay: -1 }, 'retries.maxDelay: -1 is not a duration. Legal:'],
  [{ budget: -1 }, 'retries.budget: -1 is not legal. Legal: a number from 0 to 1.'],
  [{ budget: 20 }, 'retries.budget: 20 is not legal. Legal: a number from 0 to 1.'],
  [{ budget: '1' as never }, 'retries.budget: "1" is not legal. Legal: a number from 0 to 1.'],
  [{ budgetFloor: -1 }, 'retries.budgetFloor: -1 is not a whole number from 0.'],
])('no router starts with the retries %j', async (retries, message) => {
  await expect(start({ retries })).rejects.toEqual(refused(message));
});

it.each<[HedgeOptions, string]>([
  [{ percentile: 0 }, 'hedge.percentile: 0 is not legal. Legal: a number from 1 to 100.'],
  [{ percentile: 200 }, 'hedge.percentile: 200 is not legal. Legal: a number from 1 to 100.'],
  [{ percentile: NaN }, 'hedge.percentile: NaN is not legal. Legal: a number from 1 to 100.'],
  [{ minSamples: 0 }, 'hedge.minSamples: 0 is not a whole number from 1.'],
  [{ minDelay: '1 s' }, 'hedge.minDelay: "1 s" is not a duration. Legal:'],
  [{ budget: 2 }, 'hedge.budget: 2 is not legal. Legal: a number from 0 to 1.'],
  [{ budget: -0.1 }, 'hedge.budget: -0.1 is not legal. Legal: a number from 0 to 1.'],
])('no router starts with the hedge %j', async (hedge, message) => {
  await expect(start({ hedge })).rejects.toEqual(refused(message));
});

it.each(['connect', 'firstPart', 'idle', 'attempt'] satisfies (keyof TimeoutOptions)[])(
  'no router starts with an illegal timeout: %s',
  async (name) => {
    await expect(start({ timeouts: { [name]: 'never' } })).rejects.toEqual(
      refused(`timeouts.${name}: "never" is not a duration. Legal:`),
    );
  },
);

it.each<[LlmRouterOptions, string]>([
  [{ timeouts: { total: 'ever' as never } }, 'timeouts.total: "ever" is not a duration. Legal:'],
  [{ timeouts: { shutdown: -1 } }, 'timeouts.shutdown: -1 is not a duration. Legal:'],
  [
    { responses: { retention: 'ever' as never } },
    'responses.retention: "ever" is not a duration. Legal:',
  ],
])('no router starts with %j', async (options, message) => {
  await expect(start(options)).rejects.toEqual(refused(message));
});
