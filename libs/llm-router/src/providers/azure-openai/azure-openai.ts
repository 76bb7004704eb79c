import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import { type ApiKey, type CommonProviderOptions, ProviderOptions } from '../provider-options.js';
import { OPENAI_QUIRKS } from '../presets/openai-models.js';
import { keyedVendorInit } from '../presets/vendor-init.js';

/** Options of `azureOpenai()`. */
export interface AzureOpenAiOptions extends Omit<CommonProviderOptions, 'openEnded'> {
  /** Default `azure`. */
  readonly id?: string;
  /** Of the resource, e.g. `https://my-resource.openai.azure.com`. */
  readonly endpoint: string;
  /** Sent as `api-key`. */
  readonly apiKey: ApiKey;
  /**
   * `v1` (default): the versionless API below `/openai/v1`. A date, e.g. `2024-10-21`: the classic API, with the
   * deployment in the path.
   */
  readonly apiVersion?: string;
  /** The name of the deployment by the name of its model, e.g. `{ 'gpt-4.1': 'prod-gpt41' }`. */
  readonly deployments: Readonly<Record<string, string>>;
}

/** https://learn.microsoft.com/azure/ai-services/openai/reference: names of deployments. */
const DEPLOYMENT = /^[\w.-]{1,64}$/;
const API_VERSION = /^(v1|\d{4}-\d{2}-\d{2}(-preview)?)$/;

/**
 * OpenAI's models on Azure, asked for by the names of the models and sent to their deployments. Throws a
 * `ConfigurationError` for an illegal option.
 */
export function azureOpenai(options: AzureOpenAiOptions): ProviderAdapter {
  const { apiVersion = 'v1' } = options;
  const deployments = deploymentsOf(options.deployments);
  if (!API_VERSION.test(apiVersion)) {
    throw illegal(
      `apiVersion is ${JSON.stringify(apiVersion)}. Legal: v1, or a date such as 2024-10-21`,
    );
  }
  const endpoint = new ProviderOptions('azureOpenai').url('endpoint', options.endpoint);
  const base = endpoint.replace(/\/openai(\/v1)?$/, '');
  const facts = new Map(options.models?.map((it) => [it.id, it]));
  const stranger = [...facts.keys()].find((it) => !deployments.has(it));
  if (stranger !== undefined) {
    throw illegal(`models names ${JSON.stringify(stranger)}, which has no deployment`);
  }
  const classic = apiVersion !== 'v1';
  const query = classic ? `?api-version=${apiVersion}` : '';
  const deploymentOf = (model: string) => deployments.get(model) ?? model;
  return new OpenAiChatAdapter({
    ...keyedVendorInit('azureOpenai', {
      ...options,
      id: options.id ?? 'azure',
      baseUrl: `${base}/openai${classic ? '' : '/v1'}`,
      carryKey: (key) => ({ 'api-key': key }),
      models: [...deployments.keys()].map((id) => facts.get(id) ?? { id }),
      openEnded: false,
    }),
    priceBookId: 'azure',
    quirks: OPENAI_QUIRKS,
    modelName: deploymentOf,
    modelsPath: `/models${query}`,
    // It lists what could be deployed, not what is.
    listsModels: false,
    ...(classic
      ? {
          pathOf: (operation: string, model: string) =>
            `/deployments/${encodeURIComponent(deploymentOf(model))}${operation}${query}`,
        }
      : {}),
  });
}

function deploymentsOf(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) {
    throw illegal('deployments is empty. Legal: the name of a deployment by the name of its model');
  }
  for (const [model, deployment] of entries) {
    if (typeof deployment !== 'string' || !DEPLOYMENT.test(deployment)) {
      throw illegal(
        `deployments gives ${JSON.stringify(model)} no name of a deployment. Legal: up to 64 letters, digits, "-", "_" and "."`,
      );
    }
  }
  return new Map(entries as [string, string][]);
}

function illegal(what: string): ConfigurationError {
  return new ConfigurationError(`azureOpenai(): ${what}.`);
}
