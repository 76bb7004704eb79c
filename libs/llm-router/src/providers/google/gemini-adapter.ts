import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { VendorAdapter, type VendorInit } from '../vendor-adapter.js';
import { GeminiReplyDecoder } from './decode-reply.js';
import { DIALECT } from './encode-content.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

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
export class GeminiAdapter extends VendorAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = CAPABILITIES;
  readonly unsupportedParameters = unsupportedParameters;

  /**
   * `baseUrl` is what `/models/<model>` is appended to: `https://generativelanguage.googleapis.com/v1beta`. Google names
   * its requests nowhere.
   */
  constructor(init: VendorInit) {
    super(init, { mapError, requestIds: [] });
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call);
    const method = call.delivery === 'stream' ? 'streamGenerateContent?alt=sse' : 'generateContent';
    return this.ask(call, {
      path: `${pathOf(call.upstreamModel)}:${method}`,
      body: JSON.stringify(body),
      warnings,
      decoder: (context) => new GeminiReplyDecoder(context, call.id),
    });
  }
}

/** Callers may name the model: nothing of it may change the path. */
export function pathOf(model: string): string {
  return /^(models|tunedModels)\/[\w.-]+$/.test(model)
    ? `/${model}`
    : `/models/${encodeURIComponent(model)}`;
}
