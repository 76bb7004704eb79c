import { All, Controller, type Type, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { LlmRouterError } from 'nestjs-llm-router';
import { AdminGuard } from '../keys/admin.guard.js';

/** A controller for the paths of a part that is not switched on: it says which setting of `gateway.yaml` does. */
export function switchedOff(setting: string, ...paths: readonly string[]): Type {
  @ApiExcludeController()
  @Controller([...paths])
  @UseGuards(AdminGuard)
  class SwitchedOffController {
    @All(['', '*'])
    refuse(): never {
      throw new LlmRouterError(
        `This part of /admin is not switched on. Set "${setting}" in gateway.yaml.`,
        { code: 'not_enabled', httpStatus: 404 },
      );
    }
  }
  return SwitchedOffController;
}
