import { Clock } from '../contracts/clock.js';
import type { ResponseStore, StoredResponse } from '../contracts/response-store.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { MemoryResponseStore } from './memory-response-store.js';
import { SealedResponses } from './sealed-responses.js';
import { StoredConversations } from './stored-conversations.js';

class TestClock extends Clock {
  at = 1_000;
  override now(): number {
    return this.at;
  }
  override monotonic(): number {
    return this.at;
  }
}

const response = { id: 'resp_1', response: { id: 'resp_1' }, messages: [] };
const of = { subject: { tenant: 'acme', user: '' }, since: 0 };

function conversationsOf(stores: readonly ResponseStore[], options: object = {}) {
  const clock = new TestClock();
  const plugins = {
    all: () => stores,
    byId: (_kind: string, id: string) => stores.find((it) => it.id === id)!,
  } as unknown as PluginRegistry;
  return {
    clock,
    conversations: new StoredConversations(
      plugins,
      { responses: options },
      clock,
      new SealedResponses(),
    ),
  };
}

describe('StoredConversations', () => {
  it('forgets a response after its retention', async () => {
    const { clock, conversations } = conversationsOf([new MemoryResponseStore()], {
      retention: '1s',
    });
    await conversations.save('a', response, of);
    clock.at = 1_999;
    expect(await conversations.find('a', 'resp_1')).toMatchObject(response);
    expect(await conversations.find('b', 'resp_1')).toBeUndefined();
    clock.at = 2_000;
    expect(await conversations.find('a', 'resp_1')).toBeUndefined();
  });

  it('uses the store that the application brings, and asks which of several', async () => {
    const memory = new MemoryResponseStore();
    const put = jest.fn(async (_stored: StoredResponse) => undefined);
    const brought = (id: string) => ({ id, put }) as unknown as ResponseStore;
    await conversationsOf([memory, brought('own')]).conversations.save('a', response, of);
    expect(put).toHaveBeenCalledTimes(1);
    expect(() =>
      conversationsOf([
        memory,
        brought('own'),
        brought('other'),
      ]).conversations.onApplicationBootstrap(),
    ).toThrow('responses.store: there are several stores, so name one of them: own, other.');
  });

  it('bounds what is in memory', async () => {
    const memory = new MemoryResponseStore();
    const { conversations } = conversationsOf([memory]);
    for (let number = 0; number <= 1_000; number++) {
      await conversations.save('a', { ...response, id: `resp_${number}` }, of);
    }
    expect(await conversations.find('a', 'resp_0')).toBeUndefined();
    expect(await conversations.find('a', 'resp_1000')).toBeDefined();
  });
});
