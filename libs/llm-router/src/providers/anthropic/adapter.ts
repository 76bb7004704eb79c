import type { CredentialSource } from '../../contracts/credential-source.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
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
import { MessageReplyDecoder } from './decode-reply.js';
import { DIALECT } from './encode-content.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface AnthropicInit extends ProviderFacts {
  readonly id: string;
  /** Without the version: `https://api.anthropic.com`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: VendorAccess;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
  readonly defaultMaxTokens: number;
}

/** Most models of one page; nobody has more. */
const MODELS_PATH = '/v1/models?limit=1000';

/** An upstream that speaks Anthropic's Messages dialect. */
export class AnthropicAdapter implements ProviderAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: true,
    reasoning: true,
    reasoningSignatures: true,
    promptCacheMarkers: true,
    embeddings: false,
  };
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;
  private readonly http: VendorHttp;
  private readonly scrub: SecretScrubber;
  private readonly defaultMaxTokens: number;

  constructor(init: AnthropicInit) {
    this.id = init.id;
    this.models = init.models;
    this.priceBookId = init.priceBookId;
    this.openEnded = init.openEnded;
    if (init.region !== undefined) this.region = init.region;
    if (init.dataPolicy !== undefined) this.dataPolicy = init.dataPolicy;
    this.scrub = init.scrub;
    this.defaultMaxTokens = init.defaultMaxTokens;
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers, init.access);
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call, this.defaultMaxTokens);
    const context: FailureContext = {
      provider: this.id,
      model: call.upstreamModel,
      scrub: this.scrub,
    };
    const answer = await this.http.post(
      {
        path: '/v1/messages',
        body: JSON.stringify(body),
        accept: call.delivery === 'stream' ? 'text/event-stream' : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    const upstreamRequestId = headerOf(answer.headers, 'request-id');
    return {
      ...replyFacts(answer),
      ...(upstreamRequestId === undefined ? {} : { upstreamRequestId }),
      warnings,
      chunks: replyChunks(answer, call.delivery, new MessageReplyDecoder(context), this.id),
    };
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const context: FailureContext = { provider: this.id, scrub: this.scrub };
    const list = await this.http.get(MODELS_PATH, signal, (failed) => mapError(failed, context));
    return modelIdsOf(list, this.id);
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.http.bindCredentials(find);
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
