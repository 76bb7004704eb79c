import { once } from 'node:events';
import type { UsageRow } from 'nestjs-llm-router/typeorm';
import { Amounts } from './amounts.js';
import { usageAnswer } from './usage-answer.js';

const row = { dimensions: { model: 'm' }, cost: 0n, saved: 0n, tokens: {} } as unknown as UsageRow;

const amounts = new Amounts({});

describe('usageAnswer', () => {
  it('lets go of the ledger where the client leaves before it has read anything', async () => {
    let open = 0;
    async function* rows() {
      open++;
      try {
        yield row;
        yield row;
      } finally {
        open--;
      }
    }
    for (const format of ['json', 'csv'] as const) {
      const answer = await usageAnswer({ groupBy: ['model'] }, rows(), { format, amounts });
      expect(open).toBe(1);
      answer.getStream().destroy();
      await once(answer.getStream(), 'close');
      expect(open).toBe(0);
    }
  });

  it('fails before it begins where the question is wrong', async () => {
    async function* rows(): AsyncGenerator<UsageRow, void, undefined> {
      yield* [];
      throw new Error('wrong');
    }
    await expect(usageAnswer({}, rows(), { format: 'json', amounts })).rejects.toThrow('wrong');
  });
});
