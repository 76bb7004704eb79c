import type { CredentialSource } from '../contracts/credential-source.js';
import type { EmbeddingCall } from '../contracts/embedding.js';
import type { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { ProviderCall, ProviderReply } from '../contracts/provider-adapter.js';
import { DeclaredProvider, type ProviderDeclaration } from './declared-provider.js';
import { replyChunks } from './reply-chunks.js';
import type { ReplyDecoder } from './reply-decoder.js';
import type { SecretScrubber } from './secret-scrubber.js';
import { type HttpAnswer, replyFacts, requestIdOf } from './transport/http-answer.js';
import { readDocument } from './transport/read-body.js';
import type { FailureContext } from './upstream-failure.js';
import { type FailedAnswer, type VendorAccess, VendorHttp } from './vendor-http.js';

/** What every adapter over HTTP is made of. */
export interface VendorInit extends ProviderDeclaration {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access: VendorAccess;
  readonly scrub: SecretScrubber;
}

/** How a vendor answers, beside its replies. */
export interface VendorManners {
  readonly mapError: (answer: FailedAnswer, context: FailureContext) => UpstreamError;
  /** The headers that may hold its own id of a request, names in lower case: the first that is there counts. */
  readonly requestIds: readonly string[];
}

/** A call in the vendor's own words. */
export interface VendorQuestion {
  /** Below the base URL. */
  readonly path: string;
  readonly body: string;
  /** What could not be translated, in words. */
  readonly warnings: readonly string[];
  readonly decoder: (context: FailureContext) => ReplyDecoder;
}

/** What adapters over HTTP share: each adds its paths, its encoder and its decoder. */
export abstract class VendorAdapter extends DeclaredProvider {
  private readonly http: VendorHttp;
  private readonly scrub: SecretScrubber;

  constructor(
    init: VendorInit,
    private readonly manners: VendorManners,
  ) {
    super(init);
    this.scrub = init.scrub;
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers, init.access);
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.http.bindCredentials(find);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  /** Asks for a reply, as a stream or as a document. */
  protected async ask(
    call: ProviderCall,
    { path, body, warnings, decoder }: VendorQuestion,
  ): Promise<ProviderReply> {
    const context = this.contextOf(call.upstreamModel);
    const accept = call.delivery === 'stream' ? 'text/event-stream' : 'application/json';
    const answer = await this.post(call, { path, body, accept }, context);
    return {
      ...replyFacts(answer),
      ...requestIdOf(answer, this.manners.requestIds),
      warnings,
      chunks: replyChunks(answer, call.delivery, decoder(context), this.id),
    };
  }

  /** Asks for vectors; `text` is the document that holds them. */
  protected async askVectors(
    call: EmbeddingCall,
    path: string,
    body: string,
  ): Promise<{ readonly text: string; readonly upstreamRequestId?: string }> {
    const context = this.contextOf(call.upstreamModel);
    const answer = await this.post(call, { path, body, accept: 'application/json' }, context);
    const text = await readDocument(answer.body, this.id);
    return { text, ...requestIdOf(answer, this.manners.requestIds) };
  }

  /** The JSON document at a path, which costs nothing. */
  protected look(path: string, signal: AbortSignal): Promise<unknown> {
    const context = this.contextOf();
    return this.http.get(path, signal, (failed) => this.manners.mapError(failed, context));
  }

  private post(
    { signal, connectTimeoutMs, remainingMs }: ProviderCall | EmbeddingCall,
    request: { readonly path: string; readonly body: string; readonly accept: string },
    context: FailureContext,
  ): Promise<HttpAnswer> {
    return this.http.post({ ...request, signal, connectTimeoutMs, remainingMs }, (failed) =>
      this.manners.mapError(failed, context),
    );
  }

  private contextOf(model?: string): FailureContext {
    return { provider: this.id, scrub: this.scrub, ...(model === undefined ? {} : { model }) };
  }
}
