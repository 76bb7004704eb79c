/** What an adapter carries between the router and its vendor. */
export interface ProviderCapabilities {
  readonly streaming: boolean;
  readonly tools: boolean;
  readonly images: boolean;
  readonly jsonSchema: boolean;
  /** Reasoning content comes back as parts. */
  readonly reasoning: boolean;
  /** Signed reasoning is handed back to the vendor in later turns. */
  readonly reasoningSignatures: boolean;
  /** Markers for the vendor's prompt cache are sent. */
  readonly promptCacheMarkers: boolean;
  readonly embeddings: boolean;
}
