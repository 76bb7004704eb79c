import { Controller, Get, Query, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvalidRequestError, LlmKeyScope, ProcessingRecord } from 'nestjs-llm-router';
import { AdminGuard } from '../keys/admin.guard.js';

/** What auditors ask for. */
@ApiTags('Compliance')
@ApiBearerAuth()
@Controller('admin/compliance')
@UseGuards(AdminGuard)
@LlmKeyScope('compliance:read')
export class ComplianceController {
  constructor(private readonly processing: ProcessingRecord) {}

  @Get('record')
  @ApiOperation({
    summary: 'The record of processing',
    description:
      'Purposes, classes of data, policies, and every recipient with what is declared of it: regions, jurisdictions, retention, sub-processors, the source and date of each fact, and what is unknown.',
  })
  @ApiQuery({
    name: 'format',
    required: false,
    enum: ['json', 'md'],
    description: 'Default json',
  })
  async record(@Query('format') format: unknown, @Res() reply: FastifyReply): Promise<void> {
    if (format !== undefined && format !== 'json' && format !== 'md') {
      throw new InvalidRequestError('format: Legal: json or md.', 'format');
    }
    const [type, body] =
      format === 'md'
        ? ['text/markdown; charset=utf-8', this.processing.markdown()]
        : ['application/json; charset=utf-8', JSON.stringify(this.processing.data())];
    await reply.header('content-type', type).send(body);
  }
}
