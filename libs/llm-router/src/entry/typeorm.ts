export { type AuditAnchor, readAnchors, writtenAnchor } from '../audit/audit-anchor.js';
export type { AuditOptions } from '../audit/audit-options.js';
export { AuditWriter } from '../audit/audit-writer.js';
export type { AuditDamage, AuditFinding, AuditVerdict } from '../audit/chain-check.js';
export { AuditLog, type AuditQuery } from '../audit/typeorm/audit-log.js';
export { llmAuditMigrations } from '../audit/typeorm/create-llm-audit.migration.js';
export { LlmAuditEntry } from '../audit/typeorm/llm-audit-entry.entity.js';
export { LlmAuditModule, type LlmAuditOptions } from '../audit/typeorm/llm-audit.module.js';
export { TypeOrmAuditStore } from '../audit/typeorm/typeorm-audit-store.js';
export { verifyAuditTrail } from '../audit/typeorm/verify-audit-trail.js';
export { llmBudgetsMigrations } from '../budgets/typeorm/create-llm-budgets.migration.js';
export { LlmBudgetCounter } from '../budgets/typeorm/llm-budget-counter.entity.js';
export { LlmBudgetLease } from '../budgets/typeorm/llm-budget-lease.entity.js';
export { LlmBudgetsModule, type LlmBudgetsOptions } from '../budgets/typeorm/llm-budgets.module.js';
export { TypeOrmBudgetStore } from '../budgets/typeorm/typeorm-budget-store.js';
export { explainCorrections } from '../ledger/typeorm/explain-corrections.js';
export { settledCallFrom } from '../ledger/typeorm/settled-call-from.js';
export { type JournalStatus, JournaledLedger } from '../ledger/typeorm/journaled-ledger.js';
export { LedgerIntake } from '../ledger/typeorm/ledger-intake.js';
export type { LedgerJournalOptions } from '../ledger/journal/journal-options.js';
export type { LedgerJournal } from '../ledger/journal/ledger-journal.js';
export {
  type BookedCorrection,
  type LedgerCorrection,
  LedgerCorrections,
} from '../ledger/typeorm/ledger-corrections.js';
export { llmLedgerEntities } from '../ledger/typeorm/llm-ledger-entities.js';
export {
  type DifferenceCause,
  type Explanation,
} from '../ledger/typeorm/reports/explain-difference.js';
export type { ForecastQuery } from '../ledger/typeorm/reports/forecast.js';
export type { InvoiceLine } from '../ledger/typeorm/reports/invoice.js';
export type { MonthForecast } from '../ledger/typeorm/reports/month-forecast.js';
export { type InvoiceColumns, readInvoice } from '../ledger/typeorm/reports/read-invoice.js';
export type {
  ReconciledLine,
  Reconciliation,
  ReconcileQuery,
} from '../ledger/typeorm/reports/reconcile.js';
export type { Mover, MoversQuery, TopMovers } from '../ledger/typeorm/reports/top-movers.js';
export type { Alternative, WhatIf, WhatIfQuery } from '../ledger/typeorm/reports/what-if.js';
export { LedgerRollups } from '../ledger/typeorm/rollups/ledger-rollups.js';
export { LlmUsageDay } from '../ledger/typeorm/rollups/llm-usage-day.entity.js';
export { LlmUsageHour } from '../ledger/typeorm/rollups/llm-usage-hour.entity.js';
export type { RollupDifference } from '../ledger/typeorm/rollups/rollup-differences.js';
export { UsageRollups } from '../ledger/typeorm/rollups/usage-rollups.js';
export { LedgerTables } from '../ledger/typeorm/ledger-tables.js';
export { LedgerWriter } from '../ledger/typeorm/ledger-writer.js';
export {
  LedgerRetention,
  type RetentionRun,
} from '../ledger/typeorm/retention/ledger-retention.js';
export type { LedgerRetentionOptions } from '../ledger/typeorm/retention/retention-options.js';
export { type LedgerAttemptKind, LlmAttempt } from '../ledger/typeorm/llm-attempt.entity.js';
export type { CostColumns } from '../ledger/typeorm/cost-columns.js';
export { LlmLedgerModule, type LlmLedgerOptions } from '../ledger/typeorm/llm-ledger.module.js';
export { type LedgerTags, LlmRequest } from '../ledger/typeorm/llm-request.entity.js';
export { llmLedgerMigrations } from '../ledger/typeorm/migrations/llm-ledger-migrations.js';
export { runLlmMigrations } from '../sql/typeorm/run-llm-migrations.js';
export type { LedgerRequest, RequestQuery } from '../ledger/typeorm/request-query.js';
export type { TokenColumns } from '../ledger/typeorm/token-columns.js';
export { USAGE_DIMENSIONS, type UsageDimension } from '../ledger/typeorm/usage-dimension.js';
export { TIME_BUCKETS, type TimeBucket } from '../ledger/typeorm/time-bucket.js';
export type { UsageFilter } from '../ledger/typeorm/usage-shape.js';
export type { InvoiceUnit } from '../ledger/typeorm/reports/invoice-amount.js';
export type { MatchedModel } from '../ledger/typeorm/reports/match-models.js';
export type { CostChange } from '../ledger/typeorm/reports/top-movers.js';
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
export { llmSubjectsMigrations } from '../subjects/typeorm/create-llm-subjects.migration.js';
export { ContentRetention } from '../subjects/typeorm/content-retention.js';
export { ContentTable, type ReadContent } from '../subjects/typeorm/content-table.js';
export { LlmContent } from '../subjects/typeorm/llm-content.entity.js';
export { LlmLegalHold } from '../subjects/typeorm/llm-legal-hold.entity.js';
export { LlmSubject } from '../subjects/typeorm/llm-subject.entity.js';
export { llmSubjectsEntities } from '../subjects/typeorm/llm-subjects-entities.js';
export { LlmSubjectsModule } from '../subjects/typeorm/llm-subjects.module.js';
export {
  type SubjectExportItem,
  type SubjectHold,
  type SubjectOverview,
  Subjects,
} from '../subjects/typeorm/subjects.js';
export { ContentLog } from '../subjects/content-log.js';
export type { LlmSubjectsOptions, MasterKeySource } from '../subjects/subjects-options.js';
