import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope, llmKeyOf, LlmRouterError } from 'nestjs-llm-router';
import { AuditLog, type LlmAuditEntry } from 'nestjs-llm-router/typeorm';
import { AdminGuard } from '../keys/admin.guard.js';
import { readAuditQuery } from './audit-query.js';

/** Who did what, and what was refused. */
@ApiTags('Audit')
@ApiBearerAuth()
@Controller('admin/audit')
@UseGuards(AdminGuard)
@LlmKeyScope('audit:read')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @ApiOperation({
    summary: 'Entries of the audit trail, newest first',
    description:
      'For the next page, send `next` of the answer as `before`. The trail is of all tenants: keys of one tenant cannot read it.',
  })
  @ApiQuery({ name: 'kind', required: false, example: 'policy-refused' })
  @ApiQuery({ name: 'actor', required: false, description: 'Id of the key by which it was done' })
  @ApiQuery({ name: 'subject', required: false, description: 'Id of what it was done to' })
  @ApiQuery({ name: 'from', required: false, example: '2026-11-22' })
  @ApiQuery({ name: 'to', required: false, example: '2026-11-22T14:00:00Z' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000; default 100' })
  @ApiQuery({ name: 'before', required: false, description: 'A sequence number' })
  async entries(@Query() query: unknown, @Req() request: object) {
    checkTenant(request);
    const asked = readAuditQuery(query);
    const entries = await this.log.entries(asked);
    const last = entries.length === asked.limit ? entries.at(-1) : undefined;
    return { data: entries.map(present), next: last?.sequence ?? null };
  }

  @Get('anchor')
  @ApiOperation({
    summary: 'The end of the trail now',
    description: 'Keep it elsewhere: with it, `audit:verify` notices entries that are cut off.',
  })
  anchor(@Req() request: object) {
    checkTenant(request);
    return this.log.anchor();
  }
}

function checkTenant(request: object): void {
  if (llmKeyOf(request)?.scope.tenant === undefined) return;
  throw new LlmRouterError('The audit trail is of all tenants; this API key is of one.', {
    code: 'permission_denied',
    httpStatus: 403,
  });
}

/** `at` as people read it. */
function present({ at, details, ...entry }: LlmAuditEntry) {
  return { ...entry, at: new Date(at).toISOString(), details: JSON.parse(details) as unknown };
}
