import type { ReplyPart } from '../../contracts/reply-part.js';
import { NO_USAGE } from '../../contracts/token-usage.js';
import { ReplyFold } from '../../pipeline/fold-reply.js';
import { encodeCompletion } from './encode-completion.js';
import { ReplyIdentity } from './reply-identity.js';

const head = { model: 'claude/opus', provider: 'claude', cache: 'off', warnings: [] } as const;

function encode(...parts: ReplyPart[]) {
  const identity = new ReplyIdentity({ id: 'CALL', head });
  const fold = new ReplyFold();
  identity.learn(parts);
  fold.add(parts);
  const usage = { ...NO_USAGE, input: 10, inputAudio: 1, output: 2 };
  return JSON.parse(JSON.stringify(encodeCompletion(identity, fold.choices(), usage)));
}

it('writes text and reasoning as one message', () => {
  const completion = encode(
    { type: 'metadata', model: 'opus-1', created: 12, serviceTier: 'default' },
    { type: 'reasoning', choice: 0, text: 'hm' },
    { type: 'text', choice: 0, text: 'Hi' },
    { type: 'finish', choice: 0, reason: 'length' },
  );
  expect(completion).toEqual({
    id: 'chatcmpl-CALL',
    object: 'chat.completion',
    created: 12,
    model: 'opus-1',
    service_tier: 'default',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hi', refusal: null, reasoning_content: 'hm' },
        logprobs: null,
        finish_reason: 'length',
      },
    ],
    usage: {
      prompt_tokens: 11,
      completion_tokens: 2,
      total_tokens: 13,
      prompt_tokens_details: {
        cached_tokens: 0,
        cache_write_tokens: 0,
        audio_tokens: 1,
        image_tokens: 0,
      },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    },
  });
});

it('writes tool calls without content', () => {
  const { choices } = encode(
    { type: 'tool-call', choice: 0, index: 0, id: 'c1', name: 'f', arguments: '{"a"' },
    { type: 'tool-call', choice: 0, index: 0, arguments: ':1}' },
    { type: 'finish', choice: 0, reason: 'tool_calls' },
  );
  expect(choices[0]).toMatchObject({
    message: {
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
    },
    finish_reason: 'tool_calls',
  });
});
