import { tasks } from './tasks.ts';

// One task in a process of its own: `node dist/bench/task.js NAME ARGUMENTS`.
const [name = '', given = '{}'] = process.argv.slice(2);
const task = tasks[name];
if (!task) throw new Error(`no task ${name}`);
const taken = await task(JSON.parse(given) as never); // each task knows its own arguments
process.send?.({ ...taken, own: process.resourceUsage().maxRSS * 1024 });
process.disconnect?.();
