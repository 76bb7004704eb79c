import type { ChatRequest } from '../../contracts/chat-request.js';
import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { modelIdsOf } from '../model-list.js';
import { VendorAdapter, type VendorInit } from '../vendor-adapter.js';
import { capabilitiesOf, type ChatQuirks } from './chat-quirks.js';
import { ChatReplyDecoder } from './decode-reply.js';
import { decodeEmbeddings, encodeEmbeddings } from './embeddings.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

/** `baseUrl` with the version: `https://api.openai.com/v1`. */
export interface OpenAiChatInit extends VendorInit {
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
export class OpenAiChatAdapter extends VendorAdapter {
  readonly dialect = 'openai-chat';
  readonly capabilities: ProviderCapabilities;
  readonly probe?: (signal: AbortSignal) => Promise<void>;
  readonly embed?: (call: EmbeddingCall) => Promise<EmbeddingReply>;
  readonly listModels?: (signal: AbortSignal) => Promise<readonly string[]>;
  private readonly quirks: ChatQuirks;

  constructor(private readonly init: OpenAiChatInit) {
    // Azure's gateway has a name of its own for it.
    super(init, { mapError, requestIds: ['x-request-id', 'apim-request-id'] });
    this.quirks = init.quirks ?? {};
    this.capabilities = capabilitiesOf(this.quirks);
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
    const name = this.nameOf(call.upstreamModel);
    return this.ask(call, {
      path: this.pathOf('/chat/completions', call.upstreamModel),
      ...encodeRequest(call, this.id, this.quirks, name),
      decoder: (context) => new ChatReplyDecoder(context),
    });
  }

  private async list(path: string, signal: AbortSignal): Promise<readonly string[]> {
    return modelIdsOf(await this.look(path, signal), this.id);
  }

  private async vectors(call: EmbeddingCall): Promise<EmbeddingReply> {
    const path = this.pathOf('/embeddings', call.upstreamModel);
    const body = encodeEmbeddings(call, this.nameOf(call.upstreamModel));
    const { text, ...facts } = await this.askVectors(call, path, body);
    return { ...decodeEmbeddings(text, this.id), ...facts };
  }

  private pathOf(operation: Operation, model: string): string {
    return this.init.pathOf?.(operation, model) ?? operation;
  }

  private nameOf(model: string): string {
    return this.init.modelName?.(model) ?? model;
  }
}
