import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type {
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../../contracts/provider-adapter.js';
import { modelIdsOf } from '../model-list.js';
import { replyChunks } from '../reply-chunks.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { headerOf } from '../transport/http-answer.js';
import type { FailureContext } from '../upstream-failure.js';
import { type FailedAnswer, VendorHttp } from '../vendor-http.js';
import { ChatReplyDecoder } from './decode-reply.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';

export interface OpenAiChatInit {
  readonly id: string;
  /** With the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded: boolean;
}

/** An upstream that speaks OpenAI's Chat Completions dialect. */
export class OpenAiChatAdapter implements ProviderAdapter {
  readonly dialect = 'openai-chat';
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded: boolean;
  private readonly http: VendorHttp;
  private readonly scrub: SecretScrubber;

  constructor(init: OpenAiChatInit) {
    this.id = init.id;
    this.models = init.models;
    this.openEnded = init.openEnded;
    if (init.priceBookId !== undefined) this.priceBookId = init.priceBookId;
    this.scrub = init.scrub;
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const context: FailureContext = {
      provider: this.id,
      model: call.upstreamModel,
      scrub: this.scrub,
    };
    const answer = await this.http.post(
      {
        path: '/chat/completions',
        body: encodeRequest(call),
        accept: call.delivery === 'stream' ? 'text/event-stream' : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
      },
      (failed) => mapError(failed, context),
    );
    const upstreamRequestId = headerOf(answer.headers, 'x-request-id');
    return {
      ...(upstreamRequestId === undefined ? {} : { upstreamRequestId }),
      warnings: [],
      chunks: replyChunks(answer, call.delivery, new ChatReplyDecoder(context), this.id),
    };
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const context: FailureContext = { provider: this.id, scrub: this.scrub };
    const list = await this.http.get('/models', signal, (failed: FailedAnswer) =>
      mapError(failed, context),
    );
    return modelIdsOf(list, this.id);
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
