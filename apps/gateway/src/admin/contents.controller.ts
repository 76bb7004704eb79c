import { Controller, Get, Header, NotFoundException, Param, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope } from 'nestjs-llm-router';
import { ContentTable } from 'nestjs-llm-router/typeorm';
import { AdminGuard } from '../keys/admin.guard.js';
import { checkTenant } from './subjects-request.js';

/** Prompts and replies, where they are kept. */
@ApiTags('Subjects')
@ApiBearerAuth()
@Controller('admin/contents')
@UseGuards(AdminGuard)
@LlmKeyScope('contents:read')
export class ContentsController {
  constructor(private readonly contents: ContentTable) {}

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Prompt and reply of a call, by its id',
    description: '404 where they were not kept, are too old, or belong to somebody who was erased.',
  })
  async read(@Param('id') id: string, @Req() request: object) {
    const found = await this.contents.read(id);
    if (found?.content === undefined) {
      throw new NotFoundException(
        `There is no content of a call ${JSON.stringify(id.slice(0, 100))}.`,
      );
    }
    checkTenant(found.tenant, request);
    return { ...found, startedAt: new Date(found.startedAt).toISOString() };
  }
}
