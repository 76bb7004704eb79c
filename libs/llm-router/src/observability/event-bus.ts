import { Injectable, Logger } from '@nestjs/common';
import { EventPublisher } from '../contracts/event-publisher.js';
import type { RouterEvent } from '../contracts/router-event.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';

/** Tells every sink. A sink that throws is logged, and changes nothing for the call or for the other sinks. */
@Injectable()
export class EventBus extends EventPublisher {
  private readonly logger = new Logger('LlmRouter');

  constructor(private readonly plugins: PluginRegistry) {
    super();
  }

  override publish(event: RouterEvent): void {
    for (const sink of this.plugins.all('sink')) {
      try {
        sink.onEvent(event);
      } catch (error) {
        this.logger.error(
          `Sink ${sink.id} failed on ${event.type}: ${error instanceof Error ? error.message : 'unknown'}`,
        );
      }
    }
  }
}
