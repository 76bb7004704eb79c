import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { RedactDirective } from '../contracts/directives.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { ContentBlockedError, InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Redactor } from '../contracts/redactor.js';
import type { Reply } from '../contracts/reply.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { redactText } from './redact-text.js';
import { RestoredChunks } from './restored-chunks.js';
import { rewriteEmbedding } from './rewrite-embedding.js';
import type { Rewrite } from './rewrite-fields.js';
import { rewriteRequest } from './rewrite-request.js';
import { Vault } from './vault.js';

/** A call as providers may see it, and the way back for its reply. */
export interface ProtectedCall {
  readonly exchange: Exchange;
  readonly restore: (reply: Reply) => Reply;
}

const asItIs = (reply: Reply): Reply => reply;

/** Takes sensitive text out of a request, and puts it back into the reply. */
@Injectable()
export class ProtectStage implements OnModuleInit {
  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
  ) {}

  onModuleInit(): void {
    const problem = this.unknownEntities(this.options.redact);
    if (problem !== undefined) throw new ConfigurationError(`redact.entities: ${problem}`);
  }

  /**
   * Throws `ContentBlockedError` where the directive says `block` and something was found, and `InvalidRequestError`
   * where it names an entity that no redactor knows.
   */
  protect(exchange: Exchange): ProtectedCall {
    const directive = exchange.directives.redact;
    if (directive === undefined) return { exchange, restore: asItIs };
    const problem = this.unknownEntities(directive);
    if (problem !== undefined) throw new InvalidRequestError(problem, 'redact.entities');

    const redactors = this.redactorsFor(directive);
    const wanted = directive.entities && new Set(directive.entities);
    const vault = new Vault();
    const found = new Set<string>();
    if (directive.action !== 'mask' && directive.action !== 'block') {
      rewrite(exchange, (text) => {
        vault.reserve(text);
        return text;
      });
    }
    const safe = rewrite(exchange, (text) =>
      redactText(text, redactors, wanted, (entity, value) => {
        found.add(entity);
        return directive.action === 'mask' ? '****' : vault.placeholderFor(entity, value);
      }),
    );
    if (directive.action === 'block' && found.size > 0) {
      throw new ContentBlockedError([...found].sort());
    }
    return {
      exchange: safe,
      restore: vault.empty
        ? asItIs
        : ({ head, chunks }) => ({ head, chunks: new RestoredChunks(chunks, vault) }),
    };
  }

  private redactorsFor({ entities }: RedactDirective): readonly Redactor[] {
    const all = this.plugins.all('redactor');
    return entities ? all.filter((it) => it.entities.some((name) => entities.includes(name))) : all;
  }

  /** What is wrong with the directive, in words. */
  private unknownEntities(directive: RedactDirective | undefined): string | undefined {
    if (directive?.entities === undefined) return undefined;
    const known = new Set(this.plugins.all('redactor').flatMap((it) => it.entities));
    const unknown = directive.entities.filter((it) => !known.has(it));
    if (unknown.length === 0) return undefined;
    return `No redactor finds ${unknown.map((it) => JSON.stringify(it)).join(', ')}. Known: ${[...known].sort().join(', ') || 'none'}.`;
  }
}

/** The same exchange where nothing changes. */
function rewrite(exchange: Exchange, change: Rewrite): Exchange {
  const request = rewriteRequest(exchange.request, change);
  const embedding = exchange.embedding && rewriteEmbedding(exchange.embedding, change);
  return request === exchange.request && embedding === exchange.embedding
    ? exchange
    : Object.freeze({ ...exchange, request, embedding });
}
