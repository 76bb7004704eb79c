import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { objectOf } from '../json-value.js';
import { type ProviderFacts, ProviderOptions } from '../provider-options.js';
import { secretScrubber } from '../secret-scrubber.js';
import { AiSdkAdapter } from './adapter.js';
import type { AiSdkLanguageModel, ByVendor } from './language-model.js';

/** A model with what is known of it; facts that are left out never exclude it. */
export type AiSdkModelDeclaration = Omit<ModelDeclaration, 'id'> & {
  readonly model: AiSdkLanguageModel;
};

/** Options of `aiSdk()`. */
export interface AiSdkOptions extends ProviderFacts {
  readonly id: string;
  /** The one model of this provider, asked for as `<id>/<its modelId>`. Either this or `models`. */
  readonly model?: AiSdkLanguageModel;
  /** Models by the names that callers ask for, each alone or with its facts and its price. */
  readonly models?: Readonly<Record<string, AiSdkLanguageModel | AiSdkModelDeclaration>>;
  /** The provider's name in the price book, which is asked for the models' names; null: no price book knows it. Default: `id`. */
  readonly priceBookId?: string | null;
  /** Headers of every request. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The AI SDK's `providerOptions` of every call, e.g. `{ openai: { serviceTier: 'flex' } }`. Default none. */
  readonly providerOptions?: ByVendor;
}

/** Long header values are taken for secrets. */
const SECRET_LENGTH = 16;
const VERSIONS: readonly unknown[] = ['v2', 'v3', 'v4'];

/**
 * Language models of the AI SDK as a provider: any package that gives one of specification v2, v3 or v4. Retries,
 * fallback, prices and limits are the router's. Throws a `ConfigurationError` for an illegal option.
 */
export function aiSdk(options: AiSdkOptions): ProviderAdapter {
  const check = new ProviderOptions('aiSdk');
  const id = check.id(options.id);
  const headers = check.headers(options.headers);
  const languageModels = new Map<string, AiSdkLanguageModel>();
  const declarations: ModelDeclaration[] = [];
  for (const [name, entry] of namedModels(options)) {
    const { model, ...facts } = 'specificationVersion' in entry ? { model: entry } : entry;
    languageModels.set(name, usable(name, model));
    declarations.push({ ...facts, id: name });
  }
  return new AiSdkAdapter({
    id,
    languageModels,
    models: check.models(declarations),
    ...check.facts(options),
    headers,
    scrub: secretScrubber(Object.values(headers).filter((it) => it.length >= SECRET_LENGTH)),
    ...(options.priceBookId === undefined ? {} : { priceBookId: options.priceBookId }),
    ...(options.providerOptions === undefined ? {} : { providerOptions: options.providerOptions }),
  });
}

function namedModels({
  id,
  model,
  models,
}: AiSdkOptions): [string, AiSdkLanguageModel | AiSdkModelDeclaration][] {
  if ((model === undefined) === (models === undefined)) {
    throw new ConfigurationError(
      `aiSdk(): provider "${id}" needs either "model" or "models". Legal: one of the two.`,
    );
  }
  if (model === undefined) return Object.entries(models!);
  return [[usable('model', model).modelId, model]];
}

function usable(name: string, model: AiSdkLanguageModel): AiSdkLanguageModel {
  const given = objectOf(model);
  if (
    VERSIONS.includes(given.specificationVersion) &&
    typeof given.doGenerate === 'function' &&
    typeof given.doStream === 'function'
  ) {
    return model;
  }
  throw new ConfigurationError(
    `aiSdk(): ${JSON.stringify(name)} is no language model of the AI SDK. Legal: an object of specification v2, v3 or v4, e.g. openai('gpt-4.1-mini') of @ai-sdk/openai.`,
  );
}
