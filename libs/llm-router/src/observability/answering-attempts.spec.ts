import { aFailure, anAttempt } from './calls.fixture.js';
import { answeringAttempts } from './answering-attempts.js';

const indexes = (...[attempts, served]: Parameters<typeof answeringAttempts>) =>
  answeringAttempts(attempts, served).map((it) => it.index);

const cancelled = anAttempt({ status: 'aborted', model: 'openai/gpt' });
const hedge = anAttempt({ index: 1, kind: 'hedge', model: 'groq/llama' });
const brokenOff = anAttempt({ index: 1, kind: 'failover', status: 'interrupted' });

describe('answeringAttempts', () => {
  it('is the one that answered after failures', () => {
    const attempts = [aFailure(), aFailure({ index: 1 }), anAttempt({ index: 2 })];
    expect(indexes(attempts, 'openai/gpt')).toEqual([2]);
  });

  it('is the hedge where that one won, whoever ended last', () => {
    for (const attempts of [
      [hedge, cancelled],
      [cancelled, hedge],
    ]) {
      expect(indexes(attempts, 'groq/llama')).toEqual([1]);
    }
  });

  it('is the first where the hedge lost, also when both came to their end', () => {
    expect(indexes([anAttempt(), { ...hedge, status: 'aborted' }], 'openai/gpt')).toEqual([0]);
    expect(indexes([hedge, anAttempt()], 'openai/gpt')).toEqual([0]);
  });

  it('is the one that broke off, where the reply did', () => {
    expect(indexes([aFailure(), brokenOff], 'openai/gpt')).toEqual([1]);
  });

  it('is the one that broke off, and all that continued it', () => {
    const third = anAttempt({ index: 3, kind: 'continuation', model: 'groq/llama' });
    const second = anAttempt({ index: 2, kind: 'continuation', status: 'interrupted' });
    const unborn = aFailure({ index: 4, kind: 'continuation' });
    expect(indexes([aFailure(), brokenOff, third, unborn, second], 'groq/llama')).toEqual([
      1, 2, 3,
    ]);
  });

  it('is nobody where nobody answered, or a cache or a declared text did', () => {
    expect(indexes([aFailure()], undefined)).toEqual([]);
    expect(indexes([aFailure()], 'openai/gpt')).toEqual([]);
    expect(indexes([], 'openai/gpt')).toEqual([]);
  });
});
