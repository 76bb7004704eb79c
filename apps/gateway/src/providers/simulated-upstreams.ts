import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SimulatedProvider } from 'simulated-provider';

/** The simulated providers that run inside the gateway, on free loopback ports, until it shuts down. */
@Injectable()
export class SimulatedUpstreams implements OnApplicationShutdown {
  private readonly running: SimulatedProvider[] = [];

  /** Resolves with the provider's base URL. */
  async start(name: string): Promise<string> {
    const provider = await SimulatedProvider.start({ name });
    this.running.push(provider);
    return provider.url;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.running.map((provider) => provider.close()));
  }
}
