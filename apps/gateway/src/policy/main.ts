import { policyCommand } from './policy-command.js';

process.exitCode = await policyCommand(
  process.argv.slice(2),
  process.env,
  process.cwd(),
  (text) => void process.stdout.write(text),
);
