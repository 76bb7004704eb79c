import { EventPublisher } from '../contracts/event-publisher.js';
import { RunningConfiguration } from '../contracts/running-configuration.js';
import { CallLog } from './call-log.js';
import { Configuration } from './configuration.js';
import { EventBus } from './event-bus.js';
import { ObserveStage } from './observe.stage.js';

export const observabilityProviders = [
  ObserveStage,
  EventBus,
  { provide: EventPublisher, useExisting: EventBus },
  CallLog,
  { provide: RunningConfiguration, useClass: Configuration },
];
