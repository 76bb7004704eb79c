import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { LlmKeyScope } from 'nestjs-llm-router';
import { TIME_BUCKETS, UsageLedger } from 'nestjs-llm-router/typeorm';
import {
  ApiTimeRange,
  ApiUsageFilters,
  GROUP_BY,
  RECONCILIATION,
} from '../docs/report-parameters.js';
import { AdminGuard } from '../keys/admin.guard.js';
import { Amounts } from './amounts.js';
import {
  readForecastQuery,
  readMoversQuery,
  readRequestQuery,
  readUsageQuery,
  readWhatIfQuery,
} from './ledger-query.js';
import { presentRequest } from './present-ledger.js';
import {
  presentForecast,
  presentMovers,
  presentReconciliation,
  presentWhatIf,
} from './present-reports.js';
import { readReconciliation } from './reconcile-body.js';
import { usageAnswer } from './usage-answer.js';

/** What was asked, who answered, and what it cost. The ledger holds no prompts and no answers. */
@ApiTags('Ledger')
@ApiBearerAuth()
@Controller('admin/ledger')
@UseGuards(AdminGuard)
@LlmKeyScope('ledger:read')
export class LedgerController {
  constructor(
    private readonly ledger: UsageLedger,
    private readonly amounts: Amounts,
  ) {}

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
    return { data: requests.map((it) => presentRequest(it, this.amounts)), next: last?.id ?? null };
  }

  @Get('requests/:id')
  @ApiOperation({ summary: 'One call, with every upstream try' })
  async request(@Param('id') id: string) {
    const request = await this.ledger.request(id);
    if (request === null) {
      throw new NotFoundException(`The ledger has no call ${JSON.stringify(id.slice(0, 100))}.`);
    }
    return presentRequest(request, this.amounts);
  }

  @Get('usage')
  @ApiOperation({
    summary: 'Calls, tries, tokens and exact cost, added up',
    description: 'Rows are sent as they come. What is about one dimension is read from rollups.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery(GROUP_BY)
  @ApiQuery({ name: 'bucket', required: false, enum: TIME_BUCKETS, description: 'In UTC' })
  @ApiTimeRange()
  @ApiUsageFilters()
  @ApiQuery({
    name: 'format',
    required: false,
    enum: ['json', 'csv'],
    description: 'Default: what the header `accept` asks for, else json',
  })
  async usage(@Query() query: unknown, @Headers('accept') accept = '') {
    const { format = accept.includes('text/csv') ? 'csv' : 'json', ...asked } =
      readUsageQuery(query);
    return usageAnswer(asked, this.ledger.usageRows(asked), {
      format,
      amounts: this.amounts,
    });
  }

  @Get('movers')
  @ApiOperation({ summary: 'Whose cost changed most since the time before' })
  @ApiQuery({ name: 'dimension', required: false, description: 'Default model', example: 'key' })
  @ApiTimeRange(true)
  @ApiQuery({ name: 'againstFrom', required: false, description: 'Default: as long, just before' })
  @ApiQuery({ name: 'againstTo', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000; default 10' })
  @ApiUsageFilters()
  async movers(@Query() query: unknown) {
    return presentMovers(await this.ledger.topMovers(readMoversQuery(query)), this.amounts);
  }

  @Get('forecast')
  @ApiOperation({
    summary: 'What a month will have cost at its end',
    description:
      'By the mean cost of each weekday in the last four weeks; four of five ends are in the range.',
  })
  @ApiQuery({
    name: 'month',
    required: false,
    example: '2026-11',
    description: 'Default: this one',
  })
  @ApiQuery({ name: 'asOf', required: false, description: 'Default: now' })
  @ApiUsageFilters()
  async forecast(@Query() query: unknown) {
    return presentForecast(await this.ledger.forecast(readForecastQuery(query)), this.amounts);
  }

  @Get('what-if')
  @ApiOperation({
    summary: 'What the same tokens would have cost on other models',
    description: 'At the rates of their time. Another model would not have used the same tokens.',
  })
  @ApiQuery({ name: 'models', example: 'openai/gpt-4.1-mini,tier:cheap', description: '1 to 20' })
  @ApiTimeRange()
  @ApiUsageFilters()
  async whatIf(@Query() query: unknown) {
    return presentWhatIf(await this.ledger.whatIf(readWhatIfQuery(query)), this.amounts);
  }

  @Post('reconcile')
  @HttpCode(200)
  @ApiOperation({
    summary: "A provider's invoice beside the ledger, with every difference explained",
    description: 'The explanations of a line add up to its difference.',
  })
  @ApiBody(RECONCILIATION)
  async reconcile(@Body() body: unknown) {
    return presentReconciliation(
      await this.ledger.reconcile(readReconciliation(body)),
      this.amounts,
    );
  }
}
