import { Controller, Get, NotFoundException, Param, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope } from 'nestjs-llm-router';
import { UsageLedger } from 'nestjs-llm-router/typeorm';
import { AdminGuard } from '../keys/admin.guard.js';
import { readRequestQuery, readUsageQuery } from './ledger-query.js';
import { presentRequest, presentUsage } from './present-ledger.js';

/** What was asked, who answered, and what it cost. The ledger holds no prompts and no answers. */
@ApiTags('Ledger')
@ApiBearerAuth()
@Controller('admin/ledger')
@UseGuards(AdminGuard)
@LlmKeyScope('ledger:read')
export class LedgerController {
  constructor(private readonly ledger: UsageLedger) {}

  @Get('requests')
  @ApiOperation({
    summary: 'Calls, newest first',
    description: 'For the next page, send `next` of the answer as `before`.',
  })
  @ApiQuery({ name: 'from', required: false, example: '2026-11-22' })
  @ApiQuery({ name: 'to', required: false, example: '2026-11-22T14:00:00Z' })
  @ApiQuery({ name: 'keyId', required: false })
  @ApiQuery({ name: 'model', required: false, description: 'As asked for, or as it answered' })
  @ApiQuery({
    name: 'status',
    required: false,
    description: 'succeeded, failed, timed_out, aborted or interrupted',
  })
  @ApiQuery({ name: 'tag', required: false, example: 'team=search' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000; default 100' })
  @ApiQuery({ name: 'before', required: false })
  async requests(@Query() query: unknown) {
    const filters = readRequestQuery(query);
    const requests = await this.ledger.requests(filters);
    const last = requests.length === filters.limit ? requests.at(-1) : undefined;
    return { data: requests.map(presentRequest), next: last?.id ?? null };
  }

  @Get('requests/:id')
  @ApiOperation({ summary: 'One call, with every upstream try' })
  async request(@Param('id') id: string) {
    const request = await this.ledger.request(id);
    if (request === null) {
      throw new NotFoundException(`The ledger has no call ${JSON.stringify(id.slice(0, 100))}.`);
    }
    return presentRequest(request);
  }

  @Get('usage')
  @ApiOperation({ summary: 'Requests, tokens and exact cost, added up' })
  @ApiQuery({
    name: 'groupBy',
    required: false,
    description:
      'Up to four of model, provider, requested_model, key, tenant, user, door, status, cache, task, rule, rung, day, hour, tag, tag:<name>; after commas. Default model.',
    example: 'day,model',
  })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  async usage(@Query() query: unknown) {
    const rows = await this.ledger.usage(readUsageQuery(query));
    return { data: rows.map(presentUsage) };
  }
}
