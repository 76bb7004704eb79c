import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CallRouter, LlmKeyScope, type RouteExplanation } from 'nestjs-llm-router';
import { ROUTE_QUESTION } from '../docs/route-question-schema.js';
import { GATEWAY_PLAN, type GatewayPlan } from '../gateway-plan.js';
import { AdminGuard } from '../keys/admin.guard.js';
import { readRouteQuestion } from './route-question.js';

/** What would happen to a call: nobody is asked, nothing is billed, and the ledger has no row of it. */
@ApiTags('Routing')
@ApiBearerAuth()
@Controller('admin/route')
@UseGuards(AdminGuard)
@LlmKeyScope('route:explain')
export class RouteController {
  constructor(
    private readonly router: CallRouter,
    @Inject(GATEWAY_PLAN) private readonly plan: GatewayPlan,
  ) {}

  @Post('explain')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What would happen to a call, and why',
    description:
      'A dry run: the rule that would fire, who would be asked in which order, and who would not, with the reasons. The body is a chat request, or one under `request` with more about the call.',
  })
  @ApiBody(ROUTE_QUESTION)
  explain(@Body() body: unknown): Promise<RouteExplanation> {
    const { request, options } = readRouteQuestion(body, this.plan.loaded.config.keys);
    return this.router.explain(request, options);
  }
}
