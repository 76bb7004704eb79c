import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope } from 'nestjs-llm-router';
import { Subjects } from 'nestjs-llm-router/typeorm';
import { AdminGuard } from '../keys/admin.guard.js';

/** The keys that contents are under, and the one that receipts are signed with. */
@ApiTags('Subjects')
@ApiBearerAuth()
@Controller('admin/subject-keys')
@UseGuards(AdminGuard)
export class SubjectKeysController {
  constructor(private readonly subjects: Subjects) {}

  @Get('receipts')
  @LlmKeyScope('subjects:read')
  @ApiOperation({ summary: 'What receipts are verified with: an Ed25519 key, SPKI DER as base64' })
  async receipts() {
    return { algorithm: 'Ed25519', publicKey: await this.subjects.receiptKey() };
  }

  @Post('rewrap')
  @HttpCode(200)
  @LlmKeyScope('subjects:rewrap')
  @ApiOperation({
    summary: 'Puts all data keys under the current master key',
    description: 'Then the older master keys can be taken out of the configuration.',
  })
  async rewrap() {
    return { rewrapped: await this.subjects.rewrap() };
  }
}
