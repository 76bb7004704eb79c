import type { Candidate } from '../contracts/candidate.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { ReplyHead } from '../contracts/reply.js';
import { CallRecord } from './call-record.js';
import { aDecision, aFailure, anAttempt } from './calls.fixture.js';
import { outcomeOf } from './outcome.js';

const journal = () => new CallRecord('call', () => undefined);
const exchange = (record: CallRecord) =>
  ({
    id: 'call',
    caller: {},
    tags: {},
    model: 'tier:cheap',
    journal: record,
  }) as unknown as Exchange;
const reply = (model: string, differing: Partial<ReplyHead> = {}) => ({
  head: {
    candidate: { id: model } as Candidate,
    model,
    provider: model.split('/')[0]!,
    cache: 'off' as const,
    warnings: [],
    ...differing,
  },
  chunks: (async function* () {})(),
});
const well = { status: 'succeeded', durationMs: 1 } as const;

it('takes the finish reason of the attempt that answered, and the cost of all', () => {
  const record = journal();
  record.attempted(
    anAttempt({ index: 1, kind: 'hedge', model: 'groq/llama', finishReason: 'length', cost: 2n }),
  );
  record.attempted(anAttempt({ status: 'aborted', finishReason: undefined, cost: 3n }));
  expect(outcomeOf(exchange(record), reply('groq/llama'), well)).toMatchObject({
    servedModel: 'groq/llama',
    finishReason: 'length',
    cost: 5n,
    usage: { input: 2_400, output: 600 },
  });
});

it('says that who continued a reply answered last', () => {
  const record = journal();
  record.attempted(anAttempt({ status: 'interrupted', finishReason: undefined }));
  record.attempted(
    anAttempt({ index: 1, kind: 'continuation', provider: 'groq', model: 'groq/llama' }),
  );
  expect(outcomeOf(exchange(record), reply('openai/gpt'), well)).toMatchObject({
    servedModel: 'groq/llama',
    provider: 'groq',
    finishReason: 'stop',
  });
});

it('takes no finish reason of an attempt whose reply was not used', () => {
  const record = journal();
  record.attempted(aFailure({ finishReason: 'length' }));
  const outcome = outcomeOf(exchange(record), reply('router/static'), well);
  expect(outcome.finishReason).toBeUndefined();
});

it('has the decision, and the rung as the journal, the error or the reply tell', () => {
  const record = journal();
  record.decided(aDecision());
  const failure = Object.assign(new LlmRouterError('no', { code: 'x', httpStatus: 503 }), {
    rung: 'refused' as const,
  });
  expect(outcomeOf(exchange(record), undefined, { ...well, failure })).toMatchObject({
    decision: { asked: 'tier:cheap' },
    rung: 'refused',
  });
  const head = reply('groq/llama', { rung: 'equal' });
  expect(outcomeOf(exchange(record), head, well).rung).toBe('equal');
  record.degraded('smaller');
  expect(outcomeOf(exchange(record), head, well).rung).toBe('smaller');
});
