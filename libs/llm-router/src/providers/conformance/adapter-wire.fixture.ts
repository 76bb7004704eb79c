import type { ChatRequest } from '../../contracts/chat-request.js';
import type { UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import type { ReplyPart } from '../../contracts/reply-part.js';

/** What a vendor answers, byte for byte. */
export interface WireAnswer {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** What the adapter has to make of it. */
  readonly parts: readonly ReplyPart[];
}

export interface WireFailure {
  readonly status: number;
  readonly body: unknown;
}

/** Every adapter has to tell these apart. */
export type FailureCase = Extract<
  UpstreamErrorCode,
  | 'context_overflow'
  | 'content_filtered'
  | 'rate_limited'
  | 'overloaded'
  | 'auth_refused'
  | 'quota_exhausted'
  | 'model_gone'
  | 'bad_request'
  | 'server_error'
>;

/** One dialect as the suite needs it: an adapter, and what its vendor says. */
export interface AdapterWire {
  create(baseUrl: string): ProviderAdapter;
  /** How `CONVERSATION` has to be sent to the model `test-model`. */
  readonly request: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /** A path for streams that differs. Default: that of the request. */
  readonly streamPath?: string;
  readonly document: WireAnswer;
  readonly stream: WireAnswer;
  /** Streams with each way to end, by the vendor's own word. */
  readonly finishes: readonly (readonly [raw: string, FinishReason, Buffer])[];
  readonly failures: Readonly<Record<FailureCase, WireFailure>>;
  /** A stream that begins well and then says that it failed. */
  readonly failureInStream: { readonly bytes: Buffer; readonly code: UpstreamErrorCode };
}

/** Everything that all dialects can say: instructions, a turn, a call of a tool, its result, tools and a limit. */
export const CONVERSATION: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather in Rome?' },
    {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'weather', arguments: '{"city":"Rome"}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: '21°' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'weather',
        description: 'Now.',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
      },
    },
  ],
  tool_choice: 'auto',
  max_completion_tokens: 100,
};
