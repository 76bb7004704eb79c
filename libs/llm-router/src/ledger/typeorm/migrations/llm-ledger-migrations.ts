import { CreateLlmUsageRollups1764300000000 } from '../rollups/create-llm-usage-rollups.migration.js';
import { AddLlmBilling1764200000000 } from './add-llm-billing.migration.js';
import { AddLlmRouteDecisions1764000000000 } from './add-llm-route-decisions.migration.js';
import { CreateLlmLedger1763800000000 } from './create-llm-ledger.migration.js';

/** The migrations of the ledger's schema, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmLedgerMigrations = [
  CreateLlmLedger1763800000000,
  AddLlmRouteDecisions1764000000000,
  AddLlmBilling1764200000000,
  CreateLlmUsageRollups1764300000000,
];
