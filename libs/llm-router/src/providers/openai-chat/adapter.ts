import type { ChatRequest } from '../../contracts/chat-request.js';
import type { CredentialSource } from '../../contracts/credential-source.js';
import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
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
import { type HttpAnswer, headerOf, replyFacts } from '../transport/http-answer.js';
import { readDocument } from '../transport/read-body.js';
import type { FailureContext } from '../upstream-failure.js';
import { type VendorAccess, VendorHttp } from '../vendor-http.js';
import { capabilitiesOf, type ChatQuirks } from './chat-quirks.js';
import { ChatReplyDecoder } from './decode-reply.js';
import { decodeEmbeddings, encodeEmbeddings } from './embeddings.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface OpenAiChatInit extends ProviderFacts {
  readonly id: string;
  /** With the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: VendorAccess;
  readonly scrub: SecretScrubber;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded: boolean;
  /** Default: none, it is OpenAI's dialect to the letter. */
  readonly quirks?: ChatQuirks;
  /** Where an operation is, below the base URL. Default: at its own name. */
  readonly pathOf?: (operation: Operation, upstreamModel: string) => string;
  /** What the body calls a model. Default: as we do. */
  readonly modelName?: (upstreamModel: string) => string;
  /** Where models are listed; null where they are not. Default `/models`. */
  readonly modelsPath?: string | null;
  /** False: the list holds something else than the models that may be asked for. Default true. */
  readonly listsModels?: boolean;
}

export type Operation = '/chat/completions' | '/embeddings';

/** An upstream that speaks OpenAI's Chat Completions dialect. */
export class OpenAiChatAdapter implements ProviderAdapter {
  readonly dialect = 'openai-chat';
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded: boolean;
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;
  readonly capabilities: ProviderCapabilities;
  readonly probe?: (signal: AbortSignal) => Promise<void>;
  readonly embed?: (call: EmbeddingCall) => Promise<EmbeddingReply>;
  readonly listModels?: (signal: AbortSignal) => Promise<readonly string[]>;
  private readonly http: VendorHttp;
  private readonly quirks: ChatQuirks;

  constructor(private readonly init: OpenAiChatInit) {
    this.id = init.id;
    this.models = init.models;
    this.openEnded = init.openEnded;
    if (init.region !== undefined) this.region = init.region;
    if (init.dataPolicy !== undefined) this.dataPolicy = init.dataPolicy;
    if (init.priceBookId !== undefined) this.priceBookId = init.priceBookId;
    this.quirks = init.quirks ?? {};
    this.capabilities = capabilitiesOf(this.quirks);
    this.http = new VendorHttp(init.id, init.baseUrl, init.headers, init.access);
    if (this.capabilities.embeddings) this.embed = (call) => this.vectors(call);
    const { modelsPath = '/models' } = init;
    if (modelsPath !== null) {
      if (init.listsModels !== false) this.listModels = (signal) => this.list(modelsPath, signal);
      this.probe = async (signal) => void (await this.list(modelsPath, signal));
    }
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel, this.quirks);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const context = this.context(call.upstreamModel);
    const { body, warnings } = encodeRequest(
      call,
      this.id,
      this.quirks,
      this.nameOf(call.upstreamModel),
    );
    const answer = await this.http.post(
      {
        path: this.pathOf('/chat/completions', call.upstreamModel),
        body,
        accept: call.delivery === 'stream' ? 'text/event-stream' : 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    return {
      ...replyFacts(answer),
      ...requestIdOf(answer),
      warnings,
      chunks: replyChunks(answer, call.delivery, new ChatReplyDecoder(context), this.id),
    };
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.http.bindCredentials(find);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private async list(path: string, signal: AbortSignal): Promise<readonly string[]> {
    const context = this.context();
    const list = await this.http.get(path, signal, (failed) => mapError(failed, context));
    return modelIdsOf(list, this.id);
  }

  private async vectors(call: EmbeddingCall): Promise<EmbeddingReply> {
    const context = this.context(call.upstreamModel);
    const answer = await this.http.post(
      {
        path: this.pathOf('/embeddings', call.upstreamModel),
        body: encodeEmbeddings(call, this.nameOf(call.upstreamModel)),
        accept: 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    const reply = decodeEmbeddings(await readDocument(answer.body, this.id), this.id);
    return { ...reply, ...requestIdOf(answer) };
  }

  private pathOf(operation: Operation, model: string): string {
    return this.init.pathOf?.(operation, model) ?? operation;
  }

  private nameOf(model: string): string {
    return this.init.modelName?.(model) ?? model;
  }

  private context(model?: string): FailureContext {
    return {
      provider: this.id,
      scrub: this.init.scrub,
      ...(model === undefined ? {} : { model }),
    };
  }
}

/** Azure's gateway has a name of its own for it. */
function requestIdOf({ headers }: HttpAnswer): { upstreamRequestId?: string } {
  const id = headerOf(headers, 'x-request-id') ?? headerOf(headers, 'apim-request-id');
  return id === undefined ? {} : { upstreamRequestId: id };
}
