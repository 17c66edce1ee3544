import { problem, refused } from '../problems/index.ts';
import { Desk, type Question } from './desk.ts';
import { type Limits, memoryOver } from './limits.ts';

/**
 * The program of the child process. It has one line to its owner, no other; it ends when the owner
 * does, and ends itself when all its memory together passes the limit.
 */
interface Begin {
  readonly folder: string;
  readonly limits: Limits;
}

const roomy = 80 * 2 ** 20;

process.once('message', (begin: Begin) => {
  const { folder, limits } = begin;
  const desk = new Desk(folder, limits);
  process.on('message', async (question: Question) => {
    try {
      process.send?.(await desk.answer(question));
      // The engine works on the grid from here: what reading needed is given back to it.
      if (question.kind === 'grid' && process.memoryUsage.rss() > roomy) globalThis.gc?.();
    } catch (error) {
      const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      process.send?.(refused(problem('F000', { detail }, { file: question.name })));
    }
  });
  setInterval(() => {
    if (process.memoryUsage.rss() > 1.5 * limits.memoryBytes) process.exit(memoryOver);
  }, 100).unref();
});
process.on('disconnect', () => process.exit());
