import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type {
  DataPolicy,
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import type { ProviderFacts } from '../provider-options.js';
import { ReplyChunks, replyChunks } from '../reply-chunks.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { headerOf } from '../transport/http-answer.js';
import type { FailureContext } from '../upstream-failure.js';
import { ConverseReplyDecoder } from './decode-reply.js';
import { encodeRequest } from './encode-request.js';
import { EventStreamMessages } from './event-stream-messages.js';
import { mapError } from './map-error.js';
import { DIALECT, traitsOf } from './model-traits.js';
import { SignedHttp, type SignedHttpInit } from './signed-http.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface BedrockInit
  extends Omit<SignedHttpInit, 'provider'>, Pick<ProviderFacts, 'dataPolicy'> {
  readonly id: string;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId: string;
  readonly openEnded: boolean;
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** Amazon Bedrock, by its Converse API. */
export class BedrockAdapter implements ProviderAdapter {
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
  readonly region: string;
  readonly dataPolicy?: DataPolicy;
  private readonly http: SignedHttp;
  private readonly scrub: SecretScrubber;

  constructor(init: BedrockInit) {
    this.id = init.id;
    this.models = init.models;
    this.priceBookId = init.priceBookId;
    this.openEnded = init.openEnded;
    this.region = init.region;
    if (init.dataPolicy !== undefined) this.dataPolicy = init.dataPolicy;
    this.scrub = init.scrub;
    this.http = new SignedHttp({ ...init, provider: init.id });
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call);
    const context: FailureContext = {
      provider: this.id,
      model: call.upstreamModel,
      scrub: this.scrub,
    };
    const streams = call.delivery === 'stream';
    const answer = await this.http.post(
      {
        path: `/model/${encodeURIComponent(call.upstreamModel)}/${streams ? 'converse-stream' : 'converse'}`,
        body: JSON.stringify(body),
        accept: streams ? EVENT_STREAM : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
      },
      (failed) => mapError(failed, context),
    );
    const decoder = new ConverseReplyDecoder(context, traitsOf(call.upstreamModel).signer);
    const upstreamRequestId = headerOf(answer.headers, 'x-amzn-requestid');
    return {
      ...(upstreamRequestId === undefined ? {} : { upstreamRequestId }),
      warnings,
      chunks:
        headerOf(answer.headers, 'content-type') === EVENT_STREAM
          ? new ReplyChunks(answer, new EventStreamMessages(this.id), decoder, this.id)
          : replyChunks(answer, call.delivery, decoder, this.id),
    };
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
