import type { DataPolicy } from '../contracts/data-policy.js';
import type { ModelDeclaration } from '../contracts/model-facts.js';
import type {
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../contracts/provider-adapter.js';
import type { Dialect } from '../contracts/reply-chunk.js';
import type { ProviderFacts } from './provider-options.js';

/** What an application says of a provider; its fields are those of `ProviderAdapter`. */
export interface ProviderDeclaration extends ProviderFacts {
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded?: boolean;
}

/** An adapter that tells what it was told of its provider. */
export abstract class DeclaredProvider implements ProviderAdapter {
  abstract readonly dialect: Dialect;
  readonly id: string;
  readonly models: readonly ModelDeclaration[];
  readonly priceBookId?: string | null;
  readonly openEnded?: boolean;
  readonly region?: string;
  readonly dataPolicy?: DataPolicy;

  constructor(declaration: ProviderDeclaration) {
    this.id = declaration.id;
    this.models = declaration.models;
    this.priceBookId = declaration.priceBookId;
    this.openEnded = declaration.openEnded;
    this.region = declaration.region;
    this.dataPolicy = declaration.dataPolicy;
  }

  abstract open(call: ProviderCall): Promise<ProviderReply>;
}
