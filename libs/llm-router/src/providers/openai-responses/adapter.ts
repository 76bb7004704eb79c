import type { ChatRequest } from '../../contracts/chat-request.js';
import type { CredentialSource } from '../../contracts/credential-source.js';
import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type {
  DataPolicy,
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { modelIdsOf } from '../model-list.js';
import type { ProviderFacts } from '../provider-options.js';
import { replyChunks } from '../reply-chunks.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { headerOf, replyFacts } from '../transport/http-answer.js';
import type { FailureContext } from '../upstream-failure.js';
import { type VendorAccess, VendorHttp } from '../vendor-http.js';
import { ResponseReplyDecoder } from './decode-reply.js';
import { DIALECT } from './encode-input.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface OpenAiResponsesInit extends ProviderFacts {
  readonly id: string;
  /** With the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: VendorAccess;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
  /** Whether a model thinks before it answers. */
  readonly reasons: (upstreamModel: string) => boolean;
}

/** An upstream that speaks OpenAI's Responses API. */
export class OpenAiResponsesAdapter implements ProviderAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: true,
    reasoning: true,
    reasoningSignatures: true,
    promptCacheMarkers: false,
    embeddings: false,
  };
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;
  private readonly http: VendorHttp;

  constructor(private readonly init: OpenAiResponsesInit) {
    this.id = init.id;
    this.models = init.models;
    this.priceBookId = init.priceBookId;
    this.openEnded = init.openEnded;
    if (init.region !== undefined) this.region = init.region;
    if (init.dataPolicy !== undefined) this.dataPolicy = init.dataPolicy;
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers, init.access);
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel, this.init.reasons);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call, this.init.reasons);
    const context = { ...this.context(), model: call.upstreamModel };
    const answer = await this.http.post(
      {
        path: '/responses',
        body: JSON.stringify(body),
        accept: call.delivery === 'stream' ? 'text/event-stream' : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    const upstreamRequestId = headerOf(answer.headers, 'x-request-id');
    return {
      ...replyFacts(answer),
      ...(upstreamRequestId === undefined ? {} : { upstreamRequestId }),
      warnings,
      chunks: replyChunks(answer, call.delivery, new ResponseReplyDecoder(context), this.id),
    };
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const context = this.context();
    const list = await this.http.get('/models', signal, (failed) => mapError(failed, context));
    return modelIdsOf(list, this.id);
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.http.bindCredentials(find);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private context(): FailureContext {
    return { provider: this.id, scrub: this.init.scrub };
  }
}
