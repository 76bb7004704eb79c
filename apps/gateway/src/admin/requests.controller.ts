import { Controller, Get, NotFoundException, Param, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { explainCall, LlmKeyScope } from 'nestjs-llm-router';
import { explainCorrections, settledCallFrom, UsageLedger } from 'nestjs-llm-router/typeorm';
import { AdminGuard } from '../keys/admin.guard.js';
import { Amounts } from './amounts.js';
import { presentRequest } from './present-ledger.js';

/** One call and why it went the way it went. */
@ApiTags('Routing')
@ApiBearerAuth()
@Controller('admin/requests')
@UseGuards(AdminGuard)
@LlmKeyScope('ledger:read')
export class RequestsController {
  constructor(
    private readonly ledger: UsageLedger,
    private readonly amounts: Amounts,
  ) {}

  @Get(':id')
  @ApiOperation({
    summary: 'One call, explained',
    description:
      'The call with every upstream try, the decision that sent it there, and `words`: all of it in sentences. `id` is what the answer had as `x-request-id`. A call that has settled can be read at once.',
  })
  async explain(@Param('id') id: string) {
    const request = await this.ledger.request(id);
    if (request === null) {
      throw new NotFoundException(
        `The ledger has no call ${JSON.stringify(id.slice(0, 100))}. The id of a call is the x-request-id of its answer; a call that has not ended yet is not there.`,
      );
    }
    const words = [...explainCall(settledCallFrom(request)), ...explainCorrections(request)];
    return { ...presentRequest(request, this.amounts), words };
  }
}
