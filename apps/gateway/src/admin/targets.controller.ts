import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Candidate,
  LivePerformance,
  LlmKeyScope,
  LlmRouterError,
  ModelDirectory,
  TargetAvailability,
} from 'nestjs-llm-router';
import { AdminGuard } from '../keys/admin.guard.js';
import { presentTarget } from './present-target.js';

/** Whom calls can go to, and how they do. */
@ApiTags('Routing')
@ApiBearerAuth()
@Controller('admin/targets')
@UseGuards(AdminGuard)
@LlmKeyScope('targets:read')
export class TargetsController {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly availability: TargetAvailability,
    private readonly live: LivePerformance,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Every target and how it does right now',
    description:
      'Models that are configured or declared, and those that calls have named since. `state` is open, ejected, held or probing; latencies are of this process, attempts in flight of all that share live state.',
  })
  targets() {
    const data = [...this.candidates().values()].map((it) =>
      presentTarget(it, this.availability.of(it.id), this.live.of(it)),
    );
    return { data };
  }

  private candidates(): Map<string, Candidate> {
    const names = [...this.directory.list().map((it) => it.id), ...this.availability.all().keys()];
    const found = new Map<string, Candidate>();
    for (const candidate of names.flatMap((name) => this.resolve(name))) {
      if (!found.has(candidate.id)) found.set(candidate.id, candidate);
    }
    return found;
  }

  /** What is known of a model may outlive the model. */
  private resolve(name: string): readonly Candidate[] {
    try {
      return this.directory.resolve(name);
    } catch (error) {
      if (LlmRouterError.isInstance(error)) return [];
      throw error;
    }
  }
}
