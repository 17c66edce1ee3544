import { openApp } from '../../src/server/index.ts';
import { openedHome, valueIn } from '../home.ts';
import { quantile } from '../measure.ts';
import { timed } from '../processes.ts';
import type { TaskTaken } from '../tasks.ts';

/**
 * Pages of every kind, asked of the server without a network: each first once, then warm, in turn.
 * A page that is not answered with 200 stops the benchmark.
 */
export async function pagesTask(args: { home: string; rounds: number }): Promise<TaskTaken> {
  const host = await openedHome(args.home);
  const { app, link } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
  const headers = { host: '127.0.0.1', cookie: '' };
  const get = async (url: string) => {
    const began = performance.now();
    const reply = await app.inject({ method: 'GET', url, headers });
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode}`);
    return performance.now() - began;
  };
  try {
    const entered = await app.inject({ method: 'GET', url: `/enter/${link?.token}`, headers });
    headers.cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const addresses = [
      '/',
      ...[...host.framework.themes.keys()].map((id) => `/themes/${id}`),
      ...[...host.framework.themes.values()].map((theme) => `/measures/${theme.lead}`),
      '/sources',
    ];
    return await timed(async () => {
      const cold: number[] = [];
      for (const address of addresses) cold.push(await get(address));
      const warm: number[] = [];
      for (let i = 0; i < args.rounds; i++)
        for (const address of addresses) warm.push(await get(address));
      return {
        first: cold[0] ?? 0,
        slowestCold: Math.max(...cold),
        median: quantile(warm, 0.5),
        slow: quantile(warm, 0.99),
        pages: warm.length,
      };
    });
  } finally {
    await app.close();
    await host.close();
  }
}
