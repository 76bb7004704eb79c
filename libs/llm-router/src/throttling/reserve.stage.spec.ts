import { Injectable, Logger, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import { QuotaExceededError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Quota, QuotaLease } from '../contracts/quota.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { LlmQuota } from '../plugin/plugin-markers.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ReserveStage } from './reserve.stage.js';

const log: string[] = [];
const lease = (name: string): QuotaLease => ({
  settle: ({ status }) => void log.push(`${name} ${status}`),
});

@LlmQuota()
@Injectable()
class Immediate implements Quota {
  readonly id = 'immediate';
  reserve = (): QuotaLease => lease('immediate');
}

@LlmQuota()
@Injectable()
class Later implements Quota {
  readonly id = 'later';
  reserve = async (): Promise<QuotaLease> => lease('later');
}

@LlmQuota()
@Injectable()
class Unconcerned implements Quota {
  readonly id = 'unconcerned';
  reserve = (): undefined => undefined;
}

@LlmQuota()
@Injectable()
class Refusing implements Quota {
  readonly id = 'refusing';
  reserve = (): never => {
    throw new QuotaExceededError('no more');
  };
}

@LlmQuota()
@Injectable()
class Faulty implements Quota {
  readonly id = 'faulty';
  reserve = (): QuotaLease => ({
    settle: () => {
      throw new Error('cannot settle');
    },
  });
}

async function reserve(...quotas: Type<Quota>[]): Promise<QuotaLease> {
  const providers = [PluginRegistry, ReserveStage, ...quotas];
  const module = await Test.createTestingModule({ providers }).compile();
  return module.get(ReserveStage).reserve({} as Exchange, {} as AttemptPlan);
}

const succeeded = { status: 'succeeded', usage: NO_USAGE, cost: 0n, attempts: [] } as const;

beforeEach(() => {
  log.length = 0;
});

it('settles every lease once, however often it is told', async () => {
  const combined = await reserve(Immediate, Unconcerned, Later);
  combined.settle(succeeded);
  combined.settle(succeeded);
  expect(log).toEqual(['immediate succeeded', 'later succeeded']);
});

it('gives back what was reserved when a quota refuses', async () => {
  await expect(reserve(Immediate, Later, Refusing, Faulty)).rejects.toThrow('no more');
  expect(log).toEqual(['immediate failed', 'later failed']);
});

it('settles the others where one fails to', async () => {
  const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  (await reserve(Faulty, Immediate)).settle(succeeded);
  expect(log).toEqual(['immediate succeeded']);
  expect(error).toHaveBeenCalledWith('A quota failed to settle: Error: cannot settle');
  error.mockRestore();
});

it('answers without waiting where there is no quota', async () => {
  const module = await Test.createTestingModule({
    providers: [PluginRegistry, ReserveStage],
  }).compile();
  const stage = module.get(ReserveStage);
  const first = stage.reserve({} as Exchange, {} as AttemptPlan);
  expect(first).not.toBeInstanceOf(Promise);
  expect(stage.reserve({} as Exchange, {} as AttemptPlan)).toBe(first);
});
