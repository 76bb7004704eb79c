import { Logger } from '@nestjs/common';
import type { Exchange } from '../contracts/exchange.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { PromptClassifier, PromptSample } from '../contracts/prompt-classifier.js';
import type { TaskClass } from '../contracts/task-class.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { PromptClassification } from './prompt-classification.js';
import { profileOf } from './prompt-profile.js';
import { exchange, StillClock } from './routing.fixture.js';

const code: TaskClass = { classifier: 'local', task: 'code' };
const clock = new StillClock();

function classification(classify: PromptClassifier['classify'], id = 'local') {
  const byId = (_kind: string, wanted: string, option: string) => {
    if (wanted !== id) throw new Error(`${option}: no classifier is called "${wanted}".`);
    return { id, classify };
  };
  return new PromptClassification(
    { byId } as unknown as PluginRegistry,
    id === 'local' ? {} : { routing: { classifier: id } },
    clock,
  );
}

const ask = (it: PromptClassification, call: Exchange = exchange('m')) =>
  it.classify(call, profileOf(call));

let warn: jest.SpyInstance;
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

it('shows the classifier the last words of the user, and the instructions', () => {
  let seen: PromptSample | undefined;
  const messages: ChatRequest['messages'] = [
    { role: 'system', content: 'Be brief.' },
    { role: 'developer', content: [{ type: 'text', text: 'Answer in German.' }] },
    { role: 'user', content: 'First' },
    { role: 'assistant', content: null },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is' },
        { type: 'image_url', image_url: { url: 'x' } },
        { type: 'text', text: 'this?' },
      ],
    },
    { role: 'assistant', content: 'A cat.' },
  ];
  const it = classification((sample) => {
    seen = sample;
    return code;
  }, 'own');
  expect(ask(it, exchange('m', {}, { request: { messages } }))).toBe(code);
  expect(seen).toEqual({
    text: 'What is\nthis?',
    instructions: 'Be brief.\nAnswer in German.',
    hasTools: false,
    hasImages: true,
  });
});

it.each<[string, PromptClassifier['classify']]>([
  [
    'throws',
    () => {
      throw new Error('no model');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no model'))],
  ['says nothing', () => undefined as unknown as TaskClass],
])('goes on without a classifier that %s, and says so once a minute', async (_name, classify) => {
  const it = classification(classify);
  expect(await ask(it)).toBeUndefined();
  expect(await ask(it)).toBeUndefined();
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('The classifier "local" failed'));
  clock.time += 60_000;
  expect(await ask(it)).toBeUndefined();
  expect(warn).toHaveBeenCalledTimes(2);
});

it('does not wait for a classifier longer than the call lasts', async () => {
  const ended = new AbortController();
  const call = exchange('m', {}, { signal: ended.signal });
  const it = classification(() => new Promise(() => undefined));
  const answer = ask(it, call);
  ended.abort();
  expect(await answer).toBeUndefined();
  expect(await ask(it, exchange('m', {}, { signal: ended.signal }))).toBeUndefined();
});

it('asks once per call, however often the call is planned', async () => {
  const classify = jest.fn(() => Promise.resolve(code));
  const it = classification(classify);
  const call = exchange('m');
  expect(await ask(it, call)).toBe(code);
  expect(await ask(it, Object.freeze({ ...call, downTo: 'n' }))).toBe(code);
  expect(classify).toHaveBeenCalledTimes(1);
  await ask(it, exchange('m'));
  expect(classify).toHaveBeenCalledTimes(2);
});

it('refuses an id that nobody has', () => {
  const missing = new PromptClassification(
    {
      byId: () => {
        throw new Error('no classifier is called "x"');
      },
    } as unknown as PluginRegistry,
    { routing: { classifier: 'x' } },
    clock,
  );
  expect(() => missing.classifier()).toThrow('no classifier is called "x"');
});
