import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { decodeEmbeddings, encodeEmbeddings } from './embeddings.js';
import { CAPABILITIES, GeminiAdapter, pathOf } from './gemini-adapter.js';
import { modelNamesOf } from './model-names.js';

/** Most models of one page; nobody has more. */
const MODELS_PATH = '/models?pageSize=1000';

/** Google's Gemini API. */
export class GoogleAdapter extends GeminiAdapter {
  override readonly capabilities: ProviderCapabilities = { ...CAPABILITIES, embeddings: true };

  async embed(call: EmbeddingCall): Promise<EmbeddingReply> {
    const path = pathOf(call.upstreamModel);
    const body = JSON.stringify(encodeEmbeddings(call, path.slice(1), this.id));
    const { text } = await this.askVectors(call, `${path}:batchEmbedContents`, body);
    return decodeEmbeddings(text, this.id);
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    return modelNamesOf(await this.look(MODELS_PATH, signal), this.id);
  }
}
