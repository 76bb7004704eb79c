export { type LanguageModelOptions, type RoutedLanguageModel } from './ai-sdk/language-model.js';
export { Budgets, type BudgetsQuery, type BudgetStanding } from './budgets/budgets.js';
export { MemoryBudgetStore } from './budgets/memory-budget-store.js';
export { embeddingClassifier } from './classification/embedding/create-embedding-classifier.js';
export { EmbeddingClassifier } from './classification/embedding/embedding-classifier.js';
export type {
  EmbeddingClassifierOptions,
  EmbedTexts,
} from './classification/embedding/embedding-classifier-options.js';
export {
  type EmbeddingRouter,
  routerEmbeddings,
} from './classification/embedding/router-embeddings.js';
export {
  localClassifier,
  LocalClassifier,
  type LocalClassifierOptions,
} from './classification/local-classifier.js';
export type { AttemptKind, AttemptRecord, EndStatus, FailureFacts } from './contracts/attempt.js';
export type { AttemptPlan, PlannedTarget } from './contracts/attempt-plan.js';
export type {
  BudgetingOptions,
  BudgetLimits,
  BudgetRule,
  BudgetSlack,
  BudgetSubject,
  BudgetWindow,
} from './contracts/budget.js';
export type { BudgetMeasure } from './contracts/budget-store.js';
export {
  type BudgetAmounts,
  type BudgetAnswer,
  type BudgetCharge,
  type BudgetCounter,
  type BudgetHold,
  type BudgetMove,
  type BudgetOwner,
  type BudgetQuery,
  type BudgetStep,
  BudgetStore,
  type KeptBudget,
} from './contracts/budget-store.js';
export type { CacheState } from './contracts/cache-state.js';
export type { CallCompliance } from './contracts/call-compliance.js';
export type { CallFinding } from './contracts/call-finding.js';
export type { CallJournal } from './contracts/call-journal.js';
export type { Caller } from './contracts/caller.js';
export {
  type CallerBudget,
  type CallerLimits,
  llmCallerOf,
  type RequestCaller,
  setLlmCaller,
} from './contracts/caller-of-request.js';
export type { Candidate } from './contracts/candidate.js';
export type { CandidateFilter } from './contracts/candidate-filter.js';
export type { ChatMessage, ContentPart, ToolCall } from './contracts/chat-message.js';
export type { ChatRequest } from './contracts/chat-request.js';
export type { ChatTool, ResponseFormat, ToolChoice } from './contracts/chat-tool.js';
export { Clock } from './contracts/clock.js';
export type { CachedReply, CompletionCache } from './contracts/completion-cache.js';
export type { Credential, CredentialSource } from './contracts/credential-source.js';
export type {
  DataFact,
  DataPolicy,
  DataRequirements,
  FactSource,
  PolicyCondition,
  PrivacyOptions,
  PrivacyPolicy,
} from './contracts/data-policy.js';
export { type Currency, US_DOLLARS } from './contracts/currency.js';
export type {
  CacheDirective,
  Directives,
  MaxPrice,
  Preferred,
  Priority,
  RedactDirective,
  RouteDirective,
} from './contracts/directives.js';
export { type Duration, toMilliseconds } from './contracts/duration.js';
export type { EmbeddingCall, EmbeddingReply, EmbeddingRequest } from './contracts/embedding.js';
export { CompletionJournal } from './contracts/completion-journal.js';
export { BudgetSpentError } from './contracts/errors/budget-spent-error.js';
export { BudgetsUnavailableError } from './contracts/errors/budgets-unavailable-error.js';
export { ConfigurationError } from './contracts/errors/configuration-error.js';
export { type Disposition, LlmRouterError } from './contracts/errors/llm-router-error.js';
export {
  CallAbortedError,
  ContentBlockedError,
  DeadlineExceededError,
  InvalidRequestError,
  OverloadedError,
  QuotaExceededError,
  ShuttingDownError,
  UnknownModelError,
} from './contracts/errors/request-errors.js';
export {
  AttemptsExhaustedError,
  NoCandidateError,
  NoCompliantProviderError,
} from './contracts/errors/routing-errors.js';
export { ErasureIncompleteError, LegalHoldError } from './contracts/errors/subject-errors.js';
export { UpstreamError, type UpstreamErrorCode } from './contracts/errors/upstream-error.js';
export type { EventSink } from './contracts/event-sink.js';
export type { Exchange } from './contracts/exchange.js';
export type { FinishReason } from './contracts/finish-reason.js';
export {
  type AttemptTrace,
  type Headroom,
  type LiveMetric,
  LivePerformance,
  type TargetPerformance,
} from './contracts/live-performance.js';
export { mergeRoute } from './contracts/merge-route.js';
export type { KeyProvider, WrappedKey } from './contracts/key-provider.js';
export { type ListedModel, ModelDirectory } from './contracts/model-directory.js';
export type {
  BracketedRates,
  DatedRates,
  DeclaredRates,
  ModelDeclaration,
  ModelFacts,
  ModelRates,
  TokenClassRates,
  Usd,
} from './contracts/model-facts.js';
export type { BillingTerms, CostParts, ModelPrice, PicoDollars } from './contracts/model-price.js';
export {
  type CallOptions,
  type CallOrigin,
  LLM_ROUTER_OPTIONS,
  type LlmRouterOptions,
} from './contracts/options.js';
export { type PeerState, PeerStates } from './contracts/peer-states.js';
export type { PromptClassifier, PromptSample } from './contracts/prompt-classifier.js';
export type { PromptProfile } from './contracts/prompt-profile.js';
export type {
  Delivery,
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from './contracts/provider-adapter.js';
export type { ProviderPreferences } from './contracts/provider-preferences.js';
export type { Quota, QuotaLease, QuotaOutcome } from './contracts/quota.js';
export { Random } from './contracts/random.js';
export type {
  CustomDictionary,
  CustomPattern,
  Finding,
  RedactOptions,
  Redactor,
} from './contracts/redactor.js';
export {
  REDACT_ACTIONS,
  type RedactAction,
  type RedactDirection,
} from './contracts/redact-actions.js';
export { type Redacted, type RedactionScope, RedactionService } from './contracts/redaction.js';
export type { Rejection } from './contracts/rejection.js';
export type { Reply, ReplyHead, SettlingReply } from './contracts/reply.js';
export type { Dialect, ReplyChunk, WireFrame } from './contracts/reply-chunk.js';
export type { ReplyPart } from './contracts/reply-part.js';
export {
  Conversations,
  type NewResponse,
  type ResponseStore,
  type StoredResponse,
} from './contracts/response-store.js';
export type { ConsideredCandidate, RouteDecision } from './contracts/route-decision.js';
export type {
  AttemptEnded,
  ContentsLost,
  BudgetOverrun,
  BudgetReached,
  CallSettled,
  RouterEvent,
  SavedCost,
  TargetChanged,
} from './contracts/router-event.js';
export type { RoutingContext } from './contracts/routing-context.js';
export type {
  Range,
  RoutingRule,
  RuleCondition,
  RuleOutcome,
  TimeOfDay,
} from './contracts/routing-rule.js';
export type { Ranked, RoutingStrategy } from './contracts/routing-strategy.js';
export type { Rung } from './contracts/rung.js';
export { type Subject, subjectOf } from './contracts/subject.js';
export type { KnownSubject, SubjectData, SubjectHolding } from './contracts/subject-data.js';
export {
  type SealedPlace,
  type SealedText,
  type SubjectSince,
  SubjectVault,
} from './contracts/subject-vault.js';
export { type Availability, TargetAvailability } from './contracts/target-availability.js';
export type { Task, TaskClass } from './contracts/task-class.js';
export type { DegradeOptions, TierMember, TierOptions, TrimOptions } from './contracts/tier.js';
export {
  inputTokens,
  outputTokens,
  type TokenClass,
  type TokenUsage,
} from './contracts/token-usage.js';
export { CacheCompletion } from './decorators/cache-completion.decorator.js';
export { Redact } from './decorators/redact.decorator.js';
export { RedactionInterceptor } from './decorators/redaction.interceptor.js';
export { RouteModel } from './decorators/route-model.decorator.js';
export { nearNames } from './foundation/near-names.js';
export { formatMoney, formatUsd, parseUsd } from './foundation/pico-dollars.js';
export type { IdempotencyOptions, LlmHttpModuleOptions } from './http/llm-http-options.js';
export { LlmHttpModule } from './http/llm-http.module.js';
export { OpenAiExceptionFilter } from './http/openai/openai-exception.filter.js';
export { parseChatCompletion } from './http/openai/parse-chat-completion.js';
export type { AdmittedKey } from './keys/admit-key.js';
export type { KeyActor } from './keys/key-authority.js';
export { ModelNotAllowedError } from './keys/key-errors.js';
export { type AuditEntry, type AuditKind, AuditTrail } from './contracts/audit-trail.js';
export { type KeyEvent, KeyEventSource } from './contracts/key-events.js';
export { RunningConfiguration } from './contracts/running-configuration.js';
export { KeyEvents } from './keys/key-events.js';
export { llmKeyOf } from './keys/key-of-request.js';
export { callerOfKey, hasRight, type KeyScope } from './keys/key-scope.js';
export { type KeyQuery, KeyStore } from './keys/key-store.js';
export type { KeySeed, LlmKeysOptions } from './keys/keys-options.js';
export { LlmKeyScope, rightsFor } from './keys/llm-key-scope.decorator.js';
export { LlmKeyGuard } from './keys/llm-key.guard.js';
export { LlmMemoryKeysModule } from './keys/llm-memory-keys.module.js';
export { MemoryKeyStore } from './keys/memory-key-store.js';
export type { KeySource, StoredKey, VirtualKey } from './keys/virtual-key.js';
export { type IssuedKey, type NewKey, VirtualKeys } from './keys/virtual-keys.js';
export { LlmRouterModule } from './module/llm-router.module.js';
export type { LlmRouterOptionsFactory } from './module/llm-router.module-definition.js';
export { explainCall } from './observability/explain/explain-call.js';
export { summariseCall } from './observability/explain/summarise-call.js';
export { type Ask, CallRouter } from './pipeline/call-router.js';
export type {
  AssistantMessage,
  Completion,
  CompletionAttempt,
  CostByPart,
  CompletionChoice,
  Cost,
} from './pipeline/completion.js';
export type { CompletionStream } from './pipeline/completion-stream.js';
export type { Embedding } from './pipeline/embedding.js';
export { Prompt, prompt } from './pipeline/prompt.js';
export type { RouteExplanation } from './pipeline/route-explanation.js';
export {
  LlmCache,
  LlmClassifier,
  LlmCredentialSource,
  LlmFilter,
  LlmKeyProvider,
  LlmProvider,
  LlmQuota,
  LlmRedactor,
  LlmResponseStore,
  LlmSink,
  LlmStrategy,
  LlmSubjectData,
} from './plugin/plugin-markers.js';
export { CompliancePolicy } from './policy/compliance-policy.js';
export {
  type PolicyCase,
  type PolicyCaseRequest,
  type PolicyCaseResult,
  runPolicyCases,
} from './policy/policy-cases.js';
export { ProcessingRecord } from './policy/processing-record.js';
export type { ProcessingRecordData, RecipientRecord } from './policy/processing-record-data.js';
export {
  PresidioRedactor,
  type PresidioOptions,
  RedactorUnavailableError,
} from './privacy/redactors/presidio.redactor.js';
export { aiSdk, type AiSdkModelDeclaration, type AiSdkOptions } from './providers/ai-sdk/ai-sdk.js';
export type { AiSdkLanguageModel } from './providers/ai-sdk/language-model.js';
export type { AwsCredentials } from './providers/bedrock/signed-http.js';
export { fromEnv } from './providers/credentials/environment-credentials.js';
export { fromFile } from './providers/credentials/file-credentials.js';
export { fromCredentialSource } from './providers/credentials/named-source.js';
export { ReplaceableCredentials } from './providers/credentials/replaceable-credentials.js';
export {
  anthropic,
  type AnthropicOptions,
  azureOpenai,
  type AzureOpenAiOptions,
  cerebras,
  deepseek,
  fireworks,
  google,
  type GoogleOptions,
  groq,
  llamaCpp,
  lmStudio,
  type LocalOptions,
  mistral,
  nvidia,
  ollama,
  openai,
  openaiCompatible,
  type OpenAiCompatibleOptions,
  type OpenAiOptions,
  openrouter,
  perplexity,
  type PresetOptions,
  together,
  vllm,
  xai,
} from './providers/presets.js';
export { bedrock, type BedrockOptions } from './providers/presets/bedrock.js';
export { vertex, type VertexOptions } from './providers/presets/vertex.js';
export type { ApiKey } from './providers/provider-options.js';
export { LlmRouter } from './router/llm-router.js';
export type { ContentOptions, ContentRetention } from './subjects/content-options.js';
export {
  type ErasureFacts,
  type ErasureReceipt,
  verifyReceipt,
} from './subjects/erasure-receipt.js';
