import { isObject, parseJson } from '../json-value.js';
import type { ByVendor } from './language-model.js';

/** Whose proofs and other metadata these are. */
export const DIALECT = 'ai-sdk';

/**
 * The proof of a thought is whatever its provider put into the metadata (Anthropic a signature, OpenAI an item's id and
 * its encrypted content, Google a thought signature): all of it travels as one text.
 */
export function signatureOf(metadata: unknown): string | undefined {
  return isObject(metadata) && Object.keys(metadata).length > 0
    ? JSON.stringify(metadata)
    : undefined;
}

/** What a provider wants back with a tool call, as `extra_content` of the call. */
export function extraContentOf(metadata: unknown): { extraContent?: Record<string, unknown> } {
  return isObject(metadata) ? { extraContent: { [DIALECT]: metadata } } : {};
}

/** The metadata as it came; undefined for a signature that was written elsewhere. */
export function metadataOf(signature: string): ByVendor | undefined {
  const metadata = parseJson(signature);
  return isObject(metadata) && Object.values(metadata).every(isObject)
    ? (metadata as ByVendor)
    : undefined;
}
