import { EventPublisher } from '../contracts/event-publisher.js';
import { CallLog } from './call-log.js';
import { EventBus } from './event-bus.js';
import { ObserveStage } from './observe.stage.js';

export const observabilityProviders = [
  ObserveStage,
  EventBus,
  { provide: EventPublisher, useExisting: EventBus },
  CallLog,
];
