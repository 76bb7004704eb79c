import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { readDocument } from '../transport/read-body.js';
import { decodeEmbeddings, encodeEmbeddings } from './embeddings.js';
import { CAPABILITIES, GeminiAdapter, pathOf } from './gemini-adapter.js';
import { mapError } from './map-error.js';
import { modelNamesOf } from './model-names.js';

/** Most models of one page; nobody has more. */
const MODELS_PATH = '/models?pageSize=1000';

/** Google's Gemini API. */
export class GoogleAdapter extends GeminiAdapter {
  override readonly capabilities: ProviderCapabilities = { ...CAPABILITIES, embeddings: true };

  async embed(call: EmbeddingCall): Promise<EmbeddingReply> {
    const context = this.contextOf(call.upstreamModel);
    const path = pathOf(call.upstreamModel);
    const { body } = await this.http.post(
      {
        path: `${path}:batchEmbedContents`,
        body: JSON.stringify(encodeEmbeddings(call, path.slice(1), this.id)),
        accept: 'application/json',
        signal: call.signal,
        connectTimeoutMs: call.connectTimeoutMs,
        remainingMs: call.remainingMs,
      },
      (failed) => mapError(failed, context),
    );
    return decodeEmbeddings(await readDocument(body, this.id), this.id);
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const context = this.contextOf();
    const list = await this.http.get(MODELS_PATH, signal, (failed) => mapError(failed, context));
    return modelNamesOf(list, this.id);
  }
}
