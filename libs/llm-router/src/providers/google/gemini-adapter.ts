import type { CredentialSource } from '../../contracts/credential-source.js';
import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type {
  DataPolicy,
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../../contracts/provider-adapter.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import type { ProviderFacts } from '../provider-options.js';
import { replyChunks } from '../reply-chunks.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { replyFacts } from '../transport/http-answer.js';
import type { FailureContext } from '../upstream-failure.js';
import { type VendorAccess, VendorHttp } from '../vendor-http.js';
import { DIALECT } from './encode-content.js';
import { GeminiReplyDecoder } from './decode-reply.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface GeminiInit extends ProviderFacts {
  readonly id: string;
  /** What `/models/<model>` is appended to: `https://generativelanguage.googleapis.com/v1beta`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: VendorAccess;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
}

export const CAPABILITIES: ProviderCapabilities = {
  streaming: true,
  tools: true,
  images: true,
  jsonSchema: true,
  reasoning: true,
  reasoningSignatures: true,
  // Google caches by itself, or by names of caches that were made before: `cachedContent`.
  promptCacheMarkers: false,
  embeddings: false,
};

/** An upstream that speaks Google's `generateContent`: the Gemini API, or Vertex AI. */
export class GeminiAdapter implements ProviderAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = CAPABILITIES;
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;
  protected readonly http: VendorHttp;
  private readonly scrub: SecretScrubber;

  constructor(init: GeminiInit) {
    this.id = init.id;
    this.models = init.models;
    this.priceBookId = init.priceBookId;
    this.openEnded = init.openEnded;
    if (init.region !== undefined) this.region = init.region;
    if (init.dataPolicy !== undefined) this.dataPolicy = init.dataPolicy;
    this.scrub = init.scrub;
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers, init.access);
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call);
    const context = this.contextOf(call.upstreamModel);
    const streams = call.delivery === 'stream';
    const answer = await this.http.post(
      {
        path: `${pathOf(call.upstreamModel)}:${streams ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
        body: JSON.stringify(body),
        accept: streams ? 'text/event-stream' : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    return {
      ...replyFacts(answer),
      warnings,
      chunks: replyChunks(answer, call.delivery, new GeminiReplyDecoder(context, call.id), this.id),
    };
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.http.bindCredentials(find);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  protected contextOf(model?: string): FailureContext {
    return { provider: this.id, scrub: this.scrub, ...(model === undefined ? {} : { model }) };
  }
}

/** Callers may name the model: nothing of it may change the path. */
export function pathOf(model: string): string {
  return /^(models|tunedModels)\/[\w.-]+$/.test(model)
    ? `/${model}`
    : `/models/${encodeURIComponent(model)}`;
}
