import fc from 'fast-check';
import type { ChatMessage } from '../contracts/chat-message.js';
import { trimMessages } from './trim-messages.js';

const one = () => 1;
const system: ChatMessage = { role: 'system', content: 'Be brief.' };
const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
const calling = (...callIds: string[]): ChatMessage => ({
  role: 'assistant',
  content: null,
  tool_calls: callIds.map((id) => ({
    id,
    type: 'function',
    function: { name: 'f', arguments: '{}' },
  })),
});
const result = (id: string): ChatMessage => ({ role: 'tool', tool_call_id: id, content: 'done' });

const talk = [user('1'), assistant('2'), user('3'), assistant('4'), user('5')];

it.each([
  [1, [user('5')]],
  [2, [user('5')]],
  [3, [user('3'), assistant('4'), user('5')]],
  [4, [user('3'), assistant('4'), user('5')]],
  [5, talk],
])('keeps %i messages at most, and begins with the user', (keepMessages, kept) => {
  expect(trimMessages([system, ...talk], { keepMessages }, one)).toEqual([system, ...kept]);
});

it('gives back the same messages where nothing has to go', () => {
  expect(trimMessages(talk, { keepMessages: 5, maxTokens: 5 }, one)).toBe(talk);
});

it('counts instructions against the tokens, and keeps them', () => {
  const messages = [system, ...talk];
  expect(trimMessages(messages, { maxTokens: 4 }, one)).toEqual([system, ...talk.slice(2)]);
  expect(trimMessages(messages, { maxTokens: 1 }, one)).toEqual([system, user('5')]);
});

it('keeps instructions that stand in the middle', () => {
  const messages = [user('1'), assistant('2'), system, user('3'), assistant('4'), user('5')];
  expect(trimMessages(messages, { keepMessages: 1 }, one)).toEqual([system, user('5')]);
});

it('keeps a call with all its results, though that is more than it may be', () => {
  const messages = [user('1'), calling('a', 'b'), result('a'), result('b')];
  expect(trimMessages(messages, { keepMessages: 1 }, one)).toEqual(messages.slice(1));
  const later = [...messages, user('2')];
  expect(trimMessages(later, { keepMessages: 2 }, one)).toEqual([user('2')]);
  expect(trimMessages(later, { keepMessages: 4 }, one)).toEqual([user('2')]);
  expect(trimMessages(later, { keepMessages: 5 }, one)).toBe(later);
});

it('begins with a call where no message of the user is among the last', () => {
  const messages = [user('1'), calling('a'), result('a'), calling('b'), result('b')];
  expect(trimMessages(messages, { keepMessages: 2 }, one)).toEqual(messages.slice(3));
  expect(trimMessages(messages, { keepMessages: 4 }, one)).toEqual(messages.slice(1));
});

it('tells calls apart that have the same id', () => {
  const turn = (text: string) => [user(text), calling('call_0'), result('call_0'), assistant('ok')];
  const messages = [...turn('1'), ...turn('2')];
  expect(trimMessages(messages, { keepMessages: 4 }, one)).toEqual(turn('2'));
});

/** A legal conversation, of turns with and without tools. */
const conversation = fc
  .array(
    fc.oneof(
      fc.constant([system]),
      fc.string({ maxLength: 9 }).map((it) => [user(it)]),
      fc.string({ maxLength: 9 }).map((it) => [assistant(it)]),
      fc
        .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
        .map((callIds) => [calling(...callIds), ...callIds.map(result)]),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((turns) => turns.flat());
const limit = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
const size = ({ content }: ChatMessage) => 1 + (typeof content === 'string' ? content.length : 0);
const isInstruction = ({ role }: ChatMessage) => role === 'system';

it('keeps what it promises', () => {
  fc.assert(
    fc.property(conversation, limit, limit, (messages, keepMessages, maxTokens) => {
      const trimmed = trimMessages(messages, { keepMessages, maxTokens }, size);
      expect(trimmed.filter(isInstruction)).toEqual(messages.filter(isInstruction));
      expect(trimmed.at(-1)).toBe(messages.at(-1));
      const said = messages.filter((it) => !isInstruction(it));
      const kept = trimmed.filter((it) => !isInstruction(it));
      expect(kept).toEqual(kept.length === 0 ? [] : said.slice(-kept.length));
      const open = new Set<string>();
      for (const message of trimmed) {
        if (message.role === 'tool') expect(open.delete(message.tool_call_id)).toBe(true);
        else expect(open.size).toBe(0);
        if (message.role === 'assistant') message.tool_calls?.forEach(({ id }) => open.add(id));
      }
      expect(open.size).toBe(0);
    }),
  );
});

it('is within the limits wherever more than the last turn is left, and takes no more than it must', () => {
  fc.assert(
    fc.property(conversation, limit, limit, (messages, keepMessages, maxTokens) => {
      const trimmed = trimMessages(messages, { keepMessages, maxTokens }, size);
      const kept = trimmed.filter((it) => !isInstruction(it));
      const tokens = trimmed.reduce((sum, it) => sum + size(it), 0);
      const fits = kept.length <= (keepMessages ?? 99) && tokens <= (maxTokens ?? 999);
      const isOneTurn = kept.length <= 1 || kept.every((it, i) => i === 0 || it.role === 'tool');
      expect(fits || isOneTurn).toBe(true);
      if (keepMessages === undefined && maxTokens === undefined) expect(trimmed).toBe(messages);
    }),
  );
});

it('survives results without a call', () => {
  const messages = [result('x'), user('1'), result('y'), user('2')];
  expect(trimMessages(messages, { keepMessages: 1 }, one)).toEqual([user('2')]);
  expect(trimMessages([result('x')], { keepMessages: 1 }, one)).toEqual([result('x')]);
});
