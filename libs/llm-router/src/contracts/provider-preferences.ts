/**
 * Routing hints in a request's body, as users of OpenRouter know them
 * (https://openrouter.ai/docs/guides/routing/provider-selection). They become a `RouteDirective`, and are not sent
 * upstream.
 */
export interface ProviderPreferences {
  /** Providers to try first, in this order. */
  order?: string[] | null;
  /** Providers that may serve the call, no others. */
  only?: string[] | null;
  /** Providers that may not. */
  ignore?: string[] | null;
  /** False: nobody but the first choice. Default true. */
  allow_fallbacks?: boolean | null;
  /** Only providers that honour every field of the request. Default false. */
  require_parameters?: boolean | null;
  /** `deny`: only providers that do not train on what they are sent. Default `allow`. */
  data_collection?: 'allow' | 'deny' | null;
  /** Only providers that keep nothing. Default false. */
  zdr?: boolean | null;
  /** What matters most. Default: as the router is configured. */
  sort?: ProviderSort | { by?: ProviderSort | null; partition?: 'model' | 'none' | null } | null;
  /** US dollars: per million prompt and completion tokens, and per request. */
  max_price?: {
    prompt?: number | string | null;
    completion?: number | string | null;
    request?: number | string | null;
    image?: number | string | null;
  } | null;
  /** Seconds to the first part, or by percentile: `{ p90: 3 }`. */
  preferred_max_latency?: number | Record<string, number | null> | null;
  /** Tokens per second, or by percentile. */
  preferred_min_throughput?: number | Record<string, number | null> | null;
}

export type ProviderSort = 'price' | 'throughput' | 'latency';
