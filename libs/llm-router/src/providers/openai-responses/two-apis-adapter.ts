import type { ChatRequest } from '../../contracts/chat-request.js';
import type { CredentialSource } from '../../contracts/credential-source.js';
import type {
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { DeclaredProvider } from '../declared-provider.js';
import type { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import type { OpenAiResponsesAdapter } from './adapter.js';

/** One provider with two APIs: the model decides which one is asked. */
export class TwoApisAdapter extends DeclaredProvider {
  readonly dialect = 'openai-chat';
  readonly capabilities: ProviderCapabilities;
  readonly embed?: ProviderAdapter['embed'];

  constructor(
    private readonly chat: OpenAiChatAdapter,
    private readonly responses: OpenAiResponsesAdapter,
    private readonly needsResponses: (upstreamModel: string) => boolean,
  ) {
    super(chat);
    this.capabilities = { ...chat.capabilities, reasoningSignatures: true };
    if (chat.embed !== undefined) this.embed = (call) => chat.embed!(call);
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return this.apiOf(upstreamModel).unsupportedParameters(request, upstreamModel);
  }

  open(call: ProviderCall): Promise<ProviderReply> {
    return this.apiOf(call.upstreamModel).open(call);
  }

  probe(signal: AbortSignal): Promise<void> {
    return this.responses.probe(signal);
  }

  listModels(signal: AbortSignal): Promise<readonly string[]> {
    return this.responses.listModels(signal);
  }

  bindCredentials(find: (id: string) => CredentialSource): void {
    this.chat.bindCredentials(find);
    this.responses.bindCredentials(find);
  }

  async close(): Promise<void> {
    await Promise.all([this.chat.close(), this.responses.close()]);
  }

  private apiOf(model: string): OpenAiChatAdapter | OpenAiResponsesAdapter {
    return this.needsResponses(model) ? this.responses : this.chat;
  }
}
