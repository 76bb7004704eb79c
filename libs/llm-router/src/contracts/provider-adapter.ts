import type { ChatRequest } from './chat-request.js';
import type { CredentialSource } from './credential-source.js';
import type { DataPolicy } from './data-policy.js';
import type { EmbeddingCall, EmbeddingReply } from './embedding.js';
import type { ModelDeclaration } from './model-facts.js';
import type { ProviderCapabilities } from './provider-capabilities.js';
import type { Dialect, ReplyChunk } from './reply-chunk.js';

/** One call of one model at one provider. */
export interface ProviderCall {
  readonly id: string;
  readonly upstreamModel: string;
  readonly request: ChatRequest;
  /** `document`: one JSON answer; `stream`: server-sent events. */
  readonly delivery: Delivery;
  /** Aborting it must close the upstream socket. */
  readonly signal: AbortSignal;
  /** Milliseconds to establish a connection. */
  readonly connectTimeoutMs: number;
  /** Milliseconds that are left of the whole call; to be passed upstream where the provider takes it. */
  readonly remainingMs?: number;
}

export type Delivery = 'document' | 'stream';

/** An answer that has begun: the headers are here and say success. */
export interface ProviderReply {
  /** The provider's own id of the request, for its support. */
  readonly upstreamRequestId?: string;
  /** Alias of the key that the request went out with. */
  readonly credential?: string;
  /** The provider's own rate-limit headers, names in lower case, as they came. */
  readonly rateLimit?: Readonly<Record<string, string>>;
  /** What could not be translated for this provider, in words. */
  readonly warnings: readonly string[];
  /**
   * Throws an upstream error where the answer breaks, also for an error inside a 200 stream, and where a stream ends
   * without saying that it finished. `return()` closes the socket.
   */
  readonly chunks: AsyncIterable<ReplyChunk>;
}

/** The port for upstream providers: `@LlmProvider()` on a class, or an entry in `providers`. */
export interface ProviderAdapter {
  /** Names the provider in model ids: `<id>/<model>`. Lower case letters, digits, `-`, `_` and `.`. */
  readonly id: string;
  readonly dialect: Dialect;
  /** The provider's name in the price book where it is not `id`; null where no price book knows it. */
  readonly priceBookId?: string | null;
  readonly models: readonly ModelDeclaration[];
  /** True: models that nobody declared may be asked for too. Default false. */
  readonly openEnded?: boolean;
  /** Where it processes what it is sent, e.g. `eu-central-1`; undefined: unknown. */
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;
  /** What the wire format and this adapter can carry; the table in `docs/providers.md` is made of it. */
  readonly capabilities?: ProviderCapabilities;
  /**
   * Names of the request's fields that this provider cannot honour for this model, in OpenAI's spelling. They are
   * named as warnings, or, with `requireParameters`, exclude the candidate. Default none.
   */
  unsupportedParameters?(request: ChatRequest, upstreamModel: string): readonly string[];
  /** Rejects with an upstream `LlmRouterError` whose disposition tells what to do next. */
  open(call: ProviderCall): Promise<ProviderReply>;
  /** Vectors for texts, where the provider has them. Rejects as `open` does. */
  embed?(call: EmbeddingCall): Promise<EmbeddingReply>;
  /** Checks reachability and credentials without a billed call; rejects where one fails. */
  probe?(signal: AbortSignal): Promise<void>;
  /** Names of the models that the provider has now. */
  listModels?(signal: AbortSignal): Promise<readonly string[]>;
  /** Called once at boot, for adapters whose keys come from a `@LlmCredentialSource()` that is named by its id. */
  bindCredentials?(find: (id: string) => CredentialSource): void;
  /** Closes pools; called at shutdown. */
  close?(): Promise<void>;
}
