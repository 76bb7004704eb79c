export { settledCallFrom } from '../ledger/typeorm/settled-call-from.js';
export { type JournalStatus, JournaledLedger } from '../ledger/typeorm/journaled-ledger.js';
export { LedgerIntake } from '../ledger/typeorm/ledger-intake.js';
export type { LedgerJournalOptions } from '../ledger/journal/journal-options.js';
export { LedgerWriter } from '../ledger/typeorm/ledger-writer.js';
export { LlmAttempt } from '../ledger/typeorm/llm-attempt.entity.js';
export { LlmLedgerModule, type LlmLedgerOptions } from '../ledger/typeorm/llm-ledger.module.js';
export { type LedgerTags, LlmRequest } from '../ledger/typeorm/llm-request.entity.js';
export { llmLedgerMigrations } from '../ledger/typeorm/migrations/llm-ledger-migrations.js';
export type { LedgerRequest, RequestQuery } from '../ledger/typeorm/request-query.js';
export type { TokenColumns } from '../ledger/typeorm/token-columns.js';
export type { UsageDimension } from '../ledger/typeorm/usage-dimension.js';
export { UsageLedger } from '../ledger/typeorm/usage-ledger.js';
export type { UsageQuery, UsageRow } from '../ledger/typeorm/usage-query.js';
export { llmConversationsMigrations } from '../conversations/typeorm/create-llm-responses.migration.js';
export {
  LlmConversationsModule,
  type LlmConversationsOptions,
} from '../conversations/typeorm/llm-conversations.module.js';
export { LlmResponse } from '../conversations/typeorm/llm-response.entity.js';
export { TypeOrmResponseStore } from '../conversations/typeorm/typeorm-response-store.js';
export { llmKeysMigrations } from '../keys/typeorm/create-llm-keys.migration.js';
export { LlmKey } from '../keys/typeorm/llm-key.entity.js';
export { LlmKeysModule, type LlmStoredKeysOptions } from '../keys/typeorm/llm-keys.module.js';
export { TypeOrmKeyStore } from '../keys/typeorm/typeorm-key-store.js';
