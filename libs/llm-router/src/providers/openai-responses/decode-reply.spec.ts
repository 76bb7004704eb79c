import type { ReplyPart } from '../../contracts/reply-part.js';
import { secretScrubber } from '../secret-scrubber.js';
import { ResponseReplyDecoder } from './decode-reply.js';
import { added, CREATED, done, ended, type Event, HELLO, RESPONSE, text } from './wire.fixture.js';

const decoder = () =>
  new ResponseReplyDecoder({ provider: 'acme', model: 'm', scrub: secretScrubber([]) });

function parts(...events: Event[]): ReplyPart[] {
  const reply = decoder();
  const all = events.flatMap((it) => reply.event(JSON.stringify(it))?.parts ?? []);
  reply.assertFinished();
  return all.filter((it) => it.type !== 'metadata' && it.type !== 'usage');
}

const call = (fields: object) => ({ type: 'function_call', call_id: 'c', name: 'f', ...fields });
const pieces = (output_index: number, delta: string): Event => ({
  type: 'response.function_call_arguments.delta',
  output_index,
  delta,
});

it('carries tool calls in pieces, and those that come whole', () => {
  expect(
    parts(
      CREATED,
      added(1, call({ call_id: 'a', arguments: '' })),
      pieces(1, '{"x":'),
      added(2, call({ call_id: 'b', name: 'g', arguments: '' })),
      pieces(1, '1}'),
      done(1, call({ call_id: 'a', arguments: '{"x":1}' })),
      done(2, call({ call_id: 'b', name: 'g', arguments: '{"y":2}' })),
      ended(),
    ),
  ).toEqual([
    { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '' },
    { type: 'tool-call', choice: 0, index: 0, arguments: '{"x":' },
    { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'g', arguments: '' },
    { type: 'tool-call', choice: 0, index: 0, arguments: '1}' },
    { type: 'tool-call', choice: 0, index: 1, arguments: '{"y":2}' },
    { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'completed' },
  ]);
});

it('carries summaries of thoughts, and what the next turn hands back', () => {
  const summary = (summary_index: number, delta: string): Event[] => [
    { type: 'response.reasoning_summary_part.added', output_index: 0, summary_index },
    { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index, delta },
  ];
  const said = [{ type: 'summary_text', text: 'One.' }];
  expect(
    parts(
      CREATED,
      added(0, { type: 'reasoning', summary: [] }),
      ...summary(0, 'One.'),
      ...summary(1, 'Two.'),
      done(0, { type: 'reasoning', summary: said, encrypted_content: 'gAAAAAB1' }),
      added(1, { type: 'reasoning', summary: [] }),
      done(1, { type: 'reasoning', summary: [], encrypted_content: 'gAAAAAB2' }),
      text(2, 'Yes.'),
      ended(),
    ),
  ).toEqual([
    { type: 'reasoning', choice: 0, text: 'One.' },
    { type: 'reasoning', choice: 0, text: '\n\n' },
    { type: 'reasoning', choice: 0, text: 'Two.' },
    { type: 'reasoning', choice: 0, text: '', signature: 'gAAAAAB1', signedBy: 'openai-responses' },
    { type: 'reasoning', choice: 0, text: '', redacted: 'gAAAAAB2', signedBy: 'openai-responses' },
    { type: 'text', choice: 0, text: 'Yes.' },
    { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' },
  ]);
});

it('carries refusals', () => {
  const refusal: Event = { type: 'response.refusal.delta', output_index: 0, delta: 'No.' };
  expect(parts(CREATED, refusal, ended())[0]).toEqual({ type: 'refusal', choice: 0, text: 'No.' });
});

it.each([
  ['before it began', []],
  ['amid the text', HELLO.slice(0, 5)],
  ['without its last event', HELLO.slice(0, -1)],
])('breaks where it ends %s', (_name, events) => {
  expect(() => parts(...events)).toThrow('its stream ended');
});

it.each([
  ['server_error', 'server_error'],
  ['rate_limit_exceeded', 'rate_limited'],
  ['invalid_prompt', 'bad_request'],
  ['image_too_large', 'bad_request'],
])('fails with %s as %s, in a response and in an event', (code, expected) => {
  const failed = ended({ status: 'failed', error: { code, message: 'Oh.' } });
  const event: Event = { type: 'error', code, message: 'Oh.', param: null };
  for (const it of [failed, event]) {
    expect(() => parts(CREATED, it)).toThrow(expect.objectContaining({ code: expected }));
  }
  expect(() => decoder().document(JSON.stringify(failed.response))).toThrow(
    expect.objectContaining({ code: expected }),
  );
});

it('takes calls and refusals out of a document', () => {
  const output = [
    call({ arguments: '{}' }),
    { type: 'web_search_call' },
    { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] },
  ];
  const { parts: all } = decoder().document(JSON.stringify({ ...RESPONSE, output }));
  expect(all.slice(1, 5)).toEqual([
    { type: 'tool-call', choice: 0, index: 0, id: 'c', name: 'f', arguments: '' },
    { type: 'tool-call', choice: 0, index: 0, arguments: '{}' },
    { type: 'refusal', choice: 0, text: 'No.' },
    { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'completed' },
  ]);
});
