import { Body, Controller, Delete, HttpCode, Param, Put, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope, llmKeyOf } from 'nestjs-llm-router';
import { Subjects } from 'nestjs-llm-router/typeorm';
import { HOLD } from '../docs/subject-parameters.js';
import { AdminGuard } from '../keys/admin.guard.js';
import { checkTenant, readReason } from './subjects-request.js';

/** Legal holds on all of a tenant. */
@ApiTags('Subjects')
@ApiBearerAuth()
@Controller('admin/tenants/:id/hold')
@UseGuards(AdminGuard)
@LlmKeyScope('subjects:hold')
export class TenantHoldsController {
  constructor(private readonly subjects: Subjects) {}

  @Put()
  @HttpCode(204)
  @ApiBody(HOLD)
  @ApiOperation({ summary: 'Keeps retention and erasure from all of a tenant, until it is lifted' })
  async hold(
    @Param('id') tenant: string,
    @Body() body: unknown,
    @Req() request: object,
  ): Promise<void> {
    checkTenant(tenant, request);
    await this.subjects.hold({ tenant }, readReason(body), llmKeyOf(request)?.id);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Lifts the hold; where there is none, nothing changes' })
  async lift(@Param('id') tenant: string, @Req() request: object): Promise<void> {
    checkTenant(tenant, request);
    await this.subjects.lift({ tenant }, llmKeyOf(request)?.id);
  }
}
