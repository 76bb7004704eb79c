import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { DeclaredProvider, type ProviderDeclaration } from '../declared-provider.js';
import { ReplyChunks, replyChunks } from '../reply-chunks.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { headerOf, requestIdOf } from '../transport/http-answer.js';
import type { FailureContext } from '../upstream-failure.js';
import { ConverseReplyDecoder } from './decode-reply.js';
import { encodeRequest } from './encode-request.js';
import { EventStreamMessages } from './event-stream-messages.js';
import { mapError } from './map-error.js';
import { DIALECT, traitsOf } from './model-traits.js';
import { SignedHttp, type SignedHttpInit } from './signed-http.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface BedrockInit
  extends Omit<SignedHttpInit, 'provider'>, Omit<ProviderDeclaration, 'region'> {
  readonly scrub: SecretScrubber;
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** Amazon Bedrock, by its Converse API. */
export class BedrockAdapter extends DeclaredProvider {
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
  readonly unsupportedParameters = unsupportedParameters;
  private readonly http: SignedHttp;
  private readonly scrub: SecretScrubber;

  constructor(init: BedrockInit) {
    super(init);
    this.scrub = init.scrub;
    this.http = new SignedHttp({ ...init, provider: init.id });
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
    return {
      ...requestIdOf(answer, ['x-amzn-requestid']),
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
