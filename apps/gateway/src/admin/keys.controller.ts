import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  hasRight,
  InvalidRequestError,
  LlmKeyScope,
  llmKeyOf,
  VirtualKeys,
} from 'nestjs-llm-router';
import { KEY_CREATION, KEY_EXPIRY, KEY_ROTATION } from '../docs/keys-schemas.js';
import { AdminGuard } from '../keys/admin.guard.js';
import { presentIssued, presentKey } from './keys-answer.js';
import { readCreation, readExpiry, readKeyQuery, readRotation } from './keys-body.js';

const READ = 'keys:read';
const WRITE = 'keys:write';

/** Keys of the gateway's users. Secrets are shown once, in the answer that makes them. */
@ApiTags('Keys')
@ApiBearerAuth()
@Controller('admin/keys')
@UseGuards(AdminGuard)
export class KeysController {
  constructor(private readonly keys: VirtualKeys) {}

  @Post()
  @LlmKeyScope(WRITE)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Creates a key',
    description:
      'The answer holds its secret, this once. A key that lacks the right `*` can give no more than it has, and within its own tenant.',
  })
  @ApiBody(KEY_CREATION)
  async create(@Body() body: unknown, @Req() request: object) {
    const asked = readCreation(body);
    if (!(await this.keys.any()) && !hasRight(asked.scope?.rights, WRITE)) {
      throw new InvalidRequestError(
        `scope.rights: With the first key, only keys are let in. It needs the right "${WRITE}" or "*", or nobody could create another.`,
        'scope.rights',
      );
    }
    return presentIssued(await this.keys.create(asked, llmKeyOf(request)));
  }

  @Get()
  @LlmKeyScope(READ)
  @ApiOperation({
    summary: 'Keys, in the order of their ids',
    description: 'For the next page, send `next` of the answer as `after`.',
  })
  @ApiQuery({ name: 'tenant', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 500; default 100' })
  @ApiQuery({ name: 'after', required: false })
  async list(@Query() query: unknown, @Req() request: object) {
    const asked = readKeyQuery(query);
    const keys = await this.keys.list(asked, llmKeyOf(request));
    const last = keys.length === asked.limit ? keys.at(-1) : undefined;
    return { data: keys.map(presentKey), next: last?.id ?? null };
  }

  @Get(':id')
  @LlmKeyScope(READ)
  @ApiOperation({ summary: 'A key' })
  async get(@Param('id') id: string, @Req() request: object) {
    return presentKey(await this.keys.get(id, llmKeyOf(request)));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @LlmKeyScope(WRITE)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Gives a key a new secret',
    description: 'The answer holds it, this once. The old one stays valid for `overlap`.',
  })
  @ApiBody(KEY_ROTATION)
  async rotate(@Param('id') id: string, @Body() body: unknown, @Req() request: object) {
    return presentIssued(await this.keys.rotate(id, readRotation(body), llmKeyOf(request)));
  }

  @Post(':id/expire')
  @HttpCode(200)
  @LlmKeyScope(WRITE)
  @ApiOperation({ summary: 'Sets when a key ends; null: never' })
  @ApiBody(KEY_EXPIRY)
  async expire(@Param('id') id: string, @Body() body: unknown, @Req() request: object) {
    return presentKey(await this.keys.expire(id, readExpiry(body), llmKeyOf(request)));
  }

  @Delete(':id')
  @LlmKeyScope(WRITE)
  @ApiOperation({
    summary: 'Revokes a key',
    description: 'It is valid nowhere after 5 s at most. Its id is never used again.',
  })
  async revoke(@Param('id') id: string, @Req() request: object) {
    return presentKey(await this.keys.revoke(id, llmKeyOf(request)));
  }
}
