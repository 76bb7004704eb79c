import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Put,
  Query,
  Req,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LlmKeyScope, llmKeyOf } from 'nestjs-llm-router';
import { Subjects } from 'nestjs-llm-router/typeorm';
import { ApiSubject, HOLD } from '../docs/subject-parameters.js';
import { AdminGuard } from '../keys/admin.guard.js';
import { exportedJson, presentSubject } from './subjects-answer.js';
import { readReason, readSubject } from './subjects-request.js';

/** What is kept of people: end users, as calls name them. */
@ApiTags('Subjects')
@ApiBearerAuth()
@Controller('admin/subjects')
@UseGuards(AdminGuard)
export class SubjectsController {
  constructor(private readonly subjects: Subjects) {}

  @Get(':id')
  @LlmKeyScope('subjects:read')
  @Header('cache-control', 'no-store')
  @ApiSubject()
  @ApiOperation({
    summary: 'What is held of an end user: how much, where, of which class, since when',
  })
  async describe(@Param('id') id: string, @Query() query: unknown, @Req() request: object) {
    return presentSubject(await this.subjects.describe(readSubject(id, query, request)));
  }

  @Get(':id/export')
  @LlmKeyScope('subjects:export')
  @Header('cache-control', 'no-store')
  @ApiSubject()
  @ApiOperation({
    summary: 'Everything that is held of an end user',
    description:
      'Contents are decrypted; there are no secrets. One JSON object, that is sent as it is read.',
  })
  async export(@Param('id') id: string, @Query() query: unknown, @Req() request: object) {
    const items = this.subjects.export(readSubject(id, query, request), llmKeyOf(request)?.id);
    // What fails at once is an answer of its own.
    const first = await items.next();
    const all = (async function* () {
      if (!first.done) yield first.value;
      yield* items;
    })();
    return new StreamableFile(Readable.from(exportedJson(all)), { type: 'application/json' });
  }

  @Delete(':id')
  @LlmKeyScope('subjects:erase')
  @Header('cache-control', 'no-store')
  @ApiSubject()
  @ApiOperation({
    summary: 'Erases an end user, and gives a signed receipt',
    description:
      'Destroys the key of all texts, and deletes them. Money stays under a pseudonym. 409 `legal_hold` while there is a hold. Done again, it finds nothing.',
  })
  erase(@Param('id') id: string, @Query() query: unknown, @Req() request: object) {
    return this.subjects.erase(readSubject(id, query, request), llmKeyOf(request)?.id);
  }

  @Put(':id/hold')
  @HttpCode(204)
  @LlmKeyScope('subjects:hold')
  @ApiSubject()
  @ApiBody(HOLD)
  @ApiOperation({ summary: 'Keeps retention and erasure from an end user, until it is lifted' })
  async hold(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Req() request: object,
  ): Promise<void> {
    const subject = readSubject(id, query, request);
    await this.subjects.hold(subject, readReason(body), llmKeyOf(request)?.id);
  }

  @Delete(':id/hold')
  @HttpCode(204)
  @LlmKeyScope('subjects:hold')
  @ApiSubject()
  @ApiOperation({ summary: 'Lifts the hold; where there is none, nothing changes' })
  async lift(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: object,
  ): Promise<void> {
    await this.subjects.lift(readSubject(id, query, request), llmKeyOf(request)?.id);
  }
}
