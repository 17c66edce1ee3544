import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KnownLoad } from '../../src/figures/index.ts';
import type { Overview } from '../../src/findings/index.ts';
import { type Host, readAhead } from '../../src/host/index.ts';
import { emptyHost } from '../support/home.ts';

/** A host with one load whose stories are only written down when they are asked for. */
async function listening(name: string, begun: (story: string) => void) {
  const host = await emptyHost({ sample: true, name });
  const told = (story: string) => {
    begun(story);
    return Promise.reject(new Error('not worked out here'));
  };
  const listened: Pick<Host, 'figures' | 'stories' | 'framework' | 'as' | 'arriving'> = {
    ...host,
    figures: { ...host.figures, loads: async () => [{ load: 1 } as KnownLoad] },
    stories: {
      overview: (view) => {
        begun(`overview ${view.period.id}`);
        return Promise.resolve({} as Overview);
      },
      theme: told,
    },
  };
  return listened;
}

test('the overview is worked out before anybody asks; themes wait while a reader is being answered', async () => {
  const asked: string[] = [];
  let whenTold = () => {};
  const themeAsked = new Promise<void>((resolve) => {
    whenTold = resolve;
  });
  const host = await listening('read-ahead', (story) => {
    asked.push(story);
    if (story.startsWith('overview')) return;
    whenTold();
  });
  let answers = 2;
  const waited: string[][] = [];
  const ahead = readAhead(
    host,
    () => {
      waited.push([...asked]);
      return answers-- > 0;
    },
    0,
  );
  await themeAsked;
  await ahead.stop();
  const [firstTheme] = host.framework.themes.keys();
  // Reporting day 10 February 2026: the last complete financial quarter is October to December 2025.
  assert.deepEqual(asked, ['overview 2025-Q3', firstTheme]);
  assert.deepEqual(
    waited,
    [1, 2, 3, 4].map(() => ['overview 2025-Q3']),
    'two looks found a reader, and those after them none',
  );
});

test('nothing is worked out ahead while files are coming in', async () => {
  const asked: string[] = [];
  const host = await listening('read-ahead-files', (story) => asked.push(story));
  const ahead = readAhead({ ...host, arriving: () => ({ done: 1, total: 2 }) }, () => false);
  await ahead.stop();
  assert.deepEqual(asked, []);
});
