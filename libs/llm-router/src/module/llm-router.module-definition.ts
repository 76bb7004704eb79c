import { ConfigurableModuleBuilder } from '@nestjs/common';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';

export interface LlmRouterModuleExtras {
  /** Makes `LlmRouter` injectable everywhere without importing the module again. Default true. */
  isGlobal?: boolean;
}

/** `forRoot(options)` and `forRootAsync({ imports, useFactory | useClass | useExisting, inject })`. */
export const { ConfigurableModuleClass, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LlmRouterOptions>({ optionsInjectionToken: LLM_ROUTER_OPTIONS })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createLlmRouterOptions')
    .setExtras<LlmRouterModuleExtras>({ isGlobal: true }, (definition, { isGlobal }) => ({
      ...definition,
      global: isGlobal ?? true,
    }))
    .build();

/** What `forRootAsync({ useClass | useExisting })` has to provide. */
export interface LlmRouterOptionsFactory {
  createLlmRouterOptions(): LlmRouterOptions | Promise<LlmRouterOptions>;
}
