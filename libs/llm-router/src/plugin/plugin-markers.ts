import 'reflect-metadata';
import type { PluginKind, PluginPorts } from './plugin-kinds.js';

/** Under `Symbol.for`, so that two copies of the package see each other's marks. */
const PLUGIN_KIND = Symbol.for('nestjs-llm-router.plugin-kind');

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- injected constructors have arbitrary parameters
type Constructor<T> = abstract new (...args: any[]) => T;

function marker<K extends PluginKind>(kind: K) {
  return () =>
    <T extends PluginPorts[K]>(target: Constructor<T>): void => {
      Reflect.defineMetadata(PLUGIN_KIND, kind, target);
    };
}

/** The kind that a class is marked with, its parents' marks included. */
export function pluginKindOf(target: unknown): PluginKind | undefined {
  return typeof target === 'function'
    ? (Reflect.getMetadata(PLUGIN_KIND, target) as PluginKind | undefined)
    : undefined;
}

/** Marks a `ProviderAdapter`: an upstream under its own id. */
export const LlmProvider = marker('provider');
/** Marks a `RoutingStrategy`, chosen by id in `routing.strategy` or `@RouteModel({ strategy })`. */
export const LlmStrategy = marker('strategy');
/** Marks a `CandidateFilter`; every filter that is found applies. */
export const LlmFilter = marker('filter');
/** Marks a `PromptClassifier`, chosen by id in `routing.classifier`. */
export const LlmClassifier = marker('classifier');
/** Marks a `Redactor`; every redactor that is found applies where redaction is asked for. */
export const LlmRedactor = marker('redactor');
/** Marks a `CompletionCache`, chosen by id in `cache.store`. */
export const LlmCache = marker('cache');
/** Marks a `Quota`; every quota that is found applies. */
export const LlmQuota = marker('quota');
/** Marks an `EventSink`; every sink that is found is told. */
export const LlmSink = marker('sink');
/** Marks a `CredentialSource`, chosen by id in `apiKey: fromCredentialSource(id)`. */
export const LlmCredentialSource = marker('credentials');
/** Marks a `ResponseStore`, chosen by id in `responses.store`. */
export const LlmResponseStore = marker('responses');
/** Marks a `KeyProvider`, chosen by id in `keys: { provider }` of `LlmSubjectsModule`. */
export const LlmKeyProvider = marker('key-provider');
/** Marks a `SubjectData`; every store that is found is asked for what it holds of a person. */
export const LlmSubjectData = marker('subject-data');
