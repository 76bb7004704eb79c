import { auditCommand } from './audit-command.js';

process.exitCode = await auditCommand(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
});
