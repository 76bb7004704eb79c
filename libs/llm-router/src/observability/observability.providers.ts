import { EventBus } from './event-bus.js';
import { ObserveStage } from './observe.stage.js';

export const observabilityProviders = [ObserveStage, EventBus];
