import { BudgetAlerts } from './budget-alerts.js';
import { BudgetBook } from './budget-book.js';
import { BudgetData } from './budget-data.js';
import { BudgetDesk } from './budget-desk.js';
import { BudgetFilter } from './budget.filter.js';
import { BudgetQuota } from './budget.quota.js';
import { Budgets } from './budgets.js';
import { LateNames } from './late-names.js';

export const budgetsProviders = [
  BudgetBook,
  BudgetDesk,
  BudgetAlerts,
  BudgetFilter,
  BudgetQuota,
  Budgets,
  BudgetData,
  LateNames,
];
