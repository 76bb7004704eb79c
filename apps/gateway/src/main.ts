import { Logger } from '@nestjs/common';
import { createGateway } from './create-gateway.js';
import { explainStartFailure } from './server/explain-start-failure.js';
import { greeting } from './server/greeting.js';
import { listen } from './server/listen.js';

try {
  const app = await createGateway(process.env, process.cwd());
  const logger = new Logger('Gateway');
  process.on('unhandledRejection', (reason) => logger.error('Unhandled rejection', reason));
  process.on('uncaughtException', (error) => {
    logger.fatal('Uncaught exception: the gateway stops', error.stack);
    process.exitCode = 1;
    void app.close().finally(() => process.exit());
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const url = await listen(app);
  console.log(greeting(app, url));
} catch (error) {
  console.error(explainStartFailure(error) ?? error);
  process.exit(1);
}
