import { Controller, Get, NotFoundException, Param, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Budgets, LlmKeyScope } from 'nestjs-llm-router';
import { AdminGuard } from '../keys/admin.guard.js';
import { readBudgetsQuery } from './budgets-query.js';
import { presentBudget } from './present-budget.js';

/** What is spent and reserved of every budget, and when it begins anew. */
@ApiTags('Budgets')
@ApiBearerAuth()
@Controller('admin/budgets')
@UseGuards(AdminGuard)
@LlmKeyScope('ledger:read')
export class BudgetsController {
  constructor(private readonly budgets: Budgets) {}

  @Get()
  @ApiOperation({
    summary: 'How the budgets stand, those with the most spent first',
    description:
      'In the windows that run now, over all gateways that share a store. Amounts are US dollars, tokens or calls, as `measure` says.',
  })
  @ApiQuery({ name: 'subject', required: false, description: 'The key, team, user, … whose it is' })
  @ApiQuery({ name: 'tenant', required: false, description: 'The tenant that a user is of' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000; default 100' })
  async list(@Query() query: unknown) {
    const standings = await this.budgets.list(readBudgetsQuery(query));
    return { data: standings.map(presentBudget) };
  }

  @Get(':name')
  @ApiOperation({
    summary: 'How one budget stands, for each of its subjects',
    description: 'Those that keys bring with them are `key:usd`, `key:tokens` and `key:requests`.',
  })
  @ApiQuery({ name: 'subject', required: false })
  @ApiQuery({ name: 'tenant', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000; default 100' })
  async one(@Param('name') budget: string, @Query() query: unknown) {
    const { names } = this.budgets;
    if (!names.includes(budget)) {
      throw new NotFoundException(
        `There is no budget ${JSON.stringify(budget.slice(0, 100))}. There are: ${names.join(', ')}.`,
      );
    }
    const standings = await this.budgets.list({ ...readBudgetsQuery(query), budget });
    return { data: standings.map(presentBudget) };
  }
}
