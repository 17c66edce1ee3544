#!/usr/bin/env node
import { run } from '../dist/src/cli/main.js';

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', (fault) => {
  if (fault.code !== 'EPIPE') throw fault;
});
process.exitCode = await run(process.argv.slice(2));
